"""What lies on a contract's timeline beside its lines: rhythms, pauses, discounts, and what was given back.

All of them are dated wishes; none knows what is invoiced. Billing reads them, the difference does the rest.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.contracts.terms import Align
from domain.errors import InvalidInput
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Interval, Period

_HUNDRED: Final = Decimal(100)
ANNIVERSARY: Final = Align()


class PauseNeedsEnd(InvalidInput):
    """The pause would end on or before the day it begins."""

    code = "pause_needs_end"


class DiscountNotUnderstood(InvalidInput):
    """A discount is either a percentage above 0 and up to 100, or an amount above zero; its duration counts from 1."""

    code = "discount_not_understood"


class NothingGivenBack(InvalidInput):
    """A goodwill or refund of nothing, or of less."""

    code = "nothing_given_back"


@dataclass(frozen=True, slots=True)
class Cycle:
    """Another rhythm from a day on: a new cycle begins there. Source: BILLING.md, "Change of interval".

    `from_on` None: from the line's first paid day. `line_id` None: for all lines without a rhythm of their own.
    """

    from_on: date | None
    interval: Interval
    align: Align = ANNIVERSARY
    line_id: ContractLineId | None = None


class PauseReason(StrEnum):
    """Why a contract rests; codes for lists and letters."""

    WISH = "wish"
    REPAIR = "repair"
    LATE_DELIVERY = "late_delivery"


@dataclass(frozen=True, slots=True)
class Pause:
    """No charge for a while. `resume_on` is the first paid day, None: open.

    Whole periods by default: those whose first day lies in [from_on, resume_on). `to_the_day`: exactly these days.
    `moves_end`: the term is as much longer. `storage_price`: what one unit of a rented thing costs per period
    meanwhile (the customer keeps it); None: nothing. `line_ids`: these lines alone rest, the contract goes on; with
    `moves_end` it is their own end that moves. Empty: all lines. Source: DECISIONS 12; BILLING.md, lesson 19.

    Raises PauseNeedsEnd.
    """

    from_on: date
    resume_on: date | None = None
    to_the_day: bool = False
    moves_end: bool = False
    storage_price: Money | None = None
    reason: PauseReason = PauseReason.WISH
    line_ids: tuple[ContractLineId, ...] = ()

    def __post_init__(self) -> None:
        if self.resume_on is not None and self.resume_on <= self.from_on:
            raise PauseNeedsEnd(from_on=self.from_on, resume_on=self.resume_on)

    @property
    def days(self) -> Period:
        return Period(self.from_on, self.resume_on)

    def is_for(self, line_id: ContractLineId) -> bool:
        return not self.line_ids or line_id in self.line_ids

    def meets(self, other: "Pause") -> bool:
        """Whether some line would rest twice on one day."""
        share = not self.line_ids or not other.line_ids or bool(set(self.line_ids) & set(other.line_ids))
        return share and self.days.overlaps(other.days)


class DurationKind(StrEnum):
    """How long a discount lasts: one paid period, some, all that begin within some months, or all."""

    ONCE = "once"
    PERIODS = "periods"
    MONTHS = "months"
    FOREVER = "forever"


@dataclass(frozen=True, slots=True)
class Duration:
    """`count` belongs to PERIODS and MONTHS alone. Raises DiscountNotUnderstood."""

    kind: DurationKind = DurationKind.FOREVER
    count: int | None = None

    def __post_init__(self) -> None:
        is_counted = self.kind in (DurationKind.PERIODS, DurationKind.MONTHS)
        if is_counted != (self.count is not None) or (self.count is not None and self.count < 1):
            raise DiscountNotUnderstood(kind=self.kind, count=self.count)

    @property
    def periods(self) -> int | None:
        """How many paid periods; None when days decide or nothing ends it."""
        return 1 if self.kind is DurationKind.ONCE else self.count if self.kind is DurationKind.PERIODS else None


FOREVER: Final = Duration()


@dataclass(frozen=True, slots=True)
class Discount:
    """Less to pay for a full period: `percent` of it, or an `amount` that all lines it is for share.

    `line_ids` empty: for all recurring lines. `from_on` None: from the start; else from the first period that begins
    on that day or after. Paid periods count, paused and trial ones do not. `code` is the voucher, "" for none. Periods
    that begin on `until` or later have none of it; None: its duration alone ends it.

    Raises DiscountNotUnderstood. Source: BILLING.md, lesson 14.
    """

    id: str
    title: str
    percent: Decimal | None = None
    amount: Money | None = None
    duration: Duration = FOREVER
    line_ids: tuple[ContractLineId, ...] = ()
    from_on: date | None = None
    code: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        percent, amount = self.percent, self.amount
        if (percent is None) == (amount is None):
            raise DiscountNotUnderstood(title=self.title, percent=percent, amount=amount)
        if percent is not None and not (percent.is_finite() and 0 < percent <= _HUNDRED):
            raise DiscountNotUnderstood(title=self.title, percent=percent, amount=amount)
        if amount is not None and amount.minor <= 0:
            raise DiscountNotUnderstood(title=self.title, percent=percent, amount=amount)


class GiveBackReason(StrEnum):
    """Why money for a period goes back although the period stays."""

    GOODWILL = "goodwill"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Money of one line given back for the days it was charged for, though they stay charged.

    `amount` None: all that these days cost; never more than that. Net or gross as the contract's prices are.
    Raises NothingGivenBack. Source: BILLING.md, lesson 15.
    """

    id: str
    line_id: ContractLineId
    period: Period
    amount: Money | None
    reason: GiveBackReason = GiveBackReason.GOODWILL

    def __post_init__(self) -> None:
        if self.amount is not None and self.amount.minor <= 0:
            raise NothingGivenBack(amount=self.amount)


@dataclass(frozen=True, slots=True)
class Phase:
    """The price of one unit for a number of paid periods of a line; None: from then on."""

    periods: int | None
    price: Money


@dataclass(frozen=True, slots=True)
class DueMove:
    """One payment asked for on another day: the period of a line that begins on `first_day` is due on `due_on`."""

    line_id: ContractLineId
    first_day: date
    due_on: date


class EndKind(StrEnum):
    """Why a contract ends: notice, a good reason of the customer's, an end before the term against a fee, or by us."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    EARLY = "early"
    TERMINATION = "termination"


@dataclass(frozen=True, slots=True)
class Ending:
    """Notice that was given, with its dates (BILLING.md, lesson 24). The last billed day stands on the contract.

    `wanted_on` None: as soon as possible. `end_before` is the end that was known before notice came, None: none;
    `fee_line_id` the line that charges the early end.
    """

    kind: EndKind
    received_on: date
    last_day: date
    goods_back_on: date
    wanted_on: date | None = None
    end_before: date | None = None
    fee_line_id: ContractLineId | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Rented things that stayed with the customer after their line had ended. `back_on` None: still there.

    Charged from the day after the end to the day of receipt. Source: section 546a BGB.
    """

    line_id: ContractLineId
    quantity: int
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """A term was over and the contract went on, from `on`. `until`: last day of the new term; None: until notice."""

    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """A rented thing the customer cannot use because of us: in repair, or not delivered yet, from `since`.

    `until` is the first day on which it can be used again; None: not yet. `is_noted`: it was long enough to count.
    `is_read`: parcels and receipts told of it, and nobody decided about it, so it goes as they go.
    """

    line_id: ContractLineId
    since: date
    reason: PauseReason = PauseReason.REPAIR
    until: date | None = None
    is_noted: bool = False
    is_read: bool = False
