"""Phases of a plan that a running line changed to count from the change, and move with it. By hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.billing.stretches import price_on
from domain.contracts.compared import What, compared
from domain.contracts.edits import NewPlan, payment_changed, plan_changed, started_on
from domain.contracts.model import Contract, LineVersion
from domain.contracts.parts import Pause, Phase
from domain.contracts.price_campaign import PriceRule
from domain.contracts.repricing import concerned, repriced
from domain.ids import PlanId
from domain.money import Money
from domain.period import Interval, Unit, add_months
from tests.domain.billing.timelines import Books, a_contract, a_line, euro, owed_per_line
from tests.domain.contracts.test_odd_changes import amounts

NEW_YEAR = date(2026, 1, 1)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
SMALL = NewPlan("Klein", euro("59"), phases=(Phase(2, euro("49")),))
TEN = PriceRule(percent=Decimal(10))


def small_from(day: date, plan: NewPlan = SMALL, **terms: object) -> Contract:
    """79.00 a month from New Year on; from `day` on 49.00 for two months, then 59.00."""
    contract = a_contract(NEW_YEAR, a_line(), **terms)
    return plan_changed(contract, contract.lines[0].id, day, plan)


def test_phases_count_the_periods_that_begin_after_the_change() -> None:
    expected = ["79.00", "79.00", "49.00", "49.00", "59.00", "59.00"]
    assert amounts(small_from(MARCH), date(2026, 6, 1)) == expected
    line = small_from(MARCH).lines[0]
    assert [str(price_on(small_from(MARCH), line, day).decimal()) for day in (MARCH, APRIL, MAY)] == expected[2:5]


def test_a_change_within_a_period_costs_the_first_phase_and_counts_the_next_ones() -> None:
    """From 15 March: 14 of 31 days for 79.00 are 35.68, 17 of 31 for 49.00 are 26.87; April and May 49.00."""
    found = amounts(small_from(date(2026, 3, 15)), date(2026, 6, 1))
    assert found == ["79.00", "79.00", "35.68", "26.87", "49.00", "49.00", "59.00"]


def test_a_rest_moves_the_phases_that_are_to_come() -> None:
    """April rests: the second month for 49.00 is May, and 59.00 follow from June on."""
    contract = replace(small_from(MARCH), pauses=(Pause(APRIL, MAY),))
    assert amounts(contract, date(2026, 7, 1)) == ["79.00", "79.00", "49.00", "49.00", "59.00", "59.00"]
    line = contract.lines[0]
    assert price_on(contract, line, date(2026, 5, 20)) == euro("49")
    assert price_on(contract, line, date(2026, 6, 1)) == euro("59")


def test_a_moved_start_moves_change_and_phases() -> None:
    """Ten days later: 79.00 from 11 January, 49.00 from 11 March and 11 April, 59.00 from 11 May."""
    contract = started_on(small_from(MARCH), date(2026, 1, 11))
    found = [(each.period.start, str(each.amount.decimal())) for each in charges(contract, date(2026, 5, 11))]
    prices = ["79.00", "79.00", "49.00", "49.00", "59.00"]
    assert found == [(date(2026, month, 11), price) for month, price in enumerate(prices, start=1)]


def test_another_rhythm_counts_its_own_periods() -> None:
    """Two weeks for 10.00 each, then 15.00 a week."""
    weekly = NewPlan("Woche", euro("15"), Interval(Unit.WEEK), phases=(Phase(2, euro("10")),))
    assert amounts(small_from(MARCH, weekly), date(2026, 3, 22)) == [
        "79.00",
        "79.00",
        "10.00",
        "10.00",
        "15.00",
        "15.00",
    ]


def test_old_phases_end_with_the_change_and_new_ones_with_a_dated_price() -> None:
    line = a_line(phases=(Phase(6, euro("69")),))
    contract = a_contract(NEW_YEAR, line)
    changed = plan_changed(contract, line.id, MARCH, SMALL).price_changed(line.id, APRIL, euro("99"))
    assert amounts(changed, MAY) == ["69.00", "69.00", "49.00", "99.00", "99.00"]
    again = plan_changed(changed, line.id, MARCH, replace(SMALL, phases=()))
    assert amounts(again, MAY) == ["69.00", "69.00", "59.00", "59.00", "59.00"], "a second change takes the place"


def test_one_payment_in_such_a_phase_leaves_the_others() -> None:
    contract = small_from(MARCH)
    line_id = contract.lines[0].id
    april = payment_changed(contract, line_id, APRIL, euro("5"))
    assert amounts(april, date(2026, 6, 1)) == ["79.00", "79.00", "49.00", "5.00", "59.00", "59.00"]
    within = small_from(date(2026, 3, 15))
    march = payment_changed(within, line_id, MARCH, euro("5"))
    assert amounts(march, date(2026, 6, 1)) == ["79.00", "79.00", "5.00", "49.00", "49.00", "59.00"]


def test_an_announced_price_follows_the_phases_and_moves_with_them() -> None:
    """59.00 would follow in May; 64.90 does, and in June when April rests."""
    contract = small_from(MARCH)
    made = concerned(contract, TEN, APRIL, is_consumer=True)
    assert [(each.from_on, each.old, each.new) for each in made.lines] == [(MAY, euro("59"), euro("64.90"))]
    changed = repriced(contract, made.lines)
    assert amounts(changed, MAY) == ["79.00", "79.00", "49.00", "49.00", "64.90"]
    rested = replace(changed, pauses=(Pause(APRIL, MAY),))
    assert amounts(rested, date(2026, 6, 1)) == ["79.00", "79.00", "49.00", "49.00", "64.90"]
    open_end = NewPlan("Klein", euro("59"), phases=(Phase(None, euro("55")),))
    within = small_from(date(2026, 3, 15), open_end)
    [price] = concerned(within, TEN, APRIL, is_consumer=True).lines
    assert amounts(repriced(within, (price,)), APRIL)[3:] == ["30.16", "60.50"], "17 of 31 days for 55.00 stay"


def test_the_history_tells_the_phases() -> None:
    before = a_contract(NEW_YEAR, a_line())
    plan = replace(SMALL, plan_id=PlanId(before.lines[0].id))
    told = [each for each in compared(before, small_from(MARCH, plan)) if each.what is What.PHASES]
    assert [(each.before, each.after, each.days.start if each.days else None) for each in told] == [
        ((), SMALL.phases, MARCH)
    ]


phase_lists = st.lists(st.builds(Phase, st.integers(1, 3), st.integers(0, 9_900).map(Money)), max_size=3)


@given(
    change=st.integers(0, 200), found=phase_lists.map(tuple), rests=st.integers(0, 8), for_months=st.integers(1, 3),
    runs=st.lists(st.integers(0, 500), min_size=1, max_size=4), late=st.booleans(),
)  # fmt: skip
def test_whatever_is_billed_is_what_ought_to_be(
    change: int, found: tuple[Phase, ...], rests: int, for_months: int, runs: list[int], late: bool
) -> None:
    """The change before or after the first run, a rest of whole months: the sum is `charges` to the cent, and every
    paid period after the change costs the price of its number."""
    day = NEW_YEAR + timedelta(days=change)
    plan = replace(SMALL, phases=found)
    plain = a_contract(NEW_YEAR, a_line())
    changed = plan_changed(plain, plain.lines[0].id, day, plan)
    pause = Pause(add_months(NEW_YEAR, rests), add_months(NEW_YEAR, rests + for_months))
    rested = replace(changed, pauses=(pause,))
    books = Books()
    if late:
        books.run(plain, NEW_YEAR + timedelta(days=min(runs)))
    for run in sorted(runs):
        books.run(rested, NEW_YEAR + timedelta(days=run))
    last = NEW_YEAR + timedelta(days=max(runs))
    assert books.posted() == sum(owed_per_line(rested, last).values())
    assert books.run(rested, last) == ()
    wanted = [phase.price for phase in found for _ in range(phase.periods or 0)]
    later = [each for each in charges(rested, add_months(NEW_YEAR, 30)) if day <= each.period.start]
    whole = [each.price for each in later if each.period.start.day == 1]
    assert whole[: len(wanted)] == wanted[: len(whole)]
    assert set(whole[len(wanted) :]) <= {SMALL.price}


def test_a_version_keeps_its_phases_only_with_its_price() -> None:
    contract = small_from(MARCH)
    dropped = contract.later_prices_dropped(contract.lines[0].id, NEW_YEAR)
    assert dropped.lines[0].versions[1:] == (LineVersion(MARCH, None, None, "Klein"),)
    assert amounts(dropped, APRIL) == ["79.00"] * 4
