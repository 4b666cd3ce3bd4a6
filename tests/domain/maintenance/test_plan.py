"""When something has to be done again: by months, by meter, whichever comes first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import AssetId, ProductId
from domain.maintenance.meters import Meter, Occasion, Reading
from domain.maintenance.plan import (
    CareKind,
    CarePlan,
    CarePlanId,
    CarePlanWrong,
    DueState,
    ProductCare,
    Standing,
    UnknownCarePlan,
    due_of,
)

ASSET = AssetId(UUID(int=1))
SINCE = date(2026, 1, 31)


def plan(number: int = 1, title: str = "Inspektion", **values: Any) -> CarePlan:
    return CarePlan(CarePlanId(UUID(int=number)), CareKind.SERVICE, title, **values)


def standing(of: CarePlan, *, value: int = 0, used: int = 0, read_on: date = SINCE, then: int = 0) -> Standing:
    if of.meter is None:
        return Standing(ASSET, of, SINCE)
    at = datetime.combine(read_on, time(10), UTC)
    return Standing(ASSET, of, SINCE, then, Reading(ASSET, of.meter, 2, value, used, at, Occasion.TAKE_BACK), SINCE)


def test_by_months_it_is_due_on_the_same_day_and_overdue_the_day_after() -> None:
    yearly = standing(plan(months=12, ask_days=30))
    due = {day: due_of(yearly, day) for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31))}
    assert {one.on for one in due.values()} == {date(2027, 1, 31)}
    assert [one.state for one in due.values()] == [DueState.LATER, DueState.SOON, DueState.SOON]
    assert due_of(yearly, date(2027, 2, 1)).state is DueState.OVERDUE


def test_one_month_after_the_31st_is_the_last_of_february() -> None:
    assert due_of(standing(plan(months=1)), SINCE).on == date(2026, 2, 28)


def test_by_meter_the_day_is_told_by_the_pace_so_far() -> None:
    """500 km in 50 days: 10 a day, so 1,500 of the 2,000 km last for 150 days more."""
    found = due_of(
        standing(plan(meter=Meter.ODOMETER, every=2_000), value=500, used=500, read_on=date(2026, 3, 22)), SINCE
    )
    assert (found.on, found.left, found.state) == (date(2026, 8, 19), 1_500, DueState.LATER)


def test_the_pace_is_that_since_the_first_reading() -> None:
    """Read at 1,200 km for the first time and at 1,300 ten days later: 10 a day, 700 are left."""
    service = plan(meter=Meter.ODOMETER, every=2_000)
    found = standing(service, value=1_300, used=1_300, read_on=date(2026, 2, 10))
    assert due_of(replace(found, first_used=1_200), SINCE).on == date(2026, 4, 21)


def test_whichever_comes_first() -> None:
    both = plan(months=12, meter=Meter.ODOMETER, every=2_000)
    early = due_of(standing(both, value=1_900, used=1_900, read_on=date(2026, 4, 11)), date(2026, 4, 11))
    assert (early.on, early.left, early.state) == (date(2026, 4, 15), 100, DueState.SOON)
    never_ridden = due_of(standing(both, value=3, used=0), SINCE)
    assert never_ridden.on == date(2027, 1, 31)
    over = due_of(standing(both, value=2_000, used=2_000, read_on=date(2026, 4, 11)), date(2026, 4, 11))
    assert (over.left, over.state) == (0, DueState.OVERDUE)


def test_what_was_used_before_the_last_time_does_not_count() -> None:
    done = standing(plan(meter=Meter.CYCLES, every=500), value=2_300, used=2_300, then=2_000)
    assert due_of(done, SINCE).left == 200


def test_a_meter_that_was_never_read_tells_nothing() -> None:
    nobody_read = Standing(ASSET, plan(meter=Meter.CYCLES, every=500), SINCE)
    assert due_of(nobody_read, date(2030, 1, 1)) == due_of(nobody_read, SINCE)
    assert due_of(nobody_read, SINCE).state is DueState.LATER


def test_a_battery_is_due_when_it_is_worn_down_to_the_mark() -> None:
    battery = plan(meter=Meter.BATTERY, every=70)
    states = [due_of(standing(battery, value=value), SINCE).state for value in (71, 70, 64)]
    assert states == [DueState.LATER, DueState.OVERDUE, DueState.OVERDUE]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"months": 0},
        {"months": 241},
        {"meter": Meter.ODOMETER},
        {"every": 5},
        {"months": 12, "every": 5},
        {"meter": Meter.BATTERY, "every": 100},
        {"months": 12, "title": "  "},
        {"months": 12, "title": "x" * 81},
        {"months": 12, "ask_days": 366},
    ],
)
def test_a_plan_needs_a_name_and_a_rhythm(values: dict[str, Any]) -> None:
    with pytest.raises(CarePlanWrong):
        plan(**values)


def test_a_product_knows_its_meters_and_each_plan_once() -> None:
    product = ProductId(UUID(int=9))
    meter = plan(meter=Meter.ODOMETER, every=2_000)
    for meters, plans in (
        ((), (meter,)),
        ((Meter.ODOMETER, Meter.ODOMETER), ()),
        ((Meter.ODOMETER,), (meter, plan(2, "inspektion ", months=6))),
        ((Meter.ODOMETER,), (meter, plan(1, "anders", months=6))),
    ):
        with pytest.raises(CarePlanWrong):
            ProductCare(product, 1, meters, plans)
    care = ProductCare(product, 1, (Meter.ODOMETER,), (meter,))
    assert care.plan(meter.id) is meter
    with pytest.raises(UnknownCarePlan):
        care.plan(CarePlanId(UUID(int=2)))


@given(st.integers(1, 24), st.integers(0, 1_000))
def test_as_days_go_by_it_only_gets_more_urgent(months: int, days: int) -> None:
    order = [DueState.LATER, DueState.SOON, DueState.OVERDUE]
    one = standing(plan(months=months))
    day = SINCE + timedelta(days=days)
    assert order.index(due_of(one, day).state) <= order.index(due_of(one, day + timedelta(days=1)).state)
