"""What Adyen's answers and notices mean for us."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from connectors.psp.adyen.wire import Refusal, Thing
from domain.billing.settlement import EntryId
from domain.clock import legal_day
from domain.contracts.payment import PaymentMethod
from domain.money import Currency, Money
from domain.payments.provider import Answer, AttemptId, MethodToken, News, Outcome, ProviderName, SetupAnswer
from domain.payments.reasons import SEPA_REASONS, Reason, ReasonClass

METHODS: Final[Mapping[PaymentMethod, str]] = {
    PaymentMethod.CARD: "scheme",
    PaymentMethod.DIRECT_DEBIT: "sepadirectdebit",
}
REFUSALS: Final[Mapping[str, ReasonClass]] = {
    "2": ReasonClass.NOT_SAID,
    "3": ReasonClass.BLOCKED_BY_BANK,
    "4": ReasonClass.TECHNICAL,
    "5": ReasonClass.METHOD_ENDED,
    "6": ReasonClass.METHOD_ENDED,
    "7": ReasonClass.OUR_DATA,
    "8": ReasonClass.METHOD_WRONG,
    "9": ReasonClass.TECHNICAL,
    "10": ReasonClass.METHOD_WRONG,
    "11": ReasonClass.NEEDS_CONFIRMATION,
    "12": ReasonClass.NO_FUNDS,
    "14": ReasonClass.BLOCKED_BY_BANK,
    "15": ReasonClass.NOT_SAID,
    "16": ReasonClass.REFUSED_BY_PAYER,
    "17": ReasonClass.METHOD_WRONG,
    "18": ReasonClass.METHOD_WRONG,
    "19": ReasonClass.TECHNICAL,
    "20": ReasonClass.BLOCKED_BY_BANK,
    "21": ReasonClass.OUR_DATA,
    "22": ReasonClass.BLOCKED_BY_BANK,
    "23": ReasonClass.METHOD_WRONG,
    "24": ReasonClass.METHOD_WRONG,
    "25": ReasonClass.METHOD_ENDED,
    "26": ReasonClass.REFUSED_BY_PAYER,
    "27": ReasonClass.NOT_SAID,
    "28": ReasonClass.LIMIT,
    "29": ReasonClass.LIMIT,
    "31": ReasonClass.BLOCKED_BY_BANK,
    "32": ReasonClass.METHOD_WRONG,
    "33": ReasonClass.NEEDS_CONFIRMATION,
    "34": ReasonClass.METHOD_WRONG,
    "35": ReasonClass.METHOD_WRONG,
    "36": ReasonClass.NEEDS_CONFIRMATION,
    "37": ReasonClass.NEEDS_CONFIRMATION,
    "38": ReasonClass.NEEDS_CONFIRMATION,
    "39": ReasonClass.NEEDS_CONFIRMATION,
    "40": ReasonClass.TECHNICAL,
    "41": ReasonClass.NEEDS_CONFIRMATION,
    "42": ReasonClass.NEEDS_CONFIRMATION,
    "46": ReasonClass.BLOCKED_BY_BANK,
}
"""By `refusalReasonCode`. Source: Adyen's documentation of refusal reasons."""

_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "Authorised": Outcome.SETTLED,
    "PartiallyAuthorised": Outcome.SETTLED,
    "Received": Outcome.PENDING,
    "Pending": Outcome.PENDING,
    "PresentToShopper": Outcome.PENDING,
    "RedirectShopper": Outcome.NEEDS_CUSTOMER,
    "ChallengeShopper": Outcome.NEEDS_CUSTOMER,
    "IdentifyShopper": Outcome.NEEDS_CUSTOMER,
    "Refused": Outcome.FAILED,
    "Cancelled": Outcome.FAILED,
    "Error": Outcome.FAILED,
}


def answer_of_payment(told: Thing, today: date) -> Answer:
    """A word that we do not know is unknown, for money may have moved."""
    ref, result = str(told.get("pspReference") or ""), str(told.get("resultCode", ""))
    outcome = _OUTCOMES.get(result, Outcome.UNKNOWN)
    if outcome is Outcome.SETTLED:
        return Answer(outcome, ref, on=today, amount=_money(told["amount"]) if told.get("amount") else None)
    if outcome is Outcome.FAILED:
        return Answer(outcome, ref, _refused(told, result))
    link = str((told.get("action") or {}).get("url") or "")
    return Answer(outcome, ref, link=link if outcome is Outcome.NEEDS_CUSTOMER else "")


