"""What Mollie's objects mean for us. What changes has no event there: its news are read from what a thing says now."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from connectors.psp.mollie.wire import Refusal, Thing, at_of, money_of, our_key
from domain.billing.settlement import EntryId
from domain.clock import legal_day
from domain.contracts.payment import PaymentMethod
from domain.payments.provider import Answer, AttemptId, MethodToken, News, Outcome, ProviderName, SetupAnswer
from domain.payments.reasons import SEPA_REASONS, Reason, ReasonClass, sepa_reason

METHODS: Final[Mapping[PaymentMethod, str]] = {
    PaymentMethod.CARD: "creditcard",
    PaymentMethod.DIRECT_DEBIT: "directdebit",
}
FAILURES: Final[Mapping[str, ReasonClass]] = {
    "authentication_abandoned": ReasonClass.NEEDS_CONFIRMATION,
    "authentication_failed": ReasonClass.NEEDS_CONFIRMATION,
    "authentication_required": ReasonClass.NEEDS_CONFIRMATION,
    "authentication_unavailable_acs": ReasonClass.TECHNICAL,
    "card_declined": ReasonClass.NOT_SAID,
    "card_expired": ReasonClass.METHOD_ENDED,
    "inactive_card": ReasonClass.METHOD_ENDED,
    "insufficient_funds": ReasonClass.NO_FUNDS,
    "invalid_cvv": ReasonClass.METHOD_WRONG,
    "invalid_card_holder_name": ReasonClass.METHOD_WRONG,
    "invalid_card_number": ReasonClass.METHOD_WRONG,
    "invalid_card_type": ReasonClass.METHOD_WRONG,
    "possible_fraud": ReasonClass.BLOCKED_BY_BANK,
    "refused_by_issuer": ReasonClass.NOT_SAID,
    "unknown_reason": ReasonClass.NOT_SAID,
}
"""Source: Mollie's documentation of failed card payments."""

_REFUNDS: Final[Mapping[str, Outcome]] = {
    "queued": Outcome.PENDING,
    "pending": Outcome.PENDING,
    "processing": Outcome.PENDING,
    "refunded": Outcome.PAID_BACK,
    "failed": Outcome.FAILED,
    "canceled": Outcome.FAILED,
}
_ENDED_AT: Final[Mapping[str, str]] = {
    "paid": "paidAt",
    "failed": "failedAt",
    "canceled": "canceledAt",
    "expired": "expiredAt",
}


def answer_of_payment(payment: Thing) -> Answer:
    """One that was paid and charged back is RETURNED; how far, says the sum that Mollie took again."""
    ref, status = str(payment["id"]), str(payment.get("status", ""))
    back = payment.get("amountChargedBack")
    if status == "paid" and back and money_of(back).minor > 0:
        return Answer(Outcome.RETURNED, ref, _back_reason(payment), amount=money_of(back))
    if status == "paid":
        on = legal_day(at_of(payment["paidAt"])) if payment.get("paidAt") else None
        return Answer(Outcome.SETTLED, ref, on=on, amount=money_of(payment["amount"]))
    if status == "open":
        return Answer(Outcome.NEEDS_CUSTOMER, ref, link=_link_of(payment))
    if status in {"pending", "authorized"}:
        return Answer(Outcome.PENDING, ref)
    return Answer(Outcome.FAILED, ref, _reason(payment, status))


def _reason(payment: Thing, status: str) -> Reason:
    details = payment.get("details") or {}
    if code := str(details.get("bankReasonCode") or ""):
        return sepa_reason(code, str(details.get("bankReason") or ""))
    if code := str(details.get("failureReason") or ""):
        return Reason(FAILURES.get(code, ReasonClass.NOT_SAID), code, str(details.get("failureMessage") or ""))
    kind = ReasonClass.NEEDS_CONFIRMATION if status in {"canceled", "expired"} else ReasonClass.NOT_SAID
    return Reason(kind, status)


def _back_reason(payment: Thing) -> Reason:
    """A return debit says the bank's code; a card's chargeback is a dispute."""
    told = [each.get("reason") or {} for each in (payment.get("_embedded") or {}).get("chargebacks") or ()]
    details = payment.get("details") or {}
    code = str(next((each["code"] for each in told if each.get("code")), None) or details.get("bankReasonCode") or "")
    if code in SEPA_REASONS or payment.get("method") == METHODS[PaymentMethod.DIRECT_DEBIT]:
        return sepa_reason(code or "MS03")
    return Reason(ReasonClass.DISPUTED, code or "chargeback")


