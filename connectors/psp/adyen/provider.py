"""Adyen as a provider: cards and SEPA direct debits that shoppers have stored there.

Adyen tells nothing about a payment by our key when it is asked; it repeats its first answer to whoever asks the same
again within a week, and it posts notices. So what was lost stays unknown until a notice or a person clears it.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from connectors.psp.adyen.reading import METHODS, answer_of_payment, reason_of_refusal, stored_method
from connectors.psp.adyen.wire import Account, AdyenWire, Refusal, Thing
from connectors.psp.http import AnswerLost, Http, Secret, Wire
from domain.clock import Clock, today
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
    Outcome,
    PayBackOrder,
    ProviderDown,
    ProviderName,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)
from domain.payments.reasons import Reason, ReasonClass

CAN: Final = ABILITIES[ProviderName.ADYEN]
_LOCALES: Final = {"de": "de-DE", "en": "en-GB"}
_MODEL: Final = "UnscheduledCardOnFile"
"""Amounts of a subscription change by days, swaps and credits."""


class Adyen:
    """A Provider. `return_to`: where payers come back to ("": none)."""

    name = ProviderName.ADYEN
    can = CAN

    def __init__(
        self, key: Secret, account: Account, clock: Clock, http: Http | None = None, return_to: str = ""
    ) -> None:
        """Raises ProviderRefusesUs without a key or merchant account."""
        self._wire = AdyenWire(http or Wire(account.address), key, account)
        self._account, self._clock, self._return_to = account, clock, return_to

    @property
    def is_test(self) -> bool:
        return self._account.is_test

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """One by one; where Adyen goes away in between, what was not asked is left out of the answers."""
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
        kind = METHODS.get(order.method.kind)
        if kind is None:
            return Answer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"not_collected_{order.method.kind}"))
        form = {
            "amount": _told(order.amount),
            "reference": str(order.key),
            "paymentMethod": {"type": kind, "storedPaymentMethodId": order.method.token},
            "shopperReference": order.method.payer,
            "shopperInteraction": "ContAuth",
            "recurringProcessingModel": _MODEL,
            "shopperStatement": order.purpose[:135],
            "returnUrl": self._return_to,
        }
        try:
            told = self._wire.post("payments", form, str(order.key))
        except AnswerLost:
            return Answer(Outcome.UNKNOWN)
        if isinstance(told, Refusal):
            return Answer(Outcome.FAILED, reason=reason_of_refusal(told))
        return answer_of_payment(told, today(self._clock))

    def look_up(self, _key: AttemptId, ref: str) -> Answer | None:
        """Never None: nobody at Adyen says that something did not arrive."""
        return Answer(Outcome.UNKNOWN, ref)

    def pay_back(self, order: PayBackOrder) -> Answer:
        """Asked again within a week, Adyen gives its first answer."""
        form = {"amount": _told(order.amount), "reference": str(order.key)}
        try:
            told = self._wire.post(f"payments/{_plain(order.charge_ref)}/refunds", form, str(order.key))
        except AnswerLost:
            return Answer(Outcome.UNKNOWN)
        if isinstance(told, Refusal):
            return Answer(Outcome.FAILED, reason=reason_of_refusal(told))
        return Answer(Outcome.PENDING, str(told["pspReference"]), amount=order.amount)

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """On Adyen's page, by a payment of nothing; the shopper is known by `payer`, else by our key."""
        if order.kind not in METHODS:
            return SetupAnswer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"not_collected_{order.kind}"))
        payer = order.payer or str(order.key)
        try:
            return self._agreed(order, payer, order.debit) if order.debit else self._page(order, payer)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _page(self, order: SetupOrder, payer: str) -> SetupAnswer:
        form = {
            "amount": _told(Money(0)),
            "reference": str(order.key),
            "shopperReference": payer,
            "shopperEmail": order.mail,
            "shopperLocale": _LOCALES.get(order.language, ""),
            "storePaymentMethodMode": "enabled",
            "recurringProcessingModel": _MODEL,
            "allowedPaymentMethods": [METHODS[order.kind]],
            "returnUrl": order.return_to or self._return_to,
        }
        told = self._wire.post("paymentLinks", form, f"{order.key}:page")
        if isinstance(told, Refusal):
            return SetupAnswer(Outcome.FAILED, reason=reason_of_refusal(told))
        return SetupAnswer(Outcome.NEEDS_CUSTOMER, str(told["id"]), link=str(told["url"]))

    def _agreed(self, order: SetupOrder, payer: str, debit: DebitAgreed) -> SetupAnswer:
        form = {
            "amount": _told(Money(0)),
            "reference": str(order.key),
            "paymentMethod": {
                "type": METHODS[PaymentMethod.DIRECT_DEBIT],
                "iban": debit.iban,
                "ownerName": order.name,
            },
            "shopperReference": payer,
            "shopperEmail": order.mail,
            "shopperInteraction": "Ecommerce",
            "storePaymentMethod": True,
            "recurringProcessingModel": _MODEL,
            "returnUrl": order.return_to or self._return_to,
        }
        told = self._wire.post("payments", form, f"{order.key}:mandate")
        if isinstance(told, Refusal):
            return SetupAnswer(Outcome.FAILED, reason=reason_of_refusal(told))
        answer = answer_of_payment(told, today(self._clock))
        if answer.outcome not in {Outcome.SETTLED, Outcome.PENDING}:
            return SetupAnswer(answer.outcome, answer.ref, reason=answer.reason, link=answer.link)
        return self._stored(payer, order.kind, answer.ref) or SetupAnswer(Outcome.PENDING, answer.ref)

    def look_up_setup(self, key: UUID, ref: str) -> SetupAnswer | None:
        """`ref`: a page of ours (it begins with PL); else the methods of the shopper who is known by our key."""
        try:
            if not ref.startswith("PL"):
                return self._stored(str(key), None, ref)
            told = self._wire.get(f"paymentLinks/{_plain(ref)}")
            return None if isinstance(told, Refusal) else self._of_page(told, ref)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _of_page(self, page: Thing, ref: str) -> SetupAnswer:
        status = str(page.get("status", ""))
        if status == "expired":
            return SetupAnswer(Outcome.FAILED, ref, reason=Reason(ReasonClass.NEEDS_CONFIRMATION, "link_expired"))
        if status == "active":
            return SetupAnswer(Outcome.NEEDS_CUSTOMER, ref, link=str(page.get("url") or ""))
        stored = self._stored(str(page.get("shopperReference") or ""), None, ref)
        return stored or SetupAnswer(Outcome.PENDING, ref)

    def _stored(self, payer: str, kind: PaymentMethod | None, ref: str) -> SetupAnswer | None:
        """The newest of a shopper's methods."""
        told = self._wire.get(
            "storedPaymentMethods", {"merchantAccount": self._wire.merchant, "shopperReference": payer}
        )
        if isinstance(told, Refusal):
            return None
        fits = [each for each in told.get("storedPaymentMethods") or () if not kind or each["type"] == METHODS[kind]]
        return stored_method(fits[-1], payer, ref) if fits else None

    def listen(self, cursor: str) -> Heard:
        """Adyen tells by notices alone."""
        return Heard((), cursor)

    def greet(self) -> None:
        """Whether Adyen can be reached and takes our key. Raises ProviderDown, ProviderRefusesUs."""
        try:
            told = self._wire.post("paymentMethods", {}, "")
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        if isinstance(told, Refusal):
            raise ProviderRefusesUs(why=told.code)


def _told(money: Money) -> dict[str, object]:
    return {"currency": money.currency, "value": money.minor}


def _plain(ref: str) -> str:
    """Adyen's ids are letters and digits: nothing in one can lead elsewhere."""
    return "".join(each for each in ref if each.isalnum()) or "none"