def _refused(told: Thing, result: str) -> Reason:
    code, text = str(told.get("refusalReasonCode") or ""), str(told.get("refusalReason") or "")
    other = ReasonClass.TECHNICAL if result == "Error" else ReasonClass.NOT_SAID
    return Reason(REFUSALS.get(code, other), code or result, text)


def reason_of_refusal(refusal: Refusal) -> Reason:
    """A stored method that is gone is the payer's; all else that Adyen does not read is ours."""
    gone = refusal.code in {"800", "803", "14_0434"} or "recurring" in refusal.text.lower()
    return Reason(ReasonClass.METHOD_ENDED if gone else ReasonClass.OUR_DATA, refusal.code, refusal.text)


def _money(told: Mapping[str, Any]) -> Money:
    return Money(int(told["value"]), Currency(str(told["currency"])))


def stored_method(stored: Thing, payer: str, ref: str) -> SetupAnswer:
    """One of a shopper's stored payment methods, as people know it."""
    holder = str(stored.get("holderName") or stored.get("ownerName") or "")
    if stored.get("type") == METHODS[PaymentMethod.DIRECT_DEBIT]:
        iban = str(stored.get("iban") or "")
        token = MethodToken(PaymentMethod.DIRECT_DEBIT, str(stored["id"]), payer, holder)
        return SetupAnswer(Outcome.SETTLED, ref, token, f"{iban[:2]} •••• {iban[-4:]}".strip())
    token = MethodToken(PaymentMethod.CARD, str(stored["id"]), payer, holder)
    shown = f"{str(stored.get('brand') or '').title()} •••• {stored.get('lastFour') or ''}".strip()
    return SetupAnswer(Outcome.SETTLED, ref, token, shown, _last_day(stored))


def _last_day(stored: Thing) -> date | None:
    month, year = str(stored.get("expiryMonth") or ""), str(stored.get("expiryYear") or "")
    if not month.isdecimal() or not year.isdecimal():
        return None
    in_full = int(year) if len(year) == 4 else 2000 + int(year)
    return date(in_full, int(month), monthrange(in_full, int(month))[1])


def event_id_of(item: Thing) -> str:
    """Adyen's own rule for what is a doubled notice."""
    return f"{item.get('pspReference', '')}:{item.get('eventCode', '')}:{item.get('success', '')}"


def news_of(item: Thing) -> News | None:
    """None: nothing that we care for, or of somebody else in the same account."""
    told, key = _TOLD.get(str(item.get("eventCode", ""))), _key(item)
    if told is None or key is None:
        return None
    about = told(item, key)
    return None if about is None else News(ProviderName.ADYEN, event_id_of(item), _at(item), **about)


def _key(item: Thing) -> UUID | None:
    try:
        return UUID(str(item.get("merchantReference", "")))
    except ValueError:
        return None


def _at(item: Thing) -> datetime:
    return datetime.fromisoformat(str(item["eventDate"]))


def _is_true(item: Thing) -> bool:
    return str(item.get("success")).lower() == "true"


def _payment_ref(item: Thing) -> str:
    return str(item.get("originalReference") or item.get("pspReference") or "")


def _authorised(item: Thing, key: UUID) -> dict[str, Any]:
    """Of nothing at all: a method was left."""
    ref, amount = _payment_ref(item), _money(item["amount"])
    if not amount.minor:
        return {"setup": _left(item, ref), "setup_key": key, "ref": ref}
    if _is_true(item):
        answer = Answer(Outcome.SETTLED, ref, on=legal_day(_at(item)), amount=amount)
    else:
        answer = Answer(Outcome.FAILED, ref, _said(item))
    return {"answer": answer, "key": AttemptId(key), "ref": ref}


def _left(item: Thing, ref: str) -> SetupAnswer:
    """Which method it is stands where the signature does not reach: Adyen is asked for it."""
    if not _is_true(item):
        return SetupAnswer(Outcome.FAILED, ref, reason=_said(item))
    return SetupAnswer(Outcome.PENDING, ref)


