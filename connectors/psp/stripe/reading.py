"""What Stripe's objects mean for us: payments, refunds and methods."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from connectors.psp.stripe import reasons
from connectors.psp.stripe.wire import Thing, id_of
from domain.clock import legal_day
from domain.contracts.payment import PaymentMethod
from domain.money import Currency, Money
from domain.payments.provider import Answer, MethodToken, Outcome, SetupAnswer

OUR_KEY: Final = "umlauf_key"
"""Under which everything that we make at Stripe carries our own key."""

NEEDS_PAYER: Final = "authentication_required"
"""The payer's bank lets nothing go before it has seen its customer."""

KINDS: Final[Mapping[PaymentMethod, str]] = {
    PaymentMethod.CARD: "card",
    PaymentMethod.DIRECT_DEBIT: "sepa_debit",
}
"""Stripe's names of the methods that it collects by for us."""

_REFUNDS: Final[Mapping[str, Outcome]] = {
    "succeeded": Outcome.PAID_BACK,
    "pending": Outcome.PENDING,
    "requires_action": Outcome.PENDING,
    "failed": Outcome.FAILED,
    "canceled": Outcome.FAILED,
}
_OPEN_SETUPS: Final = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})


def our_key(thing: Thing) -> UUID | None:
    """Our key that it carries; None for what somebody else made in the same account."""
    try:
        return UUID(str((thing.get("metadata") or {}).get(OUR_KEY, "")))
    except ValueError:
        return None


def at_of(seconds: object) -> datetime:
    """An instant of Stripe's: whole seconds since 1970."""
    return datetime.fromtimestamp(int(str(seconds)), UTC)


def answer_of_payment(intent: Thing) -> Answer | None:
    """What became of a payment. None: it was never confirmed, so no money was asked for.

    A payment that succeeded and was disputed is still "succeeded" here: who looks one up asks for disputes too.
    """
    ref, status = id_of(intent), str(intent.get("status", ""))
    if status == "succeeded":
        return _settled(ref, intent)
    if status in {"processing", "requires_capture"}:
        return Answer(Outcome.PENDING, ref)
    if status == "requires_action":
        return Answer(Outcome.NEEDS_CUSTOMER, ref, link=_link_of(intent))
    if status == "canceled":
        why = str(intent.get("cancellation_reason") or "")
        return Answer(Outcome.FAILED, ref, reasons.reason_of_cancellation(why))
    if error := intent.get("last_payment_error"):
        return Answer(Outcome.FAILED, ref, reasons.reason_of(error))
    return None


def _settled(ref: str, intent: Thing) -> Answer:
    charge = intent.get("latest_charge")
    amount = Money(int(intent.get("amount_received") or intent["amount"]), _currency(intent))
    if not isinstance(charge, dict):
        return Answer(Outcome.SETTLED, ref, amount=amount)
    is_card = (charge.get("payment_method_details") or {}).get("type") == "card"
    on = legal_day(at_of(charge["created"])) if is_card else None
    return Answer(Outcome.SETTLED, ref, on=on, amount=amount, fee=_fee(charge, amount.currency))


def _fee(charge: Thing, currency: Currency) -> Money | None:
    """What Stripe keeps, where it is known already and of the same currency."""
    booked = charge.get("balance_transaction")
    if not isinstance(booked, dict) or _currency(booked) != currency:
        return None
    return Money(int(booked["fee"]), currency)


def _currency(thing: Thing) -> Currency:
    return Currency(str(thing["currency"]).upper())


def _link_of(intent: Thing) -> str:
    action = intent.get("next_action") or {}
    return str((action.get("redirect_to_url") or {}).get("url") or "")


def answer_of_dispute(dispute: Thing, ref: str) -> Answer | None:
    """None: only a question of the payer's bank so far, no money has moved. One that we won is settled again."""
    status = str(dispute.get("status", ""))
    if status.startswith("warning_"):
        return None
    amount = Money(int(dispute["amount"]), _currency(dispute))
    if status == "won":
        return Answer(Outcome.SETTLED, ref, amount=amount)
    cost = sum(int(each.get("fee") or 0) for each in dispute.get("balance_transactions") or ())
    fee = Money(cost, amount.currency) if cost > 0 else None
    return Answer(Outcome.RETURNED, ref, reasons.reason_of_dispute(dispute), amount=amount, fee=fee)


def answer_of_refund(refund: Thing) -> Answer:
    """What Stripe does not say a word about yet is on its way."""
    outcome = _REFUNDS.get(str(refund.get("status") or "pending"), Outcome.PENDING)
    why = str(refund.get("failure_reason") or refund.get("status") or "")
    reason = reasons.reason_of_code(why) if outcome is Outcome.FAILED else None
    return Answer(outcome, id_of(refund), reason, amount=Money(int(refund["amount"]), _currency(refund)))


def answer_of_setup(setup: Thing, ref: str = "", link: str = "") -> SetupAnswer:
    """`setup`: a setup intent with its method beside it (expanded). `link`: where its payer goes, while it is open."""
    ref, status, method = ref or id_of(setup), str(setup.get("status", "")), setup.get("payment_method")
    if status == "succeeded" and isinstance(method, dict):
        return settled_method(ref, method, id_of(setup.get("customer")))
    if status in {"succeeded", "processing"}:
        return SetupAnswer(Outcome.PENDING, ref)
    if status == "canceled":
        why = str(setup.get("cancellation_reason") or "")
        return SetupAnswer(Outcome.FAILED, ref, reason=reasons.reason_of_cancellation(why))
    if (error := setup.get("last_setup_error")) and not link:
        return SetupAnswer(Outcome.FAILED, ref, reason=reasons.reason_of(error))
    if status in _OPEN_SETUPS:
        return SetupAnswer(Outcome.NEEDS_CUSTOMER, ref, link=link or _link_of(setup))
    return SetupAnswer(Outcome.UNKNOWN, ref)


def settled_method(ref: str, method: Thing, payer: str = "") -> SetupAnswer:
    """A method that can be charged from now on, as people know it."""
    card, debit = method.get("card") or {}, method.get("sepa_debit") or {}
    holder = str((method.get("billing_details") or {}).get("name") or "")
    kind = PaymentMethod.DIRECT_DEBIT if method.get("type") == "sepa_debit" else PaymentMethod.CARD
    token = MethodToken(kind, id_of(method), payer or id_of(method.get("customer")), holder)
    if kind is PaymentMethod.DIRECT_DEBIT:
        shown = f"{debit.get('country') or ''} •••• {debit.get('last4') or ''}".strip()
        return SetupAnswer(Outcome.SETTLED, ref, token, shown)
    shown = f"{str(card.get('brand') or '').title()} •••• {card.get('last4') or ''}".strip()
    return SetupAnswer(Outcome.SETTLED, ref, token, shown, _last_day(card))


def _last_day(card: Thing) -> date | None:
    if not card.get("exp_year") or not card.get("exp_month"):
        return None
    year, month = int(card["exp_year"]), int(card["exp_month"])
    return date(year, month, monthrange(year, month)[1])
