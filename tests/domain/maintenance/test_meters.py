"""What a meter may show, and what it has counted."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import AssetId
from domain.maintenance.meters import (
    Meter,
    MeterJumped,
    MeterValueWrong,
    MeterWentBack,
    Occasion,
    Reading,
    Shown,
    read_on,
)

ASSET = AssetId(UUID(int=1))
DAY = datetime(2026, 2, 1, 10, tzinfo=UTC)


def read(known: Reading | None, value: int, days: int = 0, meter: Meter = Meter.ODOMETER, **more: object) -> Reading:
    shown = Shown(meter, value, **more)  # type: ignore[arg-type]  # what a test says of it
    return read_on(known, ASSET, shown, DAY + timedelta(days=days), Occasion.TAKE_BACK)


def test_it_counts_from_zero_whenever_it_is_first_read() -> None:
    first = read(None, 120)
    second = read(first, 520, 10)
    assert (first.n, first.used, second.n, second.value, second.used) == (1, 120, 2, 520, 520)


def test_a_new_meter_starts_anew_and_nothing_that_was_ridden_is_lost() -> None:
    first = read(read(None, 120), 3_000, 30)
    with pytest.raises(MeterWentBack):
        read(first, 4, 31)
    new = read(first, 4, 31, reason="neuer Tacho")
    assert (new.value, new.used, new.reason) == (4, 3_000, "neuer Tacho")
    assert read(new, 104, 40).used == 3_100


@pytest.mark.parametrize(
    ("meter", "before", "value", "days"),
    [(Meter.ODOMETER, 0, 700, 1), (Meter.HOURS, 0, 49, 1), (Meter.BATTERY, 97, 81, 300), (Meter.CYCLES, 0, 901, 2)],
)
def test_a_jump_is_asked_and_taken_when_somebody_is_sure(meter: Meter, before: int, value: int, days: int) -> None:
    known = read(None, before, meter=meter)
    with pytest.raises(MeterJumped) as asked:
        read(known, value, days, meter)
    assert asked.value.facts["before"] == before
    assert read(known, value, days, meter, is_sure=True).value == value


def test_a_day_of_hard_use_is_no_jump() -> None:
    assert read(read(None, 0), 600, 1).value == 600
    assert read(read(None, 97, meter=Meter.BATTERY), 82, 1, Meter.BATTERY).used == 0


def test_a_battery_is_not_better_without_a_reason() -> None:
    worn = read(None, 71, meter=Meter.BATTERY)
    with pytest.raises(MeterWentBack):
        read(worn, 99, 1, Meter.BATTERY)
    assert read(worn, 99, 1, Meter.BATTERY, reason="neuer Akku").value == 99


@pytest.mark.parametrize(("meter", "value"), [(Meter.BATTERY, 101), (Meter.ODOMETER, -1), (Meter.CYCLES, 10_000_000)])
def test_what_the_meter_cannot_show_is_refused(meter: Meter, value: int) -> None:
    with pytest.raises(MeterValueWrong):
        read(None, value, meter=meter)


@given(st.lists(st.integers(0, 999_999), min_size=1, max_size=12))
def test_what_is_used_is_the_sum_of_all_rises(values: list[int]) -> None:
    known: Reading | None = None
    for value in values:
        known = read(known, value, reason="neuer Tacho", is_sure=True)
    assert known is not None
    rises = sum(max(after - before, 0) for before, after in pairwise(values))
    assert (known.n, known.used) == (len(values), values[0] + rises)
