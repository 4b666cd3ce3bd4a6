"""What parts of a month cost by all sixteen pairs of rules, counted by hand, and what holds for all of them.

March has 31 days. At 93.00 a month one day costs 3.00, or 3.10 in months of 30 days, of which the 31st is none.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.billing.periods import rhythm_on
from domain.contracts.model import Contract
from domain.contracts.parts import Cycle, Pause
from domain.contracts.terms import Align, AlignKind, Proration, ProrationDoesNotFit
from domain.money import Money
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_contract, a_line, billed_per_line, euro, owed_per_line

D, F, N, S = Proration.DAILY, Proration.FIXED_30, Proration.NONE, Proration.SKIP
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
ON_THE_1ST = Align(AlignKind.DAY_OF_MONTH, 1)

MARCH: Final = {
    # up, down: starts on the 22nd, 124.00 from the 22nd, 62.00 from the 22nd, ends with the 21st, rests 11th to 20th,
    # is there from the 11th to the 20th
    (D, D): ("30.00", "103.00", "83.00", "63.00", "63.00", "30.00"),
    (D, F): ("30.00", "103.00", "83.70", "65.10", "63.00", "30.00"),
    (D, N): ("30.00", "103.00", "93.00", "93.00", "93.00", "63.00"),
    (D, S): ("30.00", "103.00", "93.00", "0.00", "33.00", "0.00"),
    (F, D): ("27.90", "102.30", "83.00", "63.00", "63.00", "30.00"),
    (F, F): ("27.90", "102.30", "83.70", "65.10", "62.00", "31.00"),
    (F, N): ("27.90", "102.30", "93.00", "93.00", "93.00", "62.00"),
    (F, S): ("27.90", "102.30", "93.00", "0.00", "31.00", "0.00"),
    (N, D): ("93.00", "93.00", "83.00", "63.00", "93.00", "60.00"),
    (N, F): ("93.00", "93.00", "83.70", "65.10", "93.00", "62.00"),
    (N, N): ("93.00", "93.00", "93.00", "93.00", "93.00", "93.00"),
    (N, S): ("93.00", "93.00", "93.00", "0.00", "93.00", "0.00"),
    (S, D): ("0.00", "93.00", "83.00", "63.00", "30.00", "0.00"),
    (S, F): ("0.00", "93.00", "83.70", "65.10", "31.00", "0.00"),
    (S, N): ("0.00", "93.00", "93.00", "93.00", "93.00", "0.00"),
    (S, S): ("0.00", "93.00", "93.00", "0.00", "0.00", "0.00"),
}
STARTS, DEARER, CHEAPER, ENDS, RESTS, STAYS = range(6)


def agreed(up: Proration, down: Proration, start: date = FIRST) -> Contract:
    return a_contract(start, a_line(price="93.00"), align=ON_THE_1ST, proration=up, proration_down=down)


def changed(case: int, up: Proration, down: Proration) -> Contract:
    contract = agreed(up, down)
    line_id = contract.lines[0].id
    if case == STARTS:
        return agreed(up, down, date(2026, 3, 22))
    if case in (DEARER, CHEAPER):
        return contract.price_changed(line_id, date(2026, 3, 22), euro("124" if case == DEARER else "62"))
    if case == ENDS:
        return contract.ended(date(2026, 3, 21))
    if case == RESTS:
        return replace(contract, pauses=(Pause(date(2026, 3, 11), date(2026, 3, 21), to_the_day=True),))
    return agreed(up, down, date(2026, 3, 11)).ended(date(2026, 3, 20))


@pytest.mark.parametrize("case", range(6), ids=["starts", "dearer", "cheaper", "ends", "rests", "stays"])
@pytest.mark.parametrize(("up", "down"), list(MARCH))
def test_what_a_part_of_march_costs(up: Proration, down: Proration, case: int) -> None:
    """As agreed from the start, and as it comes out when all of March was billed before."""
    contract = changed(case, up, down)
    found = sum(charge.amount.minor for charge in charges(contract, LAST))
    assert str(Money(found).decimal()) == MARCH[up, down][case]
    books = Books()
    books.run(agreed(up, down), FIRST)
    books.run(contract, LAST)
    assert books.posted() == found
    assert books.run(contract, LAST) == ()


def test_left_open_the_rule_is_the_same_in_both_directions() -> None:
    for proration in Proration:
        one = changed(RESTS, proration, proration)
        other = replace(one, terms=replace(one.terms, proration_down=None))
        assert charges(one, LAST) == charges(other, LAST)


def test_a_dearer_price_by_days_and_an_end_that_costs_all() -> None:
    """93.00 to the 10th, 124.00 from the 11th, over on the 20th: 10 days at 3.00, then all that is left at 4.00."""
    contract = agreed(D, N)
    contract = contract.price_changed(contract.lines[0].id, date(2026, 3, 11), euro("124")).ended(date(2026, 3, 20))
    assert [(each.days, str(each.amount.decimal())) for each in charges(contract, LAST)] == [
        (10, "30.00"),
        (10, "84.00"),
    ]


def test_what_waits_for_the_next_period_is_there_then() -> None:
    contract = agreed(N, D)
    contract = contract.price_changed(contract.lines[0].id, date(2026, 3, 11), euro("124"))
    april = date(2026, 4, 1)
    assert [str(each.amount.decimal()) for each in charges(contract, april)] == ["93.00", "124.00"]
    cheaper = contract.price_changed(contract.lines[0].id, date(2026, 3, 22), euro("62"))
    assert [(each.days, str(each.amount.decimal())) for each in charges(cheaper, LAST)] == [
        (21, "63.00"),
        (10, "20.00"),
    ]


def test_months_of_30_days_need_months_in_either_direction() -> None:
    for rules in ({"proration": F}, {"proration_down": F}):
        with pytest.raises(ProrationDoesNotFit):
            a_contract(FIRST, interval=Interval(Unit.WEEK), **rules)


def test_a_rhythm_of_weeks_within_a_contract_of_months_counts_its_days() -> None:
    """Three weeks from the 2nd, resting from the 9th for a week: 14 of 21 days of 63.00."""
    weeks = Cycle(date(2026, 3, 2), Interval(Unit.WEEK, 3))
    contract = a_contract(date(2026, 3, 2), a_line(price="63.00"), proration=F)
    rest = Pause(date(2026, 3, 9), date(2026, 3, 16), to_the_day=True)
    contract = replace(contract, cycles=(weeks,), pauses=(rest,))
    assert [str(each.amount.decimal()) for each in charges(contract, date(2026, 3, 2))] == ["21.00", "21.00"]


def test_three_parts_of_one_cent_month_cost_the_month() -> None:
    """Two rests of a day in a month that costs all: the parts are rounded together, not one by one."""
    rests = tuple(Pause(day, day + timedelta(days=1), to_the_day=True) for day in (date(2026, 3, 8), date(2026, 3, 20)))
    for cents in range(1, 40):
        contract = a_contract(FIRST, a_line(price=str(Money(cents).decimal())), proration=N)
        found = charges(replace(contract, pauses=rests), FIRST)
        assert len(found) == 3
        assert sum(charge.amount.minor for charge in found) == cents


@given(st.data())
def test_parts_of_a_period_add_up_by_every_pair_of_rules(data: st.DataObject) -> None:
    """However often a line ends, goes on, rests and goes on again within a month: undone, it costs the month."""
    up, down = data.draw(st.sampled_from(list(MARCH)))
    price = data.draw(tl.prices)
    contract = a_contract(FIRST, a_line(price=str(price.decimal())), proration=up, proration_down=down)
    books = Books()
    for _ in range(data.draw(st.integers(1, 4))):
        day = FIRST + timedelta(days=data.draw(st.integers(0, 29)))
        rest = Pause(day, day + timedelta(days=data.draw(st.integers(1, 20))), to_the_day=True)
        odd = data.draw(st.sampled_from([contract.ended(day), replace(contract, pauses=(rest,))]))
        books.run(odd, LAST)
        assert billed_per_line(books.rows) == owed_per_line(odd, LAST)
    books.run(contract, LAST)
    assert books.posted() == price.minor


@given(st.data())
def test_a_period_never_costs_more_than_its_dearest_price_nor_less_than_nothing(data: st.DataObject) -> None:
    contract: Contract = data.draw(tl.contracts())
    for _ in range(data.draw(st.integers(0, 3))):
        contract = data.draw(tl.edits(contract))
    contract = replace(contract, discounts=(), given_back=())
    found: dict[object, list[int]] = {}
    dearest: dict[object, int] = {}
    for charge in charges(contract, tl.LAST):
        assert charge.amount.minor >= 0
        if charge.line.is_recurring:
            rhythm = rhythm_on(contract, charge.line, charge.period.start)
            key = charge.line.id, rhythm.interval, rhythm.start_of(rhythm.index_of(charge.period.start))
            found.setdefault(key, []).append(charge.amount.minor)
            dearest[key] = max(dearest.get(key, 0), charge.price.times(charge.quantity).minor)
    for key, parts in found.items():
        assert sum(parts) <= dearest[key] + len(parts) // 2
