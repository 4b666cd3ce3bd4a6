"""Tables computed by hand, with their sources: month ends, leap years, parts of periods, days of notice.

§ 187 (1), § 188 (2) and (3) BGB: the day of an event does not count, and a month ends with the day of the same number,
or the last one where there is none. § 187 (2): a day that begins a period counts, so from the 5th it ends with the 4th.
§ 193 BGB moves declarations and payments from Saturdays, Sundays and holidays, but not notice (BGH III ZR 172/04).
§ 580a (3) no. 2 BGB: rent of movables by longer periods than days is ended at the latest on the third day before.
"""

from datetime import date

import pytest

from domain.billing.charges import charges
from domain.contracts.deadlines import end_after_notice, latest_notice, min_term_end, withdrawal_until
from domain.contracts.end_dates import binding_terms
from domain.contracts.terms import ContractTerms, LawType, Proration, Renewal
from domain.period import Interval, Unit, add_months
from tests.domain.billing.timelines import a_contract, a_line

MONTH, QUARTER, YEAR = Interval(Unit.MONTH), Interval(Unit.MONTH, 3), Interval(Unit.YEAR)


@pytest.mark.parametrize(
    ("start", "firsts"),
    [
        ("2023-12-31", "24-01-31 24-02-29 24-03-31 24-04-30 24-05-31 24-06-30 24-07-31 24-08-31 24-09-30"),
        ("2025-01-31", "25-02-28 25-03-31 25-04-30 25-05-31 25-06-30 25-07-31 25-08-31 25-09-30 25-10-31"),
        ("2024-01-30", "24-02-29 24-03-30 24-04-30 24-05-30 24-06-30"),
        ("2025-01-30", "25-02-28 25-03-30 25-04-30"),
        ("2024-01-29", "24-02-29 24-03-29"),
        ("2025-01-29", "25-02-28 25-03-29"),
        ("2025-02-28", "25-03-28 25-04-28"),
        ("2024-02-29", "24-03-29 24-04-29"),
        ("1999-12-31", "00-01-31 00-02-29 00-03-31"),
        ("2099-12-31", "00-01-31 00-02-28 00-03-31"),
    ],
)
def test_months_by_their_first_days(start: str, firsts: str) -> None:
    """2000 was a leap year, 2100 will be none (Gregorian rule: centuries only where 400 divides them)."""
    first = date.fromisoformat(start)
    found = [MONTH.after(first, n).isoformat()[2:] for n in range(1, len(firsts.split()) + 1)]
    assert found == firsts.split()


@pytest.mark.parametrize(
    ("start", "firsts"),
    [
        ("2024-02-29", "2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("2023-02-28", "2024-02-28 2025-02-28"),
        ("2096-02-29", "2097-02-28 2098-02-28 2099-02-28 2100-02-28 2101-02-28 2102-02-28 2103-02-28 2104-02-29"),
    ],
)
def test_years_by_their_first_days(start: str, firsts: str) -> None:
    first = date.fromisoformat(start)
    assert [str(YEAR.after(first, n)) for n in range(1, len(firsts.split()) + 1)] == firsts.split()


def test_quarters_from_the_30th_of_november() -> None:
    assert [str(QUARTER.after(date(2023, 11, 30), n)) for n in (1, 2, 3, 4)] == [
        *("2024-02-29", "2024-05-30", "2024-08-30", "2024-11-30"),
    ]


@pytest.mark.parametrize(
    ("proration", "february_2026", "february_2028", "march_2026"),
    [
        (Proration.DAILY, "26.79", "25.86", "24.19"),  # 10 of 28, of 29, of 31 days: 75.00 · 10/28 = 26.7857 …
        (Proration.FIXED_30, "25.00", "25.00", "25.00"),  # 10 of 30, whatever the month
        (Proration.NONE, "75.00", "75.00", "75.00"),
        (Proration.SKIP, "", "", ""),
    ],
)
def test_ten_days_of_75_euro(proration: Proration, february_2026: str, february_2028: str, march_2026: str) -> None:
    for start, expected in (
        (date(2026, 2, 1), february_2026),
        (date(2028, 2, 1), february_2028),
        (date(2026, 3, 1), march_2026),
    ):
        contract = a_contract(start, a_line(price="75.00"), proration=proration).ended(start.replace(day=10))
        found = [str(charge.amount.decimal()) for charge in charges(contract, start)]
        assert found == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("last_day", "latest"),
    [
        ("2026-03-31", "2026-02-28"),  # the month after 28 February ends with 28 March, in time
        ("2026-03-28", "2026-02-28"),
        ("2026-03-27", "2026-02-27"),
        ("2026-02-28", "2026-01-31"),  # from 31 January: the last day of February, § 188 (3)
        ("2024-02-29", "2024-01-31"),
        ("2024-02-28", "2024-01-28"),
        ("2026-04-30", "2026-03-31"),
        ("2026-04-29", "2026-03-29"),
        ("2026-12-31", "2026-11-30"),
        ("2026-05-03", "2026-04-03"),  # Good Friday: notice is not moved, § 193 does not hold for it
    ],
)
def test_the_latest_day_for_a_month_s_notice(last_day: str, latest: str) -> None:
    assert str(latest_notice(date.fromisoformat(last_day), MONTH)) == latest


