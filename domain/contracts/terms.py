"""What was agreed for a whole contract: rhythm, billing, proration, term and notice. Frozen when it is concluded."""

from dataclasses import dataclass
from enum import StrEnum

from domain.contracts.agreed import AtRenewal, EarlyEnd
from domain.contracts.payment import PaymentMethod, check_payment_days
from domain.errors import InvalidInput
from domain.money import EUR, Currency
from domain.period import Interval, Unit


class AlignKind(StrEnum):
    """Where periods begin: on the day of the start, on a day of the month, or with the calendar."""

    ANNIVERSARY = "anniversary"
    DAY_OF_MONTH = "day_of_month"
    CALENDAR = "calendar"


class Billing(StrEnum):
    """When a period is due: on its first day, or on the day after its last."""

    IN_ADVANCE = "in_advance"
    IN_ARREARS = "in_arrears"


class Proration(StrEnum):
    """What a part of a period costs: by days, by months of 30 days, the full price, or nothing."""

    DAILY = "daily"
    FIXED_30 = "fixed_30"
    NONE = "none"
    SKIP = "skip"


class PricesAre(StrEnum):
    NET = "net"
    GROSS = "gross"


class Renewal(StrEnum):
    """What follows the minimum term: it goes on until notice, the same term again, or nothing."""

    OPEN_ENDED = "open_ended"
    FIXED = "fixed"
    NONE = "none"


class StopRule(StrEnum):
    """Which day ends the billing of a returned thing: that of the request, that of its receipt, or one that a person
    enters. Source: RULES.md 1.3."""

    AT_REQUEST = "at_request"
    AT_RECEIPT = "at_receipt"
    BY_HAND = "by_hand"


class LapseRule(StrEnum):
    """What happens when the day goes by until which a thing was to be back. NOTHING: people remind, billing stays as
    `StopRule` has it. GOES_ON: what stopped at the request is charged again. REACTIVATES: the return is off, and the
    contract runs on. Source: RULES.md 1.3."""

    NOTHING = "nothing"
    GOES_ON = "goes_on"
    REACTIVATES = "reactivates"


class StartRule(StrEnum):
    """What starts a contract: the order, a day the customer names, the dispatch, the expected arrival (dispatch plus
    transit days), or that the customer has the goods. Source: RULES.md 1.3; DECISIONS 13."""

    AT_ORDER = "at_order"
    ON_DATE = "on_date"
    AT_DISPATCH = "at_dispatch"
    AT_HAND_OVER = "at_hand_over"
    AT_ARRIVAL = "at_arrival"


class LawType(StrEnum):
    """How the law sees the contract; the strict term rules for consumers bind all but `RENTAL`. RULES.md 3.1."""

    RENTAL = "rental"
    SERVICE = "service"
    MIXED = "mixed"


class DayOfMonthMissing(InvalidInput):
    """Alignment to a day of the month needs that day (1-31); no other alignment takes one."""

    code = "day_of_month_missing"


class AlignmentDoesNotFit(InvalidInput):
    """Days and weeks have no day of the month to align to."""

    code = "alignment_does_not_fit"


class ProrationDoesNotFit(InvalidInput):
    """Months of 30 days say nothing about intervals of days or weeks."""

    code = "proration_does_not_fit"


@dataclass(frozen=True, slots=True)
class Align:
    """Where periods begin. `day` (1-31, clamped in short months) belongs to DAY_OF_MONTH alone.

    Raises DayOfMonthMissing when kind and day do not go together.
    """

    kind: AlignKind = AlignKind.ANNIVERSARY
    day: int | None = None

    def __post_init__(self) -> None:
        if self.kind is AlignKind.DAY_OF_MONTH:
            if self.day is None or not 1 <= self.day <= 31:
                raise DayOfMonthMissing(kind=self.kind, day=self.day)
        elif self.day is not None:
            raise DayOfMonthMissing(kind=self.kind, day=self.day)


MONTHLY = Interval(Unit.MONTH)
MOST_SKIPPED = 120


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """The agreed rules of one contract. The prices stand on its lines.

    `min_term` and `notice` None: none was agreed. Notice is counted forward from receipt. `trial`: free from the start
    for so long; the first paid day, from which the rhythm counts, is the day after. `early_end` None: no end before the
    minimum term but for a good reason. `at_renewal` None: nothing changes with the term.
    `reminder_days` before the last day of a term the customer is told that it ends.
    `repair_pause_days`: a thing in our repair for longer rests the contract; None: it does not.
    `proration` is for what begins or becomes dearer within a period, `proration_down` for what ends or becomes cheaper;
    None: the same. `skipped_first`: so many periods are free, from the first paid day on, which keeps its rhythm.
    `lapse_rule`: what follows when the customer sends nothing back by the agreed day.
    `pay_by` and `pay_within` (days): None: as the customer or the house has it, asked for with each invoice.

    Raises:
        AlignmentDoesNotFit, ProrationDoesNotFit: the rule has no meaning for this interval.
        PaymentDaysWrong: nobody agrees on such days.
        InvalidInput: fewer than no period is skipped, or more than MOST_SKIPPED.
    """

    interval: Interval = MONTHLY
    align: Align = Align()
    billing: Billing = Billing.IN_ADVANCE
    proration: Proration = Proration.DAILY
    prices_are: PricesAre = PricesAre.GROSS
    currency: Currency = EUR
    min_term: Interval | None = None
    notice: Interval | None = None
    renewal: Renewal = Renewal.OPEN_ENDED
    stop_rule: StopRule = StopRule.AT_RECEIPT
    law_type: LawType = LawType.MIXED
    trial: Interval | None = None
    early_end: EarlyEnd | None = None
    at_renewal: AtRenewal | None = None
    repair_pause_days: int | None = None
    reminder_days: int = 42
    pay_by: PaymentMethod | None = None
    pay_within: int | None = None
    proration_down: Proration | None = None
    skipped_first: int = 0
    lapse_rule: LapseRule = LapseRule.NOTHING

    def __post_init__(self) -> None:
        check_payment_days(self.pay_within)
        in_months = self.interval.unit in (Unit.MONTH, Unit.YEAR)
        if self.align.kind is AlignKind.DAY_OF_MONTH and not in_months:
            raise AlignmentDoesNotFit(unit=self.interval.unit, align=self.align.kind)
        if Proration.FIXED_30 in (self.proration, self.proration_down) and not in_months:
            raise ProrationDoesNotFit(unit=self.interval.unit, proration=Proration.FIXED_30)
        if not 0 <= self.skipped_first <= MOST_SKIPPED:
            raise InvalidInput(value=self.skipped_first)

    @property
    def free_start(self) -> tuple[Interval | None, int]:
        """What is free at the beginning: the trial, and after it so many periods."""
        return self.trial, self.skipped_first

    @property
    def has_free_start(self) -> bool:
        return self.trial is not None or self.skipped_first > 0
