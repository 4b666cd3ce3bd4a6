"""Vouchers: what a code takes off, for whom, when and how often. One rule for all codes of a batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.catalog.offer import StartDiscount
from domain.catalog.plan import PricePlan
from domain.contracts.parts import Discount, Duration, DurationKind
from domain.contracts.terms import ContractTerms
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import PlanId, ProductId
from domain.money import Money
from domain.period import Interval, Unit

BatchId = NewType("BatchId", UUID)

MOST_CODES: Final = 5000
MOST_USES: Final = 1_000_000
_HUNDRED: Final = Decimal(100)
_ONCE: Final = Duration(DurationKind.ONCE)
_MONTHS_OF_YEAR: Final = 12
_DAYS_OF_YEAR: Final = 365


class VoucherNotUnderstood(InvalidInput):
    """A batch without a title, of no codes or too many, with no uses, or with days in the wrong order."""

    code = "voucher_not_understood"


class VoucherTooEarly(RuleViolation):
    """Its first day is still to come."""

    code = "voucher_too_early"


class VoucherTooLate(RuleViolation):
    """Its last day is over."""

    code = "voucher_too_late"


class VoucherWithdrawn(RuleViolation):
    """It was withdrawn, alone or with its batch."""

    code = "voucher_withdrawn"


class VoucherUsedUp(Conflict):
    """It was used as often as it can be."""

    code = "voucher_used_up"


class VoucherUsedBefore(RuleViolation):
    """This customer used a voucher of the same batch already."""

    code = "voucher_used_before"


class VoucherNotForThis(RuleViolation):
    """It counts for other products or plans, or for prices that come back: none of what was chosen is meant."""

    code = "voucher_not_for_this"


class VoucherNeedsTerm(RuleViolation):
    """It asks for a longer minimum term than was agreed."""

    code = "voucher_needs_term"


class UnknownBatch(NotFound):
    """No batch of vouchers of this id."""

    code = "unknown_voucher_batch"


class CodeTaken(Conflict):
    """A voucher or price plan has this code already."""

    code = "voucher_code_taken"


class VoucherState(StrEnum):
    """What a list of codes shows. USED: as often as it can be."""

    OPEN = "open"
    USED = "used"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class VoucherRule:
    """What every code of a batch is worth: `percent`, or an `amount` of the dearest line that it counts for.

    Free periods are 100 percent for so many periods. `max_uses` of one code, None: without limit.
    `product_ids` and `plan_families` empty: for all. `min_term_months`: the agreed minimum term is at least so long.

    Raises DiscountNotUnderstood, VoucherNotUnderstood.
    """

    percent: Decimal | None = None
    amount: Money | None = None
    duration: Duration = _ONCE
    valid_from: date | None = None
    valid_until: date | None = None
    max_uses: int | None = 1
    is_once_per_customer: bool = True
    new_customers_only: bool = False
    product_ids: tuple[ProductId, ...] = ()
    plan_families: tuple[PlanId, ...] = ()
    min_term_months: int | None = None

    def __post_init__(self) -> None:
        Discount("", "", self.percent, self.amount, self.duration)
        if self.max_uses is not None and not 1 <= self.max_uses <= MOST_USES:
            raise VoucherNotUnderstood(uses=self.max_uses)
        if self.valid_from is not None and self.valid_until is not None and self.valid_until < self.valid_from:
            raise VoucherNotUnderstood(valid_from=self.valid_from, valid_until=self.valid_until)
        if self.min_term_months is not None and self.min_term_months < 1:
            raise VoucherNotUnderstood(months=self.min_term_months)

    @property
    def is_free_periods(self) -> bool:
        return self.percent == _HUNDRED and self.duration.periods is not None

    def is_for(self, product_id: ProductId | None, family: PlanId | None) -> bool:
        """Whether it counts for a line of this product and plan; None: nobody knows."""
        return (not self.product_ids or product_id in self.product_ids) and (
            not self.plan_families or family in self.plan_families
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """`title` is printed on invoices. `made_on` is the legal day."""

    id: BatchId
    title: str
    rule: VoucherRule
    made_on: date
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise VoucherNotUnderstood(title=self.title)


@dataclass(frozen=True, slots=True)
class Voucher:
    """One code with its batch. `used` counts its uses so far."""

    code: str
    batch: Batch
    used: int = 0
    withdrawn_on: date | None = None

    def state(self, day: date) -> VoucherState:
        rule = self.batch.rule
        if self.withdrawn_on is not None or self.batch.withdrawn_on is not None:
            return VoucherState.WITHDRAWN
        if rule.max_uses is not None and self.used >= rule.max_uses:
            return VoucherState.USED
        if rule.valid_from is not None and day < rule.valid_from:
            return VoucherState.TOO_EARLY
        return VoucherState.TOO_LATE if rule.valid_until is not None and day > rule.valid_until else VoucherState.OPEN

    def check_open(self, day: date) -> None:
        """Raises VoucherWithdrawn, VoucherUsedUp, VoucherTooEarly, VoucherTooLate."""
        rule, state = self.batch.rule, self.state(day)
        if state is VoucherState.WITHDRAWN:
            raise VoucherWithdrawn(voucher=self.code)
        if state is VoucherState.USED:
            raise VoucherUsedUp(voucher=self.code, uses=rule.max_uses)
        if state is VoucherState.TOO_EARLY:
            raise VoucherTooEarly(voucher=self.code, day=rule.valid_from)
        if state is VoucherState.TOO_LATE:
            raise VoucherTooLate(voucher=self.code, day=rule.valid_until)

    def check_term(self, terms: ContractTerms) -> None:
        """Raises VoucherNeedsTerm."""
        wanted = self.batch.rule.min_term_months
        if wanted is not None and months_of(terms.min_term) < wanted:
            raise VoucherNeedsTerm(voucher=self.code, months=wanted)

    def start_discount(self) -> StartDiscount:
        rule = self.batch.rule
        return StartDiscount(self.batch.title, rule.percent, rule.amount, rule.duration, self.code)


def months_of(term: Interval | None) -> int:
    """Whole months of an agreed term; days and weeks by twelfths of 365 days, rounded down. None: 0."""
    if term is None:
        return 0
    unit, number = term.measure
    return number if unit is Unit.MONTH else number * _MONTHS_OF_YEAR // _DAYS_OF_YEAR


def chosen_plans(voucher: Voucher, chosen: Sequence[tuple[PricePlan, int]]) -> tuple[int, ...]:
    """Which of the ordered plans it counts for: all for a percentage, the dearest for an amount.

    Raises VoucherNotForThis, VoucherNeedsTerm.
    """
    rule = voucher.batch.rule
    meant = [
        n
        for n, (plan, _) in enumerate(chosen)
        if plan.is_recurring
        and rule.is_for(plan.product_id, plan.family)
        and (rule.amount is None or rule.amount.currency == plan.terms.currency)
    ]
    if not meant:
        raise VoucherNotForThis(voucher=voucher.code)
    voucher.check_term(chosen[meant[0]][0].terms)
    if rule.amount is None:
        return tuple(meant)
    return (max(meant, key=lambda n: (chosen[n][0].price.minor * chosen[n][1], -n)),)