def _link_of(thing: Thing) -> str:
    return str(((thing.get("_links") or {}).get("checkout") or {}).get("href") or "")


def answer_of_refund(refund: Thing) -> Answer:
    status = str(refund.get("status", ""))
    outcome = _REFUNDS.get(status, Outcome.PENDING)
    reason = Reason(ReasonClass.NOT_SAID, status) if outcome is Outcome.FAILED else None
    return Answer(outcome, str(refund["id"]), reason, amount=money_of(refund["amount"]))


def refused_answer(refusal: Refusal) -> Answer:
    return Answer(Outcome.FAILED, reason=reason_of_refusal(refusal))


def reason_of_refusal(refusal: Refusal) -> Reason:
    """A mandate or customer that is gone is the payer's; all else that Mollie does not read is ours."""
    gone = refusal.status in {404, 410} or refusal.about in {"mandateId", "customerId", "consumerAccount"}
    kind = ReasonClass.METHOD_ENDED if gone else ReasonClass.OUR_DATA
    return Reason(kind, refusal.about or f"status_{refusal.status}", refusal.text)


def method_of(mandate: Thing, payer: str, ref: str) -> SetupAnswer:
    """A mandate that is not valid yet is waited for."""
    if mandate.get("status") == "invalid":
        return SetupAnswer(Outcome.FAILED, ref, reason=Reason(ReasonClass.NO_MANDATE, "mandate_invalid"))
    if mandate.get("status") != "valid":
        return SetupAnswer(Outcome.PENDING, ref)
    details = mandate.get("details") or {}
    if mandate.get("method") == METHODS[PaymentMethod.DIRECT_DEBIT]:
        iban = str(details.get("consumerAccount") or "")
        holder = str(details.get("consumerName") or "")
        token = MethodToken(PaymentMethod.DIRECT_DEBIT, str(mandate["id"]), payer, holder)
        return SetupAnswer(Outcome.SETTLED, ref, token, f"{iban[:2]} •••• {iban[-4:]}")
    token = MethodToken(PaymentMethod.CARD, str(mandate["id"]), payer, str(details.get("cardHolder") or ""))
    shown = f"{details.get('cardLabel') or ''} •••• {str(details.get('cardNumber') or '')[-4:]}".strip()
    return SetupAnswer(Outcome.SETTLED, ref, token, shown, _last_day(details))


def _last_day(details: Mapping[str, Any]) -> date | None:
    told = str(details.get("cardExpiryDate") or "")
    if len(told) < 7:
        return None
    year, month = int(told[:4]), int(told[5:7])
    return date(year, month, monthrange(year, month)[1])


def news_of_payment(payment: Thing) -> Iterator[News]:
    """What a payment with its refunds and chargebacks tells; the same state has the same ids, whoever tells it."""
    key, ref = our_key(payment), str(payment["id"])
    if key is None:
        return
    answer, status = answer_of_payment(payment), str(payment["status"])
    if status in _ENDED_AT:
        at = at_of(payment.get(_ENDED_AT[status]) or payment["createdAt"])
        ended = answer if answer.outcome is not Outcome.RETURNED else _as_it_was(payment)
        yield _news(f"{ref}:{status}", at, key=AttemptId(key), ref=ref, answer=ended)
    embedded = payment.get("_embedded") or {}
    if answer.outcome is Outcome.RETURNED and answer.amount is not None:
        times = [at_of(each["createdAt"]) for each in embedded.get("chargebacks") or ()]
        at = max(times, default=at_of(payment.get("paidAt") or payment["createdAt"]))
        told = Answer(Outcome.RETURNED, ref, answer.reason, legal_day(at), answer.amount)
        yield _news(f"{ref}:back:{answer.amount.minor}", at, key=AttemptId(key), ref=ref, answer=told)
    for refund in embedded.get("refunds") or ():
        if (own := our_key(refund)) is not None:
            back = answer_of_refund(refund)
            event_id = f"{refund['id']}:{refund['status']}"
            yield _news(event_id, at_of(refund["createdAt"]), pay_back_key=EntryId(own), ref=back.ref, answer=back)


def _as_it_was(payment: Thing) -> Answer:
    return answer_of_payment({**payment, "amountChargedBack": None})


def _news(event_id: str, at: datetime, **about: Any) -> News:
    return News(ProviderName.MOLLIE, event_id, at, **about)
