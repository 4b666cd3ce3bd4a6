"""Words the back office's pages share: prices with their rhythm, sums, days of a part of a period."""

from collections.abc import Sequence
from datetime import date

from domain.billing.model import Posting, Reason
from domain.billing.recurring import Recurring
from domain.billing.settlement import DocumentState
from domain.contracts.status import Status
from domain.money import Money
from domain.orders.model import OrderStatus
from domain.period import Period
from domain.shipping.model import ShipmentStatus
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.rates import shown_interval, shown_length, shown_rate, shown_recurring
from ui.theme import Tone

DOCUMENT_TONES = {
    DocumentState.OPEN: Tone.NEUTRAL,
    DocumentState.PART_PAID: Tone.ACCENT,
    DocumentState.OVERDUE: Tone.BAD,
    DocumentState.PAID: Tone.OK,
    DocumentState.SET_OFF: Tone.OK,
    DocumentState.IN_BALANCE: Tone.ACCENT,
    DocumentState.PAID_OUT: Tone.OK,
    DocumentState.WRITTEN_OFF: Tone.BAD,
}
CONTRACT_TONES = {
    Status.DRAFT: Tone.NEUTRAL,
    Status.ACTIVE: Tone.OK,
    Status.PAUSED: Tone.WARN,
    Status.CANCELLATION_REQUESTED: Tone.WARN,
    Status.PENDING_RETURN: Tone.WARN,
    Status.PENDING_REPLACEMENT: Tone.WARN,
    Status.PENDING_BUYOUT: Tone.WARN,
}
ORDER_TONES = {
    OrderStatus.DRAFT: Tone.NEUTRAL,
    OrderStatus.OPEN: Tone.ACCENT,
    OrderStatus.FULFILLED: Tone.OK,
    OrderStatus.CANCELLED: Tone.NEUTRAL,
    OrderStatus.EXPIRED: Tone.NEUTRAL,
}
SHIPMENT_TONES = {
    ShipmentStatus.OPEN: Tone.ACCENT,
    ShipmentStatus.PACKED: Tone.WARN,
    ShipmentStatus.DISPATCHED: Tone.OK,
    ShipmentStatus.CANCELLED: Tone.NEUTRAL,
}


def listed_recurring(recurring: Recurring) -> str:
    """The same for where lines are broken: each sum stays together."""
    return " · ".join(part.replace(" ", "\u00a0") for part in shown_recurring(recurring).split(" · "))


def shown_sums(sums: Sequence[Money]) -> str:
    """Amounts of several currencies, or a dash."""
    return " + ".join(shown_money(amount) for amount in sums) or "–"


def shown_days(first: date, last: date | None) -> str:
    """First and last day; one day alone, and an open end, are named so."""
    if last is None:
        return _("from {day}").format(day=shown_date(first))
    return shown_date(first) if first == last else f"{shown_date(first)} – {shown_date(last)}"


def shown_part(days: int, of_days: int) -> str:
    """So: "12 of 31 days"; nothing for a whole period, and where it is not about days."""
    return "" if days in (0, of_days) else _("{days} of {of_days} days").format(days=days, of_days=of_days)


def explained(posting: Posting) -> str:
    """Why a line stands on an invoice to come: its days, the part of the period, and the reason when it is special."""
    period: Period = posting.period
    parts = [] if posting.kind == "once" else [shown_days(period.first_day, period.last_day)]
    parts.append(shown_part(posting.days, posting.of_days))
    if posting.reason is not Reason.RECURRING:
        parts.append(label(posting.reason))
    return " · ".join(part for part in parts if part)


__all__ = [
    "CONTRACT_TONES",
    "DOCUMENT_TONES",
    "ORDER_TONES",
    "SHIPMENT_TONES",
    "explained",
    "listed_recurring",
    "shown_days",
    "shown_interval",
    "shown_length",
    "shown_part",
    "shown_rate",
    "shown_recurring",
    "shown_sums",
]
