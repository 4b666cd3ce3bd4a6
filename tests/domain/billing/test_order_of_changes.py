"""Changes that have nothing to do with each other: in whichever order they are entered, the same is charged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.contracts.edits import discounted
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.parts import Cycle, Discount, Duration, DurationKind, Pause
from domain.contracts.pausing import paused
from domain.contracts.terms import Align, AlignKind
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_line

Change = Callable[[Contract], Contract]
UNTIL = tl.LAST + timedelta(days=1)


def _first(contract: Contract, line: ContractLine) -> timedelta:
    return max(line.start_on or contract.start_on, contract.start_on) - contract.start_on


@st.composite
def unrelated(draw: st.DrawFn, contract: Contract) -> list[Change]:
    """At most one of a kind, each of its own: a price, a quantity, an end, a rest, a rhythm, a discount, a new line,
    a charge, another day for the end of all."""
    line = draw(st.sampled_from([each.id for each in contract.lines if each.is_recurring]))
    other = draw(st.sampled_from([each.id for each in contract.lines]))
    one, two, three, four, five = (draw(tl.days) for _ in range(5))
    price, quantity = draw(tl.prices), draw(tl.quantities)
    length = draw(st.integers(1, 90))
    rest = Pause(one, one + timedelta(days=length), to_the_day=draw(st.booleans()), line_ids=(line,))
    off = Discount("d", "Rabatt", Decimal(20), duration=Duration(DurationKind.PERIODS, 3), from_on=two)
    rhythm = Cycle(three, Interval(Unit.MONTH, draw(st.sampled_from([1, 2]))), Align(AlignKind.DAY_OF_MONTH, 31), line)
    joined = a_line(90, LineKind.SERVICE, "12.00", start_on=four)
    charge = a_line(91, LineKind.CHARGE, "35.00", start_on=five)
    first = contract.start_on + _first(contract, contract.line(other))
    every: list[Change] = [
        lambda it: it.price_changed(line, one, price),
        lambda it: it.quantity_changed(line, two, quantity),
        lambda it: it.line_ended(other, max(three, first - timedelta(days=1))),
        lambda it: paused(it, rest),
        lambda it: discounted(it, off),
        lambda it: replace(it, cycles=(*it.cycles, rhythm)),
        lambda it: it.line_added(joined),
        lambda it: it.line_added(charge),
        lambda it: it.ended(max(four, it.start_on)),
    ]
    chosen = draw(st.lists(st.sampled_from(range(len(every))), min_size=2, max_size=5, unique=True))
    return [every[number] for number in chosen]


def owed(contract: Contract) -> list[tuple[object, ...]]:
    """All of each charge but its line, which stands there by its id: lines may come in another order."""
    found = [(str(each.line.id), *each[1:]) for each in charges(contract, UNTIL)]
    return sorted(found, key=lambda each: (each[0], each[1], each[3]))


def with_recurring() -> st.SearchStrategy[Contract]:
    return tl.contracts().filter(lambda contract: any(line.is_recurring for line in contract.lines))


@given(st.data())
def test_unrelated_changes_cost_the_same_in_every_order(data: st.DataObject) -> None:
    contract = data.draw(with_recurring())
    changes = data.draw(unrelated(contract))
    straight, otherwise = contract, contract
    for change in changes:
        straight = change(straight)
    for change in data.draw(st.permutations(changes)):
        otherwise = change(otherwise)
    assert owed(straight) == owed(otherwise)


@given(st.data())
def test_with_nights_between_them_the_same_is_billed_in_the_end(data: st.DataObject) -> None:
    contract = data.draw(with_recurring())
    changes = data.draw(unrelated(contract))
    sums = []
    for order in (changes, data.draw(st.permutations(changes))):
        books, changed = Books(), contract
        for change in order:
            books.run(changed, data.draw(tl.days))
            changed = change(changed)
        if changed.end_on is None or changed.end_on > UNTIL:
            changed = changed.ended(max(tl.LAST, changed.start_on))
        books.run(changed, UNTIL)
        assert books.posted() == sum(tl.owed_per_line(changed, UNTIL).values())
        sums.append(tl.billed_per_line(books.rows))
    assert sums[0] == sums[1]
