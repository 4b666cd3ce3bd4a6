"""Every event that a customer is written to about: its number, whether it may be switched off, and what it begins with.

Each letter belongs to one event (`domain/messages/templates.py`); the owner's rules are kept for events. Numbers up to
38 are those of RULES.md 4, the rest is the house's own. `docs/letters.md` is written from this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MailEvent(StrEnum):
    """What happened. Its value is kept in the database: it is never renamed."""

    LOGIN_CODE = "login_code"
    ORDER_CONFIRMED = "order_confirmed"
    QUOTE = "quote"
    ORDER_FULFILLED = "order_fulfilled"
    ORDER_CANCELLED = "order_cancelled"
    CONTRACT_STARTED = "contract_started"
    INVOICE = "invoice"
    PAYMENT_DONE = "payment_done"
    PAYMENT_FAILED = "payment_failed"
    CHARGED_ONCE = "charged_once"
    REFUND = "refund"
    CANCELLATION = "cancellation"
    REMINDER_OF_END = "reminder_of_end"
    RETURN_PENDING = "return_pending"
    SWAP = "swap"
    CONTRACT_ENDED = "contract_ended"
    BUYOUT_CONFIRMED = "buyout_confirmed"
    BUYOUT_PAID = "buyout_paid"
    REFERRAL = "referral"
    METHOD_LINK = "method_link"
    UPCOMING_INVOICE = "upcoming_invoice"
    CANCELLATION_EFFECTIVE = "cancellation_effective"
    RETURN_ASKED = "return_asked"
    RETURN_DUE = "return_due"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    RENEWAL = "renewal"
    PRICE_CHANGE = "price_change"
    PRE_NOTIFICATION = "pre_notification"
    RETURN_DEBIT = "return_debit"
    DUNNING = "dunning"
    COLLECTION = "collection"
    PAUSE = "pause"
    DAMAGE = "damage"
    MISSING_PART = "missing_part"
    METHOD_EXPIRES = "method_expires"
    READY_FOR_PICK_UP = "ready_for_pick_up"
    DATA_REQUEST = "data_request"
    ENDED_BY_US = "ended_by_us"
    BUYOUT_OFFER = "buyout_offer"
    ORDER_DAY = "order_day"
    RESERVATION = "reservation"
    WAITING_LIST = "waiting_list"
    LOYALTY = "loyalty"
    TIER = "tier"
    PARCEL_BACK = "parcel_back"
    PROBLEM = "problem"
    LOAN = "loan"
    MAINTENANCE = "maintenance"
    LOSS = "loss"
    DEATH = "death"
    TRANSFER = "transfer"
    CHECK = "check"
    INSTALMENTS = "instalments"
    QUOTE_REMINDER = "quote_reminder"
    TILL_RECEIPT = "till_receipt"


class Recipient(StrEnum):
    """Who gets it. OTHER: one address that the owner names, such as the books' own."""

    CUSTOMER = "customer"
    BILLING = "billing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """`number` as in RULES.md 4. `by_law`: it cannot be switched off or delayed, and what it must say stays in it.
    `is_on`, `delay_minutes` and `to` hold until the owner decides otherwise. `is_about_money`: it goes to
    the address for bills where there is one. `lead_days`: it tells of what comes so many days ahead."""

    number: int
    is_on: bool = True
    by_law: bool = False
    delay_minutes: int = 0
    to: tuple[Recipient, ...] = (Recipient.CUSTOMER,)
    is_about_money: bool = False
    lead_days: int = 0


_MONEY: Final = (Recipient.BILLING,)
_LAW: Final = frozenset(
    {
        MailEvent.LOGIN_CODE,
        MailEvent.CANCELLATION,
        MailEvent.WITHDRAWAL,
        MailEvent.PRICE_CHANGE,
        MailEvent.PRE_NOTIFICATION,
        MailEvent.ENDED_BY_US,
        MailEvent.INVOICE,
        MailEvent.DUNNING,
        MailEvent.DEATH,
        MailEvent.TILL_RECEIPT,
    }
)
"""Who must be told by law, or nothing would take effect. Source: sections 312k (4), 355, 356a, 286 BGB; 14 UStG;
146a (2) AO."""
_ABOUT_MONEY: Final = frozenset(
    {
        MailEvent.INVOICE,
        MailEvent.PAYMENT_DONE,
        MailEvent.PAYMENT_FAILED,
        MailEvent.CHARGED_ONCE,
        MailEvent.REFUND,
        MailEvent.UPCOMING_INVOICE,
        MailEvent.DEPOSIT,
        MailEvent.PRE_NOTIFICATION,
        MailEvent.RETURN_DEBIT,
        MailEvent.DUNNING,
        MailEvent.COLLECTION,
        MailEvent.INSTALMENTS,
    }
)
"""They go to the address for bills where the customer has one."""
_OFF: Final = frozenset({MailEvent.UPCOMING_INVOICE, MailEvent.PAYMENT_DONE, MailEvent.CANCELLATION_EFFECTIVE})
"""Many would find these too many letters: the owner switches them on."""


_LEADS: Final = {MailEvent.UPCOMING_INVOICE: 7}


def _facts(number: int, event: MailEvent) -> EventFacts:
    is_about_money = event in _ABOUT_MONEY
    return EventFacts(
        number,
        is_on=event not in _OFF,
        by_law=event in _LAW,
        to=_MONEY if is_about_money else (Recipient.CUSTOMER,),
        is_about_money=is_about_money,
        lead_days=_LEADS.get(event, 0),
    )


EVENTS: Final[Mapping[MailEvent, EventFacts]] = {
    event: _facts(number, event) for number, event in enumerate(MailEvent, start=1)
}
"""All of them, in the order of their numbers."""
