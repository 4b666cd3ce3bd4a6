"""What a rented thing costs whoever keeps it: formulas A to D, with every step of the sum. Pure functions.

Source: RULES.md 2, "Buyout A" to "Buyout custom". All amounts are for one piece, as the contract's prices are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from domain.assets.status import Condition
from domain.errors import InvalidInput, RuleViolation
from domain.money import Currency, Money, half_up_exact

_HUNDRED: Final = Decimal(100)
_MOST_MONTHS: Final = 1200


class FormulaKind(StrEnum):
    """A: a retail price less what was paid. B: what is open to the end of the term and a residual value. C: what it
    cost us less a part of the rent. D: a part of the retail price by month and condition. CUSTOM: a person said it."""

    RETAIL_LESS_PAID = "retail_less_paid"
    RESIDUAL = "residual"
    COST_LESS_RENT = "cost_less_rent"
    TABLE = "table"
    CUSTOM = "custom"


class BuyoutRulesWrong(InvalidInput):
    """Months out of order, a missing or negative amount, a percentage out of 0 to 100, or two currencies."""

    code = "buyout_rules_wrong"


class BuyoutCostUnknown(RuleViolation):
    """The formula begins with what the thing cost us, and nobody entered that."""

    code = "buyout_cost_unknown"


class NoBuyoutFactor(RuleViolation):
    """The table has no row for so few months, or for this condition."""

    code = "no_buyout_factor"


@dataclass(frozen=True, slots=True)
class FactorRow:
    """From so many months in use on, a thing costs `percent` of the retail price. `condition` None: in any other."""

    from_month: int
    percent: Decimal
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """`amount`: the retail price (A, D) or the residual value (B). `share`: the percentage of the rent that counts
    (A, C). `first`: only so many paid periods count, None: all. `least` and `most` bound the result, `goodwill` is
    taken off before."""

    kind: FormulaKind
    amount: Money | None = None
    share: Decimal = _HUNDRED
    first: int | None = None
    least: Money | None = None
    most: Money | None = None
    goodwill: Money | None = None
    table: tuple[FactorRow, ...] = ()

    def check(self, currency: Currency) -> None:
        """Raises BuyoutRulesWrong."""
        amounts = [each for each in (self.amount, self.least, self.most, self.goodwill) if each is not None]
        percents = [self.share, *(row.percent for row in self.table)]
        months = [row.from_month for row in self.table]
        rows = [(row.from_month, row.condition) for row in self.table]
        wrong = (
            self.kind is FormulaKind.CUSTOM
            or any(each.currency != currency or each.minor < 0 for each in amounts)
            or any(not each.is_finite() or not 0 <= each <= _HUNDRED for each in percents)
            or (self.kind is not FormulaKind.COST_LESS_RENT and self.amount is None)
            or (self.first is not None and not 0 <= self.first <= _MOST_MONTHS)
            or (self.kind is FormulaKind.TABLE) != bool(self.table)
            or any(not 0 <= each <= _MOST_MONTHS for each in months)
            or len(set(rows)) != len(rows)
        )
        if wrong or (self.least is not None and self.most is not None and self.most < self.least):
            raise BuyoutRulesWrong(kind=self.kind)


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """A period as it was charged for `quantity` pieces, less what was credited. Of its invoice, `settled` of `gross`
    came in; what a credit note took away is in neither."""

    first_day: date
    amount: Money
    quantity: Decimal
    gross: Money
    settled: Money

    @property
    def paid(self) -> Fraction:
        """Minor units that really came in for one piece."""
        if not self.quantity:
            return Fraction(0)
        came = Fraction(self.settled.minor, self.gross.minor) if self.gross else Fraction(1)
        return Fraction(self.amount.minor) / Fraction(self.quantity) * min(came, Fraction(1))


@dataclass(frozen=True, slots=True)
class InUse:
    """What the formulas ask of one piece: full months with the customer, paid periods (the oldest first), rent still
    open to the end of the minimum term, what it cost us (None: nobody entered it), and how it is."""

    months: int
    paid: tuple[PaidPeriod, ...]
    open_rent: Money
    cost: Money | None
    condition: Condition


class Step(StrEnum):
    """One line of the sum, in the order in which they are told."""

    RETAIL = "retail"
    COST = "cost"
    OPEN_RENT = "open_rent"
    RESIDUAL = "residual"
    PAID = "paid"
    FACTOR = "factor"
    GOODWILL = "goodwill"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    PROMISED = "promised"
    PART = "part"


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """`amount` is signed: what this line adds. `count` periods or `percent` where the step has them."""

    step: Step
    amount: Money
    count: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """A price with how it came about; the steps add up to it."""

    kind: FormulaKind
    price: Money
    steps: tuple[WorkedStep, ...]

    def changed_to(self, step: Step, price: Money, percent: Decimal | None = None) -> "Worked":
        """The same with one more step, after which it costs `price`."""
        more = WorkedStep(step, price - self.price, percent=percent)
        return Worked(self.kind, price, (*self.steps, more))


def worked(formula: Formula, use: InUse) -> Worked:
    """The price of one piece, rounded once for each step. Raises BuyoutCostUnknown, NoBuyoutFactor."""
    steps = list(_STEPS[formula.kind](formula, use))
    currency = use.open_rent.currency
    if formula.goodwill:
        steps.append(WorkedStep(Step.GOODWILL, -formula.goodwill))
    found = Worked(formula.kind, Money(sum(each.amount.minor for each in steps), currency), tuple(steps))
    least = formula.least or Money(0, currency)
    if found.price < least:
        found = found.changed_to(Step.AT_LEAST, least)
    if formula.most is not None and formula.most < found.price:
        found = found.changed_to(Step.AT_MOST, formula.most)
    return found


def _retail_less_paid(formula: Formula, use: InUse) -> Sequence[WorkedStep]:
    return WorkedStep(Step.RETAIL, _given(formula)), _less_paid(formula, use)


def _residual(formula: Formula, use: InUse) -> Sequence[WorkedStep]:
    return WorkedStep(Step.OPEN_RENT, use.open_rent), WorkedStep(Step.RESIDUAL, _given(formula))


def _cost_less_rent(formula: Formula, use: InUse) -> Sequence[WorkedStep]:
    if use.cost is None:
        raise BuyoutCostUnknown
    return WorkedStep(Step.COST, use.cost), _less_paid(formula, use)


def _table(formula: Formula, use: InUse) -> Sequence[WorkedStep]:
    retail, percent = _given(formula), factor(formula.table, use.months, use.condition)
    part = retail.times(percent / _HUNDRED)
    return WorkedStep(Step.RETAIL, retail), WorkedStep(Step.FACTOR, part - retail, percent=percent)


_STEPS: Final = {
    FormulaKind.RETAIL_LESS_PAID: _retail_less_paid,
    FormulaKind.RESIDUAL: _residual,
    FormulaKind.COST_LESS_RENT: _cost_less_rent,
    FormulaKind.TABLE: _table,
}


def factor(table: Sequence[FactorRow], months: int, condition: Condition) -> Decimal:
    """The percentage of the newest row that holds; one that names the condition goes before one that names none.

    Raises NoBuyoutFactor.
    """
    known = [row for row in table if row.from_month <= months and row.condition in (None, condition)]
    if not known:
        raise NoBuyoutFactor(months=months, condition=condition)
    return max(known, key=lambda row: (row.condition is not None, row.from_month)).percent


def _less_paid(formula: Formula, use: InUse) -> WorkedStep:
    """Only what really came in counts, of the first periods, and only a share of it."""
    counted = use.paid if formula.first is None else use.paid[: formula.first]
    paid = sum((each.paid for each in counted), Fraction(0)) * Fraction(formula.share) / 100
    less = Money(-half_up_exact(paid), use.open_rent.currency)
    percent = None if formula.share == _HUNDRED else formula.share
    return WorkedStep(Step.PAID, less, count=len(counted), percent=percent)


def _given(formula: Formula) -> Money:
    if formula.amount is None:
        raise BuyoutRulesWrong(kind=formula.kind)
    return formula.amount