@pytest.mark.parametrize(
    ("received", "months", "last_day"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-28", 1, "2026-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-04-04", 1, "2026-05-04"),  # a Saturday, not moved
    ],
)
def test_notice_counts_forward_from_its_receipt(received: str, months: int, last_day: str) -> None:
    terms = ContractTerms(notice=Interval(Unit.MONTH, months))
    found = end_after_notice(terms, date(2020, 1, 1), date.fromisoformat(received))
    assert str(found) == last_day


@pytest.mark.parametrize(
    ("start", "term", "last_day"),
    [
        ("2026-01-01", "12", "2026-12-31"),
        ("2026-01-31", "1", "2026-02-27"),  # February's month begins with the 28th: the first one ends the day before
        ("2024-02-29", "12", "2025-02-27"),
        ("2026-03-15", "24", "2028-03-14"),
    ],
)
def test_the_last_day_of_the_term(start: str, term: str, last_day: str) -> None:
    terms = ContractTerms(min_term=Interval(Unit.MONTH, int(term)))
    assert str(min_term_end(terms, date.fromisoformat(start))) == last_day


@pytest.mark.parametrize(
    ("received", "renewal", "last_day"),
    [
        ("2026-11-30", Renewal.OPEN_ENDED, "2026-12-31"),
        ("2026-12-01", Renewal.OPEN_ENDED, "2027-01-01"),  # § 309 no. 9 BGB: then at any time with a month
        ("2026-12-01", Renewal.FIXED, "2027-12-31"),  # companies only: the same term again
        ("2026-02-01", Renewal.FIXED, "2026-12-31"),
    ],
)
def test_notice_around_the_end_of_a_year(received: str, renewal: Renewal, last_day: str) -> None:
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 12), notice=MONTH, renewal=renewal)
    assert str(end_after_notice(terms, date(2026, 1, 1), date.fromisoformat(received))) == last_day


@pytest.mark.parametrize(
    ("received", "last_day"),
    [("2026-03-10", "2026-03-13"), ("2026-02-26", "2026-03-01"), ("2024-02-27", "2024-03-01")],
)
def test_plain_rental_without_agreed_notice_ends_on_the_third_day_after(received: str, last_day: str) -> None:
    """Given on the third day before the day with whose end it is to end: § 580a (3) no. 2 BGB."""
    rental = binding_terms(ContractTerms(law_type=LawType.RENTAL), is_consumer=True, on=date.fromisoformat(received))
    assert str(end_after_notice(rental, date(2020, 1, 1), date.fromisoformat(received))) == last_day


@pytest.mark.parametrize(
    ("concluded", "until"),
    [
        ("2026-04-17", "2026-05-04"),  # 1 May, a Friday and holiday; then a weekend
        ("2026-04-30", "2026-05-15"),  # 14 May 2026 is Ascension Day, Easter Sunday + 39
        ("2026-05-11", "2026-05-26"),  # 25 May is Whit Monday, Easter Sunday + 50
        ("2026-03-23", "2026-04-07"),  # 6 April is Easter Monday
        ("2026-12-12", "2026-12-28"),  # 26 December, then a Sunday
        ("2026-06-01", "2026-06-15"),
    ],
)
def test_withdrawal_is_moved_to_a_working_day(concluded: str, until: str) -> None:
    """§§ 355 (2), 356, 187 (1), 188 (1), 193 BGB. Easter Sunday of 2026 is 5 April."""
    assert str(withdrawal_until(date.fromisoformat(concluded))) == until


def test_a_day_of_the_month_comes_back_after_short_months() -> None:
    assert [add_months(date(2026, 1, 31), n).day for n in range(6)] == [31, 28, 31, 30, 31, 30]
