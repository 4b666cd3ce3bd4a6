"""A step that was reached as discounts on the timeline: billing, previews and the chart know nothing else of it."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from domain.billing.cells import cells
from domain.billing.periods import rhythm_on
from domain.billing.proration import is_free_part, rules_of
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Discount, Duration, DurationKind
from domain.loyalty.steps import counts_months, leading_line
from domain.loyalty.tiers import Standing, Tier
from domain.period import Interval, Unit

_PREFIX: Final = "tier-"
_HUNDRED: Final = Decimal(100)
_MOST_PERIODS: Final = 600
_IN_MONTHS: Final = (Unit.MONTH, Unit.YEAR)


def paid_months(contract: Contract, day: date) -> int:
    """Paid months of the leading line that are over on that day; pauses, trials and free starts do not count."""
    line, months = leading_line(contract), 0
    if line is None or contract.start_on is None or not counts_months(contract):
        return 0
    for _, cell in zip(range(_MOST_PERIODS), cells(contract, line), strict=False):
        if cell.covered.end is None or cell.covered.end > day:
            break
        interval = cell.rhythm.interval
        rests = cell.is_trial or cell.pause is not None or interval.unit not in _IN_MONTHS
        if not rests and not is_free_part(cell.full, cell.covered, rules_of(contract.terms, line, interval)):
            months += interval.measure[1]
    return months


def with_tier(contract: Contract, standing: Standing, *, gets_free_months: bool = False) -> Contract:
    """From the first period on that begins on the standing's day or later; what was there before ends there.

    A contract without anything that is paid again and again stays as it is.
    """
    plain = _without_tier(contract, standing.from_on)
    line = leading_line(contract)
    if standing.tier is None or line is None:
        return plain
    found = list(plain.discounts)
    percent = percent_off(standing)
    if percent is not None:
        found.append(percent)
    if gets_free_months and standing.tier.free_months and counts_months(contract):
        found.append(_free_months(contract, line, standing, standing.tier))
    return replace(plain, discounts=tuple(found))


def is_of_tier(discount: Discount) -> bool:
    """It belongs to the customer who reached the step, not to the contract."""
    return discount.id.startswith(_PREFIX)


def percent_off(standing: Standing) -> Discount | None:
    """For contracts there are and those to come. None: there is no percentage."""
    tier = standing.tier
    if tier is None or not tier.percent:
        return None
    return Discount(_name(standing), tier.name, Decimal(tier.percent), from_on=standing.from_on)


def _free_months(contract: Contract, line: ContractLine, standing: Standing, tier: Tier) -> Discount:
    """So many periods of a month; of a longer period its part, once."""
    length = _interval(contract, line, standing.from_on).measure[1]
    once = Duration(DurationKind.ONCE)
    if length == 1 and tier.free_months > 1:
        once = Duration(DurationKind.PERIODS, tier.free_months)
    share = _HUNDRED if length == 1 else min(_HUNDRED, _HUNDRED * tier.free_months / length)
    percent = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Discount(f"{_name(standing)}-free", tier.name, percent, duration=once, from_on=standing.from_on)


def _interval(contract: Contract, line: ContractLine, day: date) -> Interval:
    if contract.start_on is None:
        return contract.terms.interval
    return rhythm_on(contract, line, max(day, contract.start_on)).interval


def _without_tier(contract: Contract, day: date) -> Contract:
    """Percentages of earlier steps end before the period that begins on the day; free months are given and stay."""
    kept = []
    for each in contract.discounts:
        if not is_of_tier(each) or each.id.endswith("-free"):
            kept.append(each)
        elif each.from_on is not None and each.from_on < day:
            kept.append(each if each.until is not None and each.until <= day else replace(each, until=day))
    return replace(contract, discounts=tuple(kept))


def _name(standing: Standing) -> str:
    return f"{_PREFIX}{standing.n}-{standing.from_on.isoformat()}"
