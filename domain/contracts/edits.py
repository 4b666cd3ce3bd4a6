"""Changes of a running contract: each takes a timeline and returns another one. What they cost, the difference says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from domain.billing.cells import Cell, cells
from domain.billing.periods import rhythm_on
from domain.billing.stretches import phase_price, price_on
from domain.contracts.effective import started
from domain.contracts.model import Contract, ContractLine, LineIsChargedOnce, LineVersion
from domain.contracts.parts import ANNIVERSARY, Cycle, Discount, Phase
from domain.contracts.terms import Align, AlignKind
from domain.errors import Conflict, RuleViolation
from domain.ids import ContractLineId, PlanId
from domain.money import Money
from domain.period import ONE_DAY, Interval, Period, Unit


class DiscountTwice(Conflict):
    """The contract has a discount of this id, or used this voucher, already."""

    code = "discount_twice"


class PriceDoesNotFollow(RuleViolation):
    """From this interval to the other one nothing says what a period costs: the price has to be given."""

    code = "price_does_not_follow"


def interval_changed(
    contract: Contract, from_on: date, interval: Interval, prices: Mapping[ContractLineId, Money]
) -> Contract:
    """Another interval for all lines that follow the contract's rhythm: a new cycle begins on `from_on`.

    Prices that are not given follow when one interval is a multiple of the other (12 months for a year).
    Raises PriceDoesNotFollow, AlignmentDoesNotFit.
    """
    own = {each.line_id for each in contract.cycles if each.line_id is not None}
    align = contract.terms.align
    if align.kind is AlignKind.DAY_OF_MONTH and interval.unit not in (Unit.MONTH, Unit.YEAR):
        align = ANNIVERSARY
    changed = _with_cycle(contract, Cycle(from_on, interval, align))
    for line in contract.lines:
        if not line.is_recurring or line.id in own or _is_over(contract, line, from_on):
            continue
        old = rhythm_on(contract, line, from_on - ONE_DAY).interval
        price = prices.get(line.id) or _converted(contract, line, from_on, old, interval)
        changed = changed.price_changed(line.id, started(contract, line, from_on), price)
    return changed


def _is_over(contract: Contract, line: ContractLine, day: date) -> bool:
    span = contract.span(line)
    return span is None or (span.end is not None and span.end <= day)


def _converted(contract: Contract, line: ContractLine, day: date, old: Interval, new: Interval) -> Money:
    ratio = ratio_of(old, new)
    if ratio is None:
        raise PriceDoesNotFollow(line=line.title)
    return price_on(contract, line, max(day, line.start_on or day)).times(ratio)


def ratio_of(old: Interval, new: Interval) -> Decimal | None:
    """How many old intervals a new one holds; None: months and days have no common measure, or it comes out uneven."""
    one, other = old.measure, new.measure
    if one[0] != other[0] or (other[1] % one[1] and one[1] % other[1]):
        return None
    return Decimal(other[1]) / Decimal(one[1])


def billing_day_changed(contract: Contract, from_on: date, day: int) -> Contract:
    """From a day on periods begin on another day of the month; the stretch up to it is a part of a period.

    Raises AlignmentDoesNotFit, DayOfMonthMissing.
    """
    interval = contract.terms.interval
    for each in sorted(contract.cycles, key=lambda cycle: cycle.from_on or date.min):
        if each.line_id is None and each.from_on is not None and each.from_on <= from_on:
            interval = each.interval
    align = Align(AlignKind.DAY_OF_MONTH, day)
    replace(contract.terms, interval=interval, align=align)
    return _with_cycle(contract, Cycle(from_on, interval, align))


def _with_cycle(contract: Contract, cycle: Cycle) -> Contract:
    kept = [each for each in contract.cycles if (each.from_on, each.line_id) != (cycle.from_on, cycle.line_id)]
    return replace(contract, cycles=(*kept, cycle))


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Another plan or thing for a line. `interval` None: as before. `phases` are the prices of its first periods."""

    title: str
    price: Money
    interval: Interval | None = None
    plan_id: PlanId | None = None
    phases: tuple[Phase, ...] = ()

    @property
    def first_price(self) -> Money:
        return self.phases[0].price if self.phases else self.price


def plan_changed(contract: Contract, line_id: ContractLineId, from_on: date, plan: NewPlan) -> Contract:
    """Another plan or thing on the same line; another interval begins a new cycle. Raises ContractLineNotFound.

    Its phases count the paid periods that begin on the day or later, so that a rest or a moved start moves them.
    """
    before = rhythm_on(contract, contract.line(line_id), from_on).interval
    if plan.interval is not None and plan.interval != before:
        contract = _with_cycle(contract, Cycle(from_on, plan.interval, ANNIVERSARY, line_id))
    contract = contract.later_prices_dropped(line_id, from_on)
    return contract.line_changed(line_id, LineVersion(from_on, plan.price, None, plan.title, plan.plan_id, plan.phases))


