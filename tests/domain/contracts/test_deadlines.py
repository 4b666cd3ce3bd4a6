"""Ends of terms, notice and withdrawal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.deadlines import (
    end_after_notice,
    fixed_end,
    is_working_day,
    last_day_to_declare,
    latest_notice,
    min_term_end,
    next_working_day,
    withdrawal_until,
)
from domain.contracts.holidays import easter_sunday, german_holidays, state_holidays
from domain.contracts.terms import ContractTerms, Renewal
from domain.period import Interval, Unit

MONTH, YEAR = Interval(Unit.MONTH), Interval(Unit.MONTH, 12)
TERMS = ContractTerms(min_term=YEAR, notice=MONTH)
START = date(2026, 1, 31)


def test_the_term_and_the_last_day_for_notice() -> None:
    assert min_term_end(TERMS, START) == date(2027, 1, 30)
    assert latest_notice(date(2027, 1, 30), MONTH) == date(2026, 12, 30)
    assert latest_notice(date(2027, 2, 28), MONTH) == date(2027, 1, 31)
    assert latest_notice(date(2027, 2, 28), Interval(Unit.WEEK, 2)) == date(2027, 2, 14)
    assert latest_notice(date(2027, 2, 28), None) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("received", "wanted", "renewal", "expected"),
    [
        (date(2026, 9, 15), None, Renewal.OPEN_ENDED, date(2027, 1, 30)),
        (date(2026, 12, 30), None, Renewal.OPEN_ENDED, date(2027, 1, 30)),
        (date(2026, 12, 31), None, Renewal.OPEN_ENDED, date(2027, 1, 31)),
        (date(2027, 3, 10), None, Renewal.OPEN_ENDED, date(2027, 4, 10)),
        (date(2027, 3, 10), date(2027, 6, 30), Renewal.OPEN_ENDED, date(2027, 6, 30)),
        (date(2027, 3, 10), date(2027, 3, 15), Renewal.OPEN_ENDED, date(2027, 4, 10)),
        (date(2026, 12, 31), None, Renewal.FIXED, date(2028, 1, 30)),
        (date(2026, 12, 30), None, Renewal.FIXED, date(2027, 1, 30)),
    ],
)
def test_notice_ends_a_contract(received: date, wanted: date | None, renewal: Renewal, expected: date) -> None:
    terms = ContractTerms(min_term=YEAR, notice=MONTH, renewal=renewal)
    assert end_after_notice(terms, START, received, wanted) == expected


def test_without_term_and_notice_the_day_of_receipt_is_the_last() -> None:
    assert end_after_notice(ContractTerms(), START, date(2026, 3, 3)) == date(2026, 3, 3)
    assert end_after_notice(ContractTerms(), START, date(2026, 1, 3)) == date(2026, 1, 30)


def test_only_a_contract_without_renewal_ends_by_itself() -> None:
    assert fixed_end(ContractTerms(min_term=YEAR, renewal=Renewal.NONE), START) == date(2027, 1, 30)
    assert fixed_end(TERMS, START) is None


@pytest.mark.parametrize(
    ("concluded", "until"),
    [
        (date(2026, 1, 31), date(2026, 2, 16)),  # a Saturday
        (date(2026, 3, 20), date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 9, 19), date(2026, 10, 5)),  # 3 October, a Saturday
        (date(2026, 12, 11), date(2026, 12, 28)),  # Christmas
        (date(2026, 2, 2), date(2026, 2, 16)),
    ],
)
def test_withdrawal_moves_to_the_next_working_day(concluded: date, until: date) -> None:
    assert withdrawal_until(concluded) == until


def test_holidays_of_some_states_move_what_a_customer_declares_and_not_what_the_house_owes() -> None:
    """6 January 2026 is a Tuesday and holiday in three states; Corpus Christi is 4 June, a Thursday."""
    epiphany, corpus_christi, repentance = date(2026, 1, 6), date(2026, 6, 4), date(2026, 11, 18)
    for day in (epiphany, corpus_christi, repentance):
        assert last_day_to_declare(day) == day + timedelta(days=1)
        assert next_working_day(day) == day
    assert {day.isoformat() for day in state_holidays(2026)} == {
        *("2026-01-06", "2026-03-08", "2026-06-04", "2026-08-08", "2026-08-15", "2026-09-20"),
        *("2026-10-31", "2026-11-01", "2026-11-18"),
    }
    assert date(2025, 5, 8) in state_holidays(2025)
    assert not state_holidays(2026) & german_holidays(2026)


def test_easter() -> None:
    assert [easter_sunday(year) for year in (2000, 2024, 2026, 2038)] == [
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.sampled_from([MONTH, Interval(Unit.MONTH, 3), Interval(Unit.DAY, 9)]),
)
def test_latest_notice_is_in_time_and_a_day_later_is_not(last_day: date, notice: Interval) -> None:
    day = latest_notice(last_day, notice)
    assert notice.after(day, 1) <= last_day < notice.after(day + timedelta(days=1), 1)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_withdrawal_takes_at_least_14_days_and_ends_on_a_working_day(day: date) -> None:
    assert withdrawal_until(day) >= day + timedelta(days=14)
    assert is_working_day(withdrawal_until(day))