def _said(item: Thing) -> Reason:
    """Adyen's words in a notice, for there it says no number."""
    text = str(item.get("reason") or "")
    return Reason(_BY_WORDS.get(text.lower(), ReasonClass.NOT_SAID), text[:60] or "refused")


def _returned(item: Thing, key: UUID) -> dict[str, Any]:
    ref = _payment_ref(item)
    code = str((item.get("additionalData") or {}).get("chargebackReasonCode") or "").strip()
    kind = SEPA_REASONS.get(code, ReasonClass.DISPUTED)
    reason = Reason(kind, code or "chargeback", str(item.get("reason") or "")[:300])
    answer = Answer(Outcome.RETURNED, ref, reason, legal_day(_at(item)), _money(item["amount"]))
    return {"answer": answer, "key": AttemptId(key), "ref": ref}


def _settled_again(item: Thing, key: UUID) -> dict[str, Any]:
    answer = Answer(Outcome.SETTLED, _payment_ref(item), on=legal_day(_at(item)), amount=_money(item["amount"]))
    return {"answer": answer, "key": AttemptId(key), "ref": answer.ref}


def _not_captured(item: Thing, key: UUID) -> dict[str, Any]:
    """It was authorised and then not paid: what counted as settled comes back."""
    reason = Reason(ReasonClass.TECHNICAL, "capture_failed", str(item.get("reason") or "")[:300])
    answer = Answer(Outcome.RETURNED, _payment_ref(item), reason, legal_day(_at(item)), _money(item["amount"]))
    return {"answer": answer, "key": AttemptId(key), "ref": answer.ref}


def _paid_back(item: Thing, key: UUID) -> dict[str, Any]:
    amount = _money(item["amount"])
    if _is_true(item):
        answer = Answer(Outcome.PAID_BACK, str(item["pspReference"]), on=legal_day(_at(item)), amount=amount)
    else:
        answer = _back_failed(item, amount)
    return {"answer": answer, "pay_back_key": EntryId(key), "ref": answer.ref}


def _not_paid_back(item: Thing, key: UUID) -> dict[str, Any]:
    answer = _back_failed(item, _money(item["amount"]))
    return {"answer": answer, "pay_back_key": EntryId(key), "ref": answer.ref}


def _back_failed(item: Thing, amount: Money) -> Answer:
    reason = Reason(ReasonClass.NOT_SAID, "refund_failed", str(item.get("reason") or "")[:300])
    return Answer(Outcome.FAILED, str(item["pspReference"]), reason, amount=amount)


_TOLD: Final[Mapping[str, Callable[[Thing, UUID], dict[str, Any] | None]]] = {
    "AUTHORISATION": _authorised,
    "CAPTURE_FAILED": _not_captured,
    "CHARGEBACK": _returned,
    "CHARGEBACK_REVERSED": _settled_again,
    "REFUND": _paid_back,
    "REFUNDED_REVERSED": _not_paid_back,
    "REFUND_FAILED": _not_paid_back,
    "SECOND_CHARGEBACK": _returned,
}
CARED_FOR: Final = frozenset(_TOLD)
_BY_WORDS: Final[Mapping[str, ReasonClass]] = {
    "3d not authenticated": ReasonClass.NEEDS_CONFIRMATION,
    "acquirer error": ReasonClass.TECHNICAL,
    "authentication required": ReasonClass.NEEDS_CONFIRMATION,
    "blocked card": ReasonClass.METHOD_ENDED,
    "expired card": ReasonClass.METHOD_ENDED,
    "fraud": ReasonClass.BLOCKED_BY_BANK,
    "invalid card number": ReasonClass.METHOD_WRONG,
    "issuer suspected fraud": ReasonClass.BLOCKED_BY_BANK,
    "issuer unavailable": ReasonClass.TECHNICAL,
    "not enough balance": ReasonClass.NO_FUNDS,
    "restricted card": ReasonClass.METHOD_ENDED,
    "revocation of auth": ReasonClass.REFUSED_BY_PAYER,
    "shopper cancelled": ReasonClass.REFUSED_BY_PAYER,
    "withdrawal amount exceeded": ReasonClass.LIMIT,
    "withdrawal count exceeded": ReasonClass.LIMIT,
}
