"""Our own look at an order: a pure function of what is known and of the owner's weights. Each point says its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.checks.facts import CheckFacts, Mark
from domain.checks.plausible import oddities
from domain.checks.settings import CheckSettings
from domain.checks.verdict import Colour, Point, Reason, Source, Verdict

_HOME: Final = "DE"
_ONE_PERSONS: Final = frozenset({Mark.EMAIL, Mark.PHONE, Mark.IBAN})


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """`RiskCheck` without asking anybody."""

    settings: CheckSettings

    def verdict(self, facts: CheckFacts) -> Verdict:
        """Never unavailable. Points that count nothing are left out."""
        settings = self.settings
        reasons = tuple(each for each in map(self._weighed, _points(facts, settings)) if each.weight)
        score = max(sum(each.weight for each in reasons), 0)
        return Verdict(colour_of(score, settings), score, Source.BUILT_IN, reasons, self._valid_until(facts))

    def _weighed(self, reason: Reason) -> Reason:
        weight = self.settings.weight(reason.point)
        times = min(reason.times, weight.most)
        return Reason(reason.point, reason.times, weight.value * times, reason.detail)

    def _valid_until(self, facts: CheckFacts) -> date:
        return facts.on + timedelta(days=self.settings.spared_days)


def colour_of(score: int, settings: CheckSettings) -> Colour:
    if score >= settings.red_from:
        return Colour.RED
    return Colour.YELLOW if score >= settings.yellow_from else Colour.GREEN


def _points(facts: CheckFacts, settings: CheckSettings) -> Iterator[Reason]:
    yield from _history(facts)
    for point in oddities(facts.person.address):
        yield Reason(point)
    yield from _account(facts)
    exposed = facts.out + facts.value
    if exposed.minor > settings.limit.minor:
        yield Reason(Point.ABOVE_LIMIT, 1, detail=str(exposed.minor))
    yield from _alike(facts, settings)
    if facts.blocked:
        yield Reason(Point.BLOCKED, len(facts.blocked), detail=_named(hit.mark for hit in facts.blocked))


def _history(facts: CheckFacts) -> Iterator[Reason]:
    counted = {
        Point.NEW_CUSTOMER: int(facts.is_first),
        Point.PAID_ON_TIME: facts.paid_on_time,
        Point.PAID_LATE: facts.paid_late,
        Point.PAYMENT_WENT_BACK: facts.went_back,
    }
    for point, times in counted.items():
        if times:
            yield Reason(point, times)
    if facts.overdue.minor > 0:
        yield Reason(Point.OVERDUE, 1, detail=str(facts.overdue.minor))


def _account(facts: CheckFacts) -> Iterator[Reason]:
    account = facts.account
    if account is None:
        return
    if not account.is_valid:
        yield Reason(Point.ACCOUNT_WRONG)
        return
    if account.bank == "":
        yield Reason(Point.BANK_UNKNOWN)
    home = facts.person.address.country if facts.person.address else _HOME
    if account.country != home:
        yield Reason(Point.ACCOUNT_ABROAD, 1, detail=account.country)


def _alike(facts: CheckFacts, settings: CheckSettings) -> Iterator[Reason]:
    """Sharing a name is no sign, and in one house many live; a mail address, a phone or an account is one person's."""
    many = [each for each in facts.alike if each.orders > settings.alike_most]
    if many:
        yield Reason(Point.MANY_ORDERS, len(many), detail=_named(each.mark for each in many))
    shared = [each for each in facts.alike if each.mark in _ONE_PERSONS and each.customers]
    if shared:
        most = max(each.customers for each in shared)
        yield Reason(Point.SHARED_WITH_OTHERS, most, detail=_named(each.mark for each in shared))
    neighbours = sum(each.customers for each in facts.alike if each.mark is Mark.ADDRESS)
    if neighbours:
        yield Reason(Point.SAME_HOUSE, neighbours)


def _named(marks: Iterable[Mark]) -> str:
    return " ".join(sorted(set(marks)))
