"""Mollie as a provider: card and SEPA payments under mandates of its customers.

Mollie remembers a key for an hour only and finds nothing by it later: before anything older is asked for again, the
payments of that customer are looked through, which Mollie lists at once and completely.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from connectors.psp.cursor import Cursor
from connectors.psp.http import AnswerLost, Http, Secret, Wire
from connectors.psp.keys import born_at
from connectors.psp.mollie.reading import (
    METHODS,
    answer_of_payment,
    answer_of_refund,
    method_of,
    news_of_payment,
    reason_of_refusal,
    refused_answer,
)
from connectors.psp.mollie.wire import ADDRESS, OUR_KEY, MollieWire, Refusal, Thing, at_of, named, our_key, told_money
from domain.clock import Clock, legal_day
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.abilities import ABILITIES
from domain.payments.provider import (
    Answer,
    AttemptId,
    ChargeOrder,
    Collected,
    DebitAgreed,
    Heard,
    News,
    Outcome,
    PayBackOrder,
    ProviderDown,
    ProviderName,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)
from domain.payments.reasons import Reason, ReasonClass

CAN: Final = ABILITIES[ProviderName.MOLLIE]
KEYS_KEPT: Final = timedelta(minutes=45)
_WITH: Final = {"embed": "refunds,chargebacks"}
_OPEN_FOR: Final = timedelta(days=21)
"""How long a payment may take to end; a chargeback comes later and is listed by itself."""

_OVERLAP: Final = timedelta(minutes=10)
_LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
_ENDED: Final = ("paidAt", "failedAt", "canceledAt", "expiredAt")


class Mollie:
    """A Provider. `return_to`: where payers come back; `notices`: the address of our door for Mollie ("": none)."""

    name = ProviderName.MOLLIE
    can = CAN

    def __init__(
        self, key: Secret, clock: Clock, http: Http | None = None, return_to: str = "", notices: str = ""
    ) -> None:
        """Raises ProviderRefusesUs when `key` is no key of Mollie's."""
        self._wire = MollieWire(http or Wire(ADDRESS), key)
        self._clock, self._return_to, self._notices = clock, return_to, notices

    @property
    def is_test(self) -> bool:
        return self._wire.is_test

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """One by one; where Mollie goes away in between, what was not asked is left out of the answers."""
        answers: dict[AttemptId, Answer] = {}
        for order in orders:
            try:
                answers[order.key] = self._charge(order)
            except (ProviderDown, ProviderRefusesUs):
                if not answers:
                    raise
                break
        return Collected(answers)

    def _charge(self, order: ChargeOrder) -> Answer:
        if order.method.kind not in METHODS:
            return Answer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"not_collected_{order.method.kind}"))
        known = self._asked_before(order)
        if known is not None:
            return answer_of_payment(known)
        form = {
            "amount": told_money(order.amount),
            "description": order.purpose[:255],
            "method": METHODS[order.method.kind],
            "customerId": order.method.payer,
            "mandateId": order.method.token,
            "sequenceType": "recurring",
            "webhookUrl": self._notices,
            "metadata": {OUR_KEY: str(order.key)},
        }
        try:
            told = self._wire.post("payments", form, str(order.key))
        except AnswerLost:
            return Answer(Outcome.UNKNOWN)
        return refused_answer(told) if isinstance(told, Refusal) else answer_of_payment(told)

    def _asked_before(self, order: ChargeOrder) -> Thing | None:
        born = born_at(order.key)
        if self._clock.now() - born < KEYS_KEPT:
            return None
        try:
            return self._among(f"customers/{named(order.method.payer)}/payments", order.key, born)
        except AnswerLost as lost:  # nothing was asked yet
            raise ProviderDown(why=lost.why) from None

    def _among(self, path: str, key: UUID, born: datetime) -> Thing | None:
        """No payment is older than its key."""
        for payment in self._wire.pages(path, "payments"):
            if our_key(payment) == key:
                return payment
            if at_of(payment["createdAt"]) < born - timedelta(days=1):
                return None
        return None

    def look_up(self, key: AttemptId, ref: str) -> Answer | None:
        """By Mollie's id, else all payments since the key was made are looked through."""
        try:
            payment = self._payment(ref) if ref else self._among("payments", key, born_at(key))
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        return None if payment is None else answer_of_payment(payment)

    def _payment(self, ref: str) -> Thing | None:
        told = self._wire.get(f"payments/{named(ref)}", _WITH)
        if isinstance(told, Refusal):
            if told.status == 404:
                return None
            raise AnswerLost(f"status_{told.status}")
        return told

    def pay_back(self, order: PayBackOrder) -> Answer:
        path = f"payments/{named(order.charge_ref)}/refunds"
        try:
            known = next((each for each in self._wire.pages(path, "refunds") if our_key(each) == order.key), None)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        if known is not None:
            return answer_of_refund(known)
        form = {
            "amount": told_money(order.amount),
            "description": order.purpose[:255],
            "metadata": {OUR_KEY: str(order.key)},
        }
        try:
            told = self._wire.post(path, form, str(order.key))
        except AnswerLost:
            return Answer(Outcome.UNKNOWN)
        return refused_answer(told) if isinstance(told, Refusal) else answer_of_refund(told)

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """A card by a first payment of nothing on Mollie's page; a debit by the account that was told to us."""
        if order.kind not in METHODS or (order.kind is PaymentMethod.DIRECT_DEBIT and order.debit is None):
            return SetupAnswer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"no_page_for_{order.kind}"))
        try:
            payer = order.payer or self._new_payer(order)
            if isinstance(payer, Refusal):
                return SetupAnswer(Outcome.FAILED, reason=reason_of_refusal(payer))
            return self._agreed(order, payer, order.debit) if order.debit else self._page(order, payer)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _new_payer(self, order: SetupOrder) -> str | Refusal:
        form = {
            "name": order.name,
            "email": order.mail,
            "locale": _LOCALES.get(order.language, ""),
            "metadata": {OUR_KEY: str(order.key)},
        }
        told = self._wire.post("customers", form, f"{order.key}:payer")
        return told if isinstance(told, Refusal) else str(told["id"])

    def _page(self, order: SetupOrder, payer: str) -> SetupAnswer:
        back = order.return_to or self._return_to
        if not back:
            raise ProviderRefusesUs(why="no_return_address")
        form = {
            "amount": told_money(Money(0)),
            "description": order.name[:255],
            "method": METHODS[order.kind],
            "customerId": payer,
            "sequenceType": "first",
            "redirectUrl": back,
            "webhookUrl": self._notices,
            "metadata": {OUR_KEY: str(order.key)},
        }
        told = self._wire.post("payments", form, f"{order.key}:page")
        if isinstance(told, Refusal):
            return SetupAnswer(Outcome.FAILED, reason=reason_of_refusal(told))
        return self._set_up_by(told)

    def _agreed(self, order: SetupOrder, payer: str, debit: DebitAgreed) -> SetupAnswer:
        form = {
            "method": METHODS[PaymentMethod.DIRECT_DEBIT],
            "consumerName": order.name,
            "consumerAccount": debit.iban,
            "signatureDate": legal_day(debit.agreed_at).isoformat(),
        }
        told = self._wire.post(f"customers/{named(payer)}/mandates", form, f"{order.key}:mandate")
        if isinstance(told, Refusal):
            return SetupAnswer(Outcome.FAILED, reason=reason_of_refusal(told))
        return method_of(told, payer, f"{payer}/{told['id']}")

    def look_up_setup(self, key: UUID, ref: str) -> SetupAnswer | None:
        """`ref`: a first payment, or payer and mandate with a slash between."""
        try:
            if "/" in ref:
                payer, _, mandate = ref.partition("/")
                return self._mandate(payer, mandate, ref)
            payment = self._payment(ref) if ref else self._among("payments", key, born_at(key))
            return None if payment is None else self._set_up_by(payment)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _set_up_by(self, payment: Thing) -> SetupAnswer:
        answer, ref = answer_of_payment(payment), str(payment["id"])
        if answer.outcome is not Outcome.SETTLED:
            return SetupAnswer(answer.outcome, ref, link=answer.link, reason=answer.reason)
        told = self._mandate(str(payment.get("customerId") or ""), str(payment.get("mandateId") or ""), ref)
        return told or SetupAnswer(Outcome.PENDING, ref)

    def _mandate(self, payer: str, mandate: str, ref: str) -> SetupAnswer | None:
        told = self._wire.get(f"customers/{named(payer)}/mandates/{named(mandate)}")
        return None if isinstance(told, Refusal) else method_of(told, payer, ref)

    def news_of(self, ref: str) -> Sequence[News]:
        """What a payment tells now. Raises ProviderDown, ProviderRefusesUs."""
        try:
            payment = self._payment(ref)
            return () if payment is None else list(self._told(payment))
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _told(self, payment: Thing) -> Iterator[News]:
        if payment.get("sequenceType") != "first":
            yield from news_of_payment(payment)
            return
        key, setup = our_key(payment), self._set_up_by(payment)
        at = at_of(next((payment[each] for each in _ENDED if payment.get(each)), payment["createdAt"]))
        if key is not None:
            event_id = f"{payment['id']}:{payment['status']}"
            token = setup.method.token if setup.method else ""
            yield News(self.name, event_id, at, setup=setup, setup_key=key, ref=setup.ref, method_token=token)

    def listen(self, cursor: str) -> Heard:
        """Mollie has no list of events: payments of three weeks and chargebacks since then are looked at."""
        now = self._clock.now()
        here = Cursor.read(cursor, now - _OPEN_FOR)
        since = here.at - _OVERLAP
        try:
            told = [each for each in self._changed(since, now) if each.at >= since]
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        return here.after(told, now, _OVERLAP)

    def _changed(self, since: datetime, now: datetime) -> Iterator[News]:
        refs: dict[str, None] = {}
        for payment in self._wire.pages("payments", "payments"):
            if at_of(payment["createdAt"]) < now - _OPEN_FOR:
                break
            if any(payment.get(each) and at_of(payment[each]) >= since for each in _ENDED):
                refs[str(payment["id"])] = None
        for name in ("chargebacks", "refunds"):
            for each in self._wire.pages(name, name):
                if at_of(each["createdAt"]) < since:
                    break
                refs[str(each["paymentId"])] = None
        for ref in refs:
            yield from self.news_of(ref)

    def greet(self) -> None:
        """Whether Mollie can be reached and takes our key. Raises ProviderDown, ProviderRefusesUs."""
        try:
            told = self._wire.get("methods")
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        if isinstance(told, Refusal):
            raise ProviderRefusesUs(why=f"status_{told.status}")
