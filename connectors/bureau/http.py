"""A credit bureau over HTTP, asked once: whoever is asked twice is paid twice, and it is noted with them twice."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from connectors.bureau.mapping import AnswerPaths, BureauMapping, filled, filled_path, found_at
from connectors.psp.http import AnswerLost, Call, Http, Reply, Secret
from domain.checks.facts import CheckFacts
from domain.checks.verdict import BureauFault, CheckUnavailable, Colour, Point, Reason, Source, Verdict
from domain.payments.provider import ProviderDown, ProviderRefusesUs

MOST_CODES: Final = 20
_CODE_LENGTH: Final = 80
_UNREADABLE: Final = frozenset({"unreadable", "too_long"})


class HttpBureau:
    """`domain.checks.verdict.RiskCheck` by a mapping. The secret is in no log and in no exception."""

    def __init__(self, mapping: BureauMapping, http: Http, secret: Secret) -> None:
        self._mapping, self._http, self._secret = mapping, http, secret

    def verdict(self, facts: CheckFacts) -> Verdict:
        try:
            reply = self._http.ask(self._call(facts))
            _check_status(reply)
            return _read(reply.read(), self._mapping.answer)
        except ProviderDown:
            raise CheckUnavailable(fault=BureauFault.UNREACHED) from None
        except ProviderRefusesUs:
            raise CheckUnavailable(fault=BureauFault.REFUSED) from None
        except AnswerLost as lost:
            is_read = lost.why in _UNREADABLE
            raise CheckUnavailable(fault=BureauFault.UNREADABLE if is_read else BureauFault.UNKNOWN) from None

    def _call(self, facts: CheckFacts) -> Call:
        known = {**_known(facts), "secret": self._secret.told}
        headers = {name: str(filled(each, known)) for name, each in self._mapping.headers.items()}
        body = b""
        if self._mapping.body is not None:
            body = json.dumps(filled(self._mapping.body, known), ensure_ascii=False).encode()
            headers = {"Content-Type": "application/json", **headers}
        return Call(self._mapping.method, filled_path(self._mapping.path, known), headers, body)


def _known(facts: CheckFacts) -> Mapping[str, str]:
    person, address = facts.person, facts.person.address
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "company": person.company,
        "email": person.email,
        "phone": person.phone,
        "street": "" if address is None else address.street,
        "postcode": "" if address is None else address.postcode,
        "city": "" if address is None else address.city,
        "country": "" if address is None else address.country,
        "iban": facts.iban,
        "reference": facts.number,
        "value": f"{facts.value.minor // 100}.{facts.value.minor % 100:02}",
        "kind": str(facts.kind),
    }


def _check_status(reply: Reply) -> None:
    """Raises AnswerLost, ProviderDown, ProviderRefusesUs."""
    if reply.status in {429, 503}:
        raise ProviderDown(status=reply.status)
    if reply.status >= 500:
        raise AnswerLost(f"status_{reply.status}")
    if reply.status >= 400:
        raise ProviderRefusesUs(status=reply.status)


def _read(told: Mapping[str, object], paths: AnswerPaths) -> Verdict:
    """Raises AnswerLost: what was to stand there does not, or says nothing that the mapping knows."""
    score = _score(told, paths)
    colour = _colour(told, paths, score)
    codes = [str(each)[:_CODE_LENGTH] for each in found_at(told, paths.codes)][:MOST_CODES] if paths.codes else []
    reasons = tuple(Reason(Point.BUREAU_SAID, 1, detail=each) for each in codes)
    return Verdict(colour, score or 0, Source.BUREAU, reasons)


def _score(told: Mapping[str, object], paths: AnswerPaths) -> int | None:
    found = found_at(told, paths.score) if paths.score else []
    value = found[0] if found else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        if paths.score and not paths.colour:
            raise AnswerLost("unreadable")
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        raise AnswerLost("unreadable")
    return int(value)


def _colour(told: Mapping[str, object], paths: AnswerPaths, score: int | None) -> Colour:
    if paths.colour:
        found = found_at(told, paths.colour)
        named = paths.colours.get(str(found[0])) if found else None
        if named is None:
            raise AnswerLost("unreadable")
        return named
    if score is None:
        raise AnswerLost("unreadable")
    return paths.colour_of(score)