class NoSuchPeriod(RuleViolation):
    """No period of the line that costs something begins on that day."""

    code = "no_such_period"


def payment_changed(contract: Contract, line_id: ContractLineId, first_day: date, price: Money) -> Contract:
    """Another price of one unit for the one period that begins on `first_day`; all others stay as they were.

    Raises ContractLineNotFound, NoSuchPeriod, NegativePrice, LineIsChargedOnce.
    """
    line = contract.line(line_id)
    if not line.is_recurring:
        raise LineIsChargedOnce(line=line.title, kind=line.kind)
    cell = next(cells(contract, line, first_day), None)
    if cell is None or cell.covered.start != first_day or cell.covered.end is None or cell.is_trial or cell.pause:
        raise NoSuchPeriod(day=first_day)
    days = cell.covered
    within = [each for each in line.versions[1:] if each.price is not None and _is_within(each, days)]
    if phase_price(line, cell, first_day) is not None and all(each.from_on == first_day for each in within):
        return _with_line(contract, _with_phase(line, cell, first_day, price))
    after, phases = line.at(cell.covered.end)[0], within[-1].phases if within else ()
    versions = (replace(each, price=None, phases=()) if each in within else each for each in line.versions)
    kept = tuple(each for each in versions if each.from_on is None or each != LineVersion(each.from_on, None, None))
    changed = _with_line(contract, replace(line, versions=kept)).price_changed(line_id, first_day, price)
    return changed.line_changed(line_id, LineVersion(cell.covered.end, after, None, phases=phases))


def _with_phase(line: ContractLine, cell: Cell, day: date, price: Money) -> ContractLine:
    """With another price for the one paid period that begins on `day`, in the phases that are in force."""
    counted_from, phases = line.phased_on(day)
    changed = _phases_with(phases, cell.paid_since(counted_from), price)
    if counted_from is None:
        return replace(line, phases=changed)
    versions = (replace(each, phases=changed) if each.from_on == counted_from else each for each in line.versions)
    return replace(line, versions=tuple(versions))


def _is_within(version: LineVersion, days: Period) -> bool:
    return version.from_on is not None and version.from_on in days


def _phases_with(phases: tuple[Phase, ...], number: int, price: Money) -> tuple[Phase, ...]:
    """The phases with another price for the paid period of that number (from 0 on)."""
    found: list[Phase] = []
    first = 0
    for phase in phases:
        past = None if phase.periods is None else first + phase.periods
        if number < first or (past is not None and past <= number):
            found.append(phase)
        else:
            if first < number:
                found.append(Phase(number - first, phase.price))
            found.append(Phase(1, price))
            if past is None or number + 1 < past:
                found.append(Phase(None if past is None else past - number - 1, phase.price))
        if past is None:
            break
        first = past
    return tuple(found)


def _with_line(contract: Contract, changed: ContractLine) -> Contract:
    return replace(contract, lines=tuple(changed if line.id == changed.id else line for line in contract.lines))


def discounted(contract: Contract, discount: Discount) -> Contract:
    """With one more discount. Raises DiscountTwice, ContractLineNotFound."""
    for line_id in discount.line_ids:
        contract.line(line_id)
    if any(each.id == discount.id or (each.code and each.code == discount.code) for each in contract.discounts):
        raise DiscountTwice(title=discount.title)
    return replace(contract, discounts=(*contract.discounts, discount))


def started_on(contract: Contract, start_on: date) -> Contract:
    """Begun on another day; rhythms, pauses, discounts, prices, later lines and a known end move by as many days.

    Raises IllegalContractTransition for a contract that never started. Source: RULES.md 1.3, "Changing the start".
    """
    if contract.start_on is None:
        return contract.start_moved(start_on)
    by = start_on - contract.start_on
    return replace(
        contract,
        start_on=start_on,
        end_on=None if contract.end_on is None else contract.end_on + by,
        lines=tuple(_line_moved(line, by) for line in contract.lines),
        cycles=tuple(replace(each, from_on=each.from_on and each.from_on + by) for each in contract.cycles),
        pauses=tuple(
            replace(each, from_on=each.from_on + by, resume_on=each.resume_on and each.resume_on + by)
            for each in contract.pauses
        ),
        discounts=tuple(
            replace(each, from_on=each.from_on and each.from_on + by, until=each.until and each.until + by)
            for each in contract.discounts
        ),
    )


def _line_moved(line: ContractLine, by: timedelta) -> ContractLine:
    """One-offs that came up on a day of their own stay there."""
    if not line.is_recurring and line.start_on is not None:
        return line
    return replace(
        line,
        start_on=line.start_on and line.start_on + by,
        end_on=line.end_on and line.end_on + by,
        anchor_on=line.anchor_on and line.anchor_on + by,
        versions=tuple(replace(each, from_on=each.from_on and each.from_on + by) for each in line.versions),
    )
