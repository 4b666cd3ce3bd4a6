"""What is free on a day, why, and from when on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.availability.forecast import (
    TAKING,
    Entry,
    Fact,
    Forecast,
    Reason,
    entry_of,
    expected_on,
    forecast_of,
    with_padding,
)
from domain.availability.keeping import kept_days
from domain.availability.model import (
    RESERVATION_TRANSITIONS,
    WAITING_TRANSITIONS,
    IllegalReservationStep,
    IllegalWaitingStep,
    NotFreeThen,
    Reservation,
    ReservationAction,
    ReservationStatus,
    Waiting,
    WaitingAction,
    WaitingStatus,
)
from domain.availability.promising import Ask, checked
from domain.catalog.model import Product, ProductKind, Variant
from domain.settings.availability import AvailabilityDaysWrong, AvailabilitySettings, RepairTime
from tests.domain.availability.samples import A_DAY, CUSTOMER, STORE, VARIANT_ID

SETTINGS = AvailabilitySettings(padding_days=2, repair_days=7, repair_times=(RepairTime("pram", 10),), late_days=7)
DAYS = st.integers(-40, 400).map(lambda days: A_DAY + timedelta(days=days))
FACTS = st.lists(
    st.builds(
        lambda reason, count, on, length: Fact(
            reason, count, on, on + timedelta(days=length) if length and reason in TAKING else None
        ),
        st.sampled_from(Reason),
        st.integers(1, 9),
        DAYS,
        st.none() | st.integers(1, 60),
    ),
    max_size=12,
)
PRAM = Variant(VARIANT_ID, Product(STORE, "Kinderwagen", "pram", ProductKind.GOODS), "KW-1", "")


def day(offset: int) -> date:
    return A_DAY + timedelta(days=offset)


def forecast(*facts: Fact) -> Forecast:
    return forecast_of(facts, "pram", SETTINGS, A_DAY)


@given(FACTS, DAYS)
def test_the_number_is_the_sum_of_its_reasons(facts: list[Fact], on: date) -> None:
    known = forecast(*facts)
    on = max(on, A_DAY)
    assert known.on(on) == sum(entry.count for entry in known.reasons(on))


@given(FACTS)
def test_weeks_follow_one_another_by_their_changes(facts: list[Fact]) -> None:
    known = forecast(*facts)
    weeks = known.weeks()
    assert len(weeks) == 26
    level = 0
    for week in weeks:
        assert week.first_day <= week.last_day
        levels = []
        for offset in range((week.last_day - week.first_day).days + 1):
            on = week.first_day + timedelta(days=offset)
            level += sum(change.count for change in week.changes if change.day == on)
            levels.append(level)
            assert level == known.on(on)
        assert week.free == min(levels)
        assert week.lasting <= week.free


@given(FACTS, st.integers(1, 4), DAYS, st.none() | st.integers(1, 90).map(lambda days: timedelta(days=days)))
def test_the_first_day_is_free_and_the_day_before_it_is_not(
    facts: list[Fact], count: int, wanted_on: date, length: timedelta | None
) -> None:
    known = forecast(*facts)
    wanted_on = max(wanted_on, A_DAY)
    found = known.first_day(count, wanted_on, length)

    def is_free(on: date) -> bool:
        return known.free(on, None if length is None else on + length) >= count

    if found is None:
        assert not any(is_free(wanted_on + timedelta(days=offset)) for offset in range(0, 900, 3))
    else:
        assert found >= wanted_on
        assert is_free(found)
        assert found == wanted_on or not is_free(found - timedelta(days=1))


@given(
    st.lists(
        st.builds(Fact, st.sampled_from(sorted(set(Reason) - TAKING)), st.integers(1, 5), DAYS),
        max_size=6,
    ),
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 200), st.none() | st.integers(1, 40)), max_size=10),
)
def test_nothing_falls_below_zero_without_a_reason(supply: list[Fact], asks: list[tuple[int, int, int | None]]) -> None:
    facts = list(supply)
    for quantity, offset, length in asks:
        until_on = None if length is None else day(offset + length)
        try:
            assert checked(Ask(PRAM, quantity, day(offset), until_on), forecast(*facts), SETTINGS) == 0
        except NotFreeThen:
            continue
        facts.append(Fact(Reason.RESERVATION, quantity, day(offset), until_on))
        assert forecast(*facts).lowest()[1] >= 0


def test_with_a_reason_it_tells_how_many_are_missing() -> None:
    known = forecast(Fact(Reason.IN_STOCK, 2))
    with pytest.raises(NotFreeThen) as refused:
        checked(Ask(PRAM, 3, A_DAY), known, SETTINGS)
    assert (refused.value.code, refused.value.facts["missing"]) == ("not_in_sight", 1)
    assert checked(Ask(PRAM, 3, A_DAY, because="Stammkunde"), known, SETTINGS) == 1
    with pytest.raises(NotFreeThen):
        checked(Ask(PRAM, 3, A_DAY, because="  "), known, SETTINGS)


def test_a_return_counts_after_its_padding_and_a_repair_after_its_days() -> None:
    known = forecast(
        Fact(Reason.IN_STOCK, 1),
        Fact(Reason.RETURN, 1, day(5), subject="RT-1"),
        Fact(Reason.REPAIR, 1, day(-3), subject="RB-2"),
        Fact(Reason.INSPECTION, 1, A_DAY, subject="RB-3"),
    )
    assert [known.on(day(offset)) for offset in (0, 1, 2, 6, 7)] == [1, 1, 2, 2, 4]
    assert known.first_day(3, A_DAY) == day(7)
    assert [entry.subject for entry in known.reasons(day(2))] == ["", "RB-3"]


def test_a_reservation_is_gone_with_the_days_after_it() -> None:
    known = forecast(Fact(Reason.IN_STOCK, 1), Fact(Reason.RESERVATION, 1, day(10), day(20)))
    assert [known.on(day(offset)) for offset in (9, 10, 21, 22)] == [1, 0, 0, 1]
    assert known.first_day(1, A_DAY) == day(22)
    assert known.first_day(1, A_DAY, with_padding(timedelta(days=8), SETTINGS)) == A_DAY
    assert known.first_day(1, A_DAY, with_padding(timedelta(days=9), SETTINGS)) == day(22)


def test_what_is_late_is_expected_a_step_later_and_moves_only_once_a_step() -> None:
    assert expected_on(day(1), A_DAY, 7) == (day(1), False)
    assert expected_on(A_DAY, A_DAY, 7) == (day(7), True)
    assert {expected_on(A_DAY, day(offset), 7)[0] for offset in range(7)} == {day(7)}
    assert expected_on(A_DAY, day(7), 7) == (day(14), True)
    late = entry_of(Fact(Reason.RETURN, 1, day(-1)), "pram", SETTINGS, A_DAY)
    assert (late.from_on, late.is_late) == (day(8), True)


def test_the_older_promise_is_kept_first() -> None:
    older, younger = STORE, VARIANT_ID
    facts = [
        Fact(Reason.FIXED_END, 1, day(3)),
        Fact(Reason.FIXED_END, 1, day(20)),
        Fact(Reason.ORDER, 1, day(5), subject="OR-2", ref=younger),
        Fact(Reason.ORDER, 1, day(5), subject="OR-1", ref=older),
    ]
    assert kept_days(facts, "pram", SETTINGS, A_DAY) == {older: day(5), younger: day(22)}
    assert kept_days(facts[2:], "pram", SETTINGS, A_DAY) == {older: None, younger: None}


def test_only_the_ways_of_the_table_are_open() -> None:
    kept = Reservation(STORE, CUSTOMER, VARIANT_ID, STORE, 1, A_DAY, None, A_DAY)
    for status in ReservationStatus:
        for action in ReservationAction:
            one = Reservation(*(getattr(kept, name) for name in list(kept.__slots__)[:8]), status=status)
            if (status, action) in RESERVATION_TRANSITIONS:
                assert one.acted(action).status is RESERVATION_TRANSITIONS[status, action]
            else:
                with pytest.raises(IllegalReservationStep):
                    one.acted(action)
    for state in WaitingStatus:
        for step in WaitingAction:
            place = Waiting(STORE, CUSTOMER, VARIANT_ID, STORE, A_DAY, state)
            if (state, step) in WAITING_TRANSITIONS:
                assert place.acted(step).status is WAITING_TRANSITIONS[state, step]
            else:
                with pytest.raises(IllegalWaitingStep):
                    place.acted(step)


@pytest.mark.parametrize(
    "wrong",
    [
        {"padding_days": -1},
        {"late_days": 0},
        {"offer_days": 366},
        {"repair_times": (RepairTime("pram", 1), RepairTime("pram", 2))},
        {"repair_times": (RepairTime(" ", 1),)},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(AvailabilityDaysWrong):
        AvailabilitySettings(**wrong)


def test_an_empty_house_has_nothing_free() -> None:
    known = Forecast(A_DAY, ())
    assert (known.on(A_DAY), known.first_day(1, A_DAY), known.lowest()) == (0, None, (A_DAY, 0))
    assert known.plus(Entry(Reason.RECEIPT, 2, day(3))).first_day(2, A_DAY) == day(3)
