"""Loyalty as dated prices and discounts on the timeline: found again whenever a contract changes, and every day.

What has begun stays as it is. What is still to come follows the contract: a pause moves it, an end takes it away.
Billing knows nothing of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from typing import Final, NamedTuple

from domain.billing.cells import cells
from domain.billing.periods import rhythm_on
from domain.billing.proration import is_free_part, rules_of
from domain.contracts.model import Contract, ContractLine, LineVersion
from domain.contracts.parts import Discount, Duration, DurationKind
from domain.contracts.status import RUNNING
from domain.errors import RuleViolation
from domain.loyalty.scheme import Given, Loyalty, Step
from domain.messages.contract_letter import LetterKind, PriceTold, Told
from domain.money import Money, half_up
from domain.period import Unit

TOLD_BEFORE: Final = timedelta(days=30)
"""So long before its day a customer is told of a benefit."""

_PREFIX: Final = "loyalty-"
_HUNDRED: Final = Decimal(100)
_MOST_PERIODS: Final = 600
_ONCE: Final = Duration(DurationKind.ONCE)


class LoyaltyNeedsMonths(RuleViolation):
    """A contract that is paid by days or weeks has no paid months to count."""

    code = "loyalty_needs_months"


class _Paid(NamedTuple):
    """A paid period of the leading line: its first day, the day after it, and how many months it and those before it
    have."""

    start: date
    end: date | None
    months: int
    before: int


@dataclass(frozen=True, slots=True)
class NextBenefit:
    """What a customer has to look forward to. `percent` and `price` as the step says; `is_free_month` else."""

    on: date
    percent: Decimal | None = None
    price: Money | None = None
    is_free_month: bool = False


def leading_line(contract: Contract) -> ContractLine | None:
    """The line whose paid months count: the first that comes back."""
    return next((line for line in contract.lines if line.is_recurring), None)


def counts_months(contract: Contract) -> bool:
    line = leading_line(contract)
    if line is None:
        return False
    rhythm = rhythm_on(contract, line, contract.start_on or date.min) if contract.start_on else None
    interval = contract.terms.interval if rhythm is None else rhythm.interval
    return interval.unit in (Unit.MONTH, Unit.YEAR)


def with_loyalty(contract: Contract, day: date) -> Contract:
    """The contract with all that its loyalty gives, as it stands on `day`. The same contract when nothing moves."""
    loyalty = contract.loyalty
    if loyalty is None or contract.start_on is None or contract.status not in RUNNING:
        return contract
    line = leading_line(contract)
    if line is None or not counts_months(contract):
        return contract
    plain, kept = _without_future(contract, loyalty, day)
    paid = list(_paid_periods(plain, line, loyalty, day))
    found = _with_steps(plain, loyalty, paid, kept, day)
    found = _with_free_month(found, loyalty, paid, day)
    places = {each.id: n for n, each in enumerate(contract.discounts)}
    in_place = sorted(found.discounts, key=lambda each: places.get(each.id, len(places)))
    return replace(found, discounts=tuple(in_place))


def without_loyalty(contract: Contract, day: date) -> Contract:
    """Nothing more is given from now on: what has begun ends before the next period, a price that holds stays."""
    if contract.loyalty is None:
        return contract
    plain, _ = _without_future(contract, contract.loyalty, day)
    discounts = tuple(
        replace(each, until=day + timedelta(days=1))
        if each.id.startswith(_PREFIX) and (each.until is None or each.until > day)
        else each
        for each in plain.discounts
    )
    named = tuple(
        replace(each, id=f"was-{each.id}-{day.isoformat()}") if each.id.startswith(_PREFIX) else each
        for each in discounts
    )
    return replace(plain, discounts=named, loyalty=None)


def _without_future(contract: Contract, loyalty: Loyalty, day: date) -> tuple[Contract, tuple[Given, ...]]:
    """Without what has not begun, and what has."""
    begun = tuple(each for each in loyalty.given if each.from_on <= day)
    names = {each.name for each in begun}
    discounts = tuple(each for each in contract.discounts if not each.id.startswith(_PREFIX) or each.id in names)
    plain = replace(contract, discounts=discounts)
    for each in loyalty.given:
        if each not in begun and each.line_id is not None:
            plain = _price_dropped(plain, each)
    return plain, begun


def _price_dropped(contract: Contract, given: Given) -> Contract:
    """A later price of ours goes, unless somebody set another one for the same day."""
    return replace(
        contract,
        lines=tuple(_line_without(line, given) if line.id == given.line_id else line for line in contract.lines),
    )


def _line_without(line: ContractLine, given: Given) -> ContractLine:
    versions = (
        replace(each, price=None) if (each.from_on, each.price) == (given.from_on, given.price) else each
        for each in line.versions
    )
    return replace(line, versions=tuple(each for each in versions if each != LineVersion(each.from_on, None, None)))


def _paid_periods(contract: Contract, line: ContractLine, loyalty: Loyalty, day: date) -> Iterator[_Paid]:
    """Those that a discount would count, as far as a benefit may still lie ahead."""
    rules, months = contract.terms, 0
    last_step = max((step.from_month for step in loyalty.rule.steps), default=0)
    beyond = 0
    for _, cell in zip(range(_MOST_PERIODS), cells(contract, line), strict=False):
        full, covered, interval = cell.full, cell.covered, cell.rhythm.interval
        if cell.is_trial or cell.pause is not None or interval.unit not in (Unit.MONTH, Unit.YEAR):
            continue
        if is_free_part(full, covered, rules_of(rules, line, interval)):
            continue
        length = interval.measure[1]
        yield _Paid(covered.start, covered.end, months + length, months)
        months += length
        if covered.start > day and months >= last_step:
            beyond += length
            if beyond > (loyalty.rule.free_every or 0) + length:
                return


def _first(paid: list[_Paid], from_month: int, loyalty: Loyalty) -> _Paid | None:
    """The period in which the month begins, and not before it was agreed."""
    return next((each for each in paid if each.before >= from_month - 1 and each.start >= loyalty.agreed_on), None)


def _with_steps(
    contract: Contract, loyalty: Loyalty, paid: list[_Paid], begun: tuple[Given, ...], day: date
) -> Contract:
    """Each step's percentage lasts until the next step begins; of steps that begin on one day the last one counts."""
    dated = _dated(contract, loyalty, paid, begun, day)
    told = {each.name for each in loyalty.given if each.is_told}
    given: list[Given] = [each for each in begun if each.name.startswith(f"{_PREFIX}free-")]
    days = sorted(dated)
    discounts = [each for each in contract.discounts if not each.id.startswith(f"{_PREFIX}step-")]
    for on, until in zip_longest(days, days[1:]):
        step, name = dated[on], _name(dated[on])
        if step.percent is not None:
            discounts.append(Discount(name, loyalty.title, step.percent, from_on=on, until=until))
            given.append(Given(name, on, is_told=name in told))
    contract = replace(contract, discounts=tuple(discounts))
    for on in days:
        step = dated[on]
        if step.price is not None:
            contract, prices = _priced(contract, loyalty, step, on, begun)
            given += [replace(each, is_told=each.name in told) for each in prices]
    return replace(contract, loyalty=replace(loyalty, given=tuple(sorted(given, key=_in_order))))


def _dated(
    contract: Contract, loyalty: Loyalty, paid: list[_Paid], begun: tuple[Given, ...], day: date
) -> dict[date, Step]:
    """The day of each step that gives something; a price for a plan that no line runs under any more does not."""
    dated: dict[date, Step] = {}
    for step in loyalty.rule.steps:
        known = next((each.from_on for each in begun if _is_of(each, step)), None)
        first = _first(paid, step.from_month, loyalty)
        on = known or (first.start if first is not None else None)
        if on is None or (known is None and on <= day and _began_later(begun, step, loyalty)):
            continue
        if known is not None or step.price is None or _lines_of(contract, loyalty, step.price, on):
            dated[on] = step
    return dated


def _in_order(given: Given) -> tuple[date, str]:
    return given.from_on, given.name


def _name(step: Step) -> str:
    return f"{_PREFIX}step-{step.from_month}"


def _is_of(given: Given, step: Step) -> bool:
    return given.name == _name(step) or given.name.startswith(f"{_name(step)}-")


def _began_later(begun: tuple[Given, ...], step: Step, loyalty: Loyalty) -> bool:
    """Whether a later step holds already, so that this one has nothing to say any more."""
    later = [each for each in loyalty.rule.steps if each.from_month > step.from_month]
    return any(_is_of(given, each) for given in begun for each in later)


def _priced(
    contract: Contract, loyalty: Loyalty, step: Step, on: date, begun: tuple[Given, ...]
) -> tuple[Contract, list[Given]]:
    """The step's price for the lines that run under its plans and cost more; what has begun is left alone."""
    known = [each for each in begun if _is_of(each, step)]
    if known or step.price is None:
        return contract, known
    found: list[Given] = []
    for line in _lines_of(contract, loyalty, step.price, on):
        contract = contract.price_changed(line.id, on, step.price)
        found.append(Given(f"{_name(step)}-{line.position}", on, line.id, step.price))
    return contract, found


def _lines_of(contract: Contract, loyalty: Loyalty, price: Money, on: date) -> list[ContractLine]:
    """Those that run under its plans on that day and cost more."""
    found: list[ContractLine] = []
    for line in contract.lines:
        span = contract.span(line)
        if line.is_recurring and span is not None and on in span and line.plan_on(on) in loyalty.plan_ids:
            found += [line] if line.at(on)[0] > price else []
    return found


def _with_free_month(contract: Contract, loyalty: Loyalty, paid: list[_Paid], day: date) -> Contract:
    """The next free month after those that have begun. Of a period of several months its part is free."""
    every, now = loyalty.rule.free_every, contract.loyalty
    if every is None or now is None:
        return contract
    begun = sum(each.name.startswith(f"{_PREFIX}free-") for each in now.given)
    name = f"{_PREFIX}free-{begun + 1}"
    since = max((each.from_on for each in now.given if each.name.startswith(f"{_PREFIX}free-")), default=None)
    count = 0
    for each in paid:
        if since is not None and each.start <= since:
            continue
        length = each.months - each.before
        if count >= every and each.start >= loyalty.agreed_on and each.start > day:
            percent = (_HUNDRED / length).quantize(Decimal("0.01"), ROUND_HALF_UP)
            off = Discount(name, loyalty.title, percent, duration=_ONCE, from_on=each.start, until=each.end)
            is_told = any(old.name == name and old.is_told for old in loyalty.given)
            given = (*now.given, Given(name, each.start, is_told=is_told))
            return replace(
                contract,
                discounts=(*contract.discounts, off),
                loyalty=replace(now, given=tuple(sorted(given, key=_in_order))),
            )
        count += length
    return contract


def loyalty_told(contract: Contract, day: date) -> tuple[Contract, tuple[Told, ...]]:
    """The letters that are due on a day about benefits to come, with the contract that knows they are written."""
    loyalty = contract.loyalty
    if loyalty is None or contract.status not in RUNNING:
        return contract, ()
    due = [each for each in loyalty.given if not each.is_told and each.from_on - TOLD_BEFORE <= day]
    if not due:
        return contract, ()
    letters = [
        Told(
            LetterKind.LOYALTY_FREE_MONTH if _is_free(on, due) else LetterKind.LOYALTY_STEP,
            {"on": on},
            prices=_prices(contract, on),
        )
        for on in sorted({each.from_on for each in due if each.from_on > day})
    ]
    given = tuple(replace(each, is_told=True) if each in due else each for each in loyalty.given)
    return replace(contract, loyalty=replace(loyalty, given=given)), tuple(letters)


def _is_free(on: date, due: list[Given]) -> bool:
    return all(each.name.startswith(f"{_PREFIX}free-") for each in due if each.from_on == on)


def _prices(contract: Contract, on: date) -> tuple[PriceTold, ...]:
    """What one unit of each line costs on the day before and from the day on, percentages taken off."""
    found = []
    for line in contract.lines:
        span = contract.span(line)
        if not line.is_recurring or span is None or on not in span or on == span.start:
            continue
        before, after = _cost(contract, line, on - timedelta(days=1)), _cost(contract, line, on)
        if before != after:
            interval = rhythm_on(contract, line, on).interval
            found.append(PriceTold(line.title_on(on), on, before, after, interval))
    return tuple(found)


def _cost(contract: Contract, line: ContractLine, day: date) -> Money:
    price = line.at(day)[0]
    cell = next(cells(contract, line, day), None)
    for discount in () if cell is None else cell.discounts:
        if discount.percent is not None:
            price -= Money(half_up(price.minor * discount.percent / _HUNDRED), price.currency)
    return price


def next_loyalty_look(contract: Contract, day: date) -> date:
    """The first day after `day` on which a letter is due or a benefit begins; date.max: none."""
    given = () if contract.loyalty is None else contract.loyalty.given
    days = [each.from_on - TOLD_BEFORE for each in given if not each.is_told]
    days += [each.from_on for each in given]
    return min((each for each in days if each > day), default=date.max)


def next_benefit(contract: Contract, day: date) -> NextBenefit | None:
    """What comes next, for lists and pages; None: nothing is known."""
    loyalty = contract.loyalty
    given = () if loyalty is None else loyalty.given
    coming = min((each for each in given if each.from_on > day), key=_in_order, default=None)
    if coming is None or loyalty is None:
        return None
    step = next((each for each in loyalty.rule.steps if _is_of(coming, each)), None)
    if step is None:
        return NextBenefit(coming.from_on, is_free_month=True)
    return NextBenefit(coming.from_on, step.percent, step.price)
