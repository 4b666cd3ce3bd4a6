"""Stories about days: a machine that was off, rates that changed twice in a year, the 31st, an early end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.billing.tax import BillingParty
from domain.clock import legal_day
from domain.contracts.model import LineKind
from domain.contracts.move_end import MoveEnd
from domain.contracts.terms import Billing, PricesAre
from domain.customers.model import CustomerKind
from domain.period import Interval, Unit
from tests.domain.billing.timelines import CUSTOMER, a_contract, a_line
from tests.scenarios.story import Line, Paper, Story

ONE_HOUR = timedelta(hours=1)


def test_months_without_a_run_are_caught_up_on_one_invoice() -> None:
    """Billed on 20 January and 20 February; then the machine is off until 3 July. Missing are 20 March, 20 April,
    20 May and 20 June: 4 · 79.00 = 316.00, / 1.19 = 265.55 net. Afterwards all goes on as if nothing had been.
    """
    story = Story(a_contract(date(2026, 1, 20)))
    story.nights(date(2026, 3, 10))
    story.today = date(2026, 7, 3)
    story.nights(date(2026, 7, 20))
    months = [(date(2026, n, 20), date(2026, n + 1, 19)) for n in (3, 4, 5, 6)]
    missed = tuple(Line(1, "recurring", first, last, "79.00") for first, last in months)
    july = Line(1, "recurring", date(2026, 7, 20), date(2026, 8, 19), "79.00")
    assert story.since(date(2026, 3, 1)) == [
        Paper(date(2026, 7, 3), "invoice", missed, (("19", "265.55", "50.45"),), "316.00"),
        Paper(date(2026, 7, 20), "invoice", (july,), (("19", "66.39", "12.61"),), "79.00"),
    ]
    story.night(date(2026, 7, 20))
    assert len(story.papers) == 4


@pytest.mark.parametrize("billing", Billing)
def test_the_last_day_of_a_period_decides_its_rate(billing: Billing) -> None:
    """119.00 gross from the 16th to the 15th, through the low rates from 1 July to 31 December 2020.

    16 May to 15 June: 19 %, 100.00 + 19.00. 16 June to 15 July ends at 16 %, 102.59 + 16.41, and so do all until
    15 December. 16 December to 15 January 2021 ends at 19 % again. In arrears or in advance makes no difference.
    Source: § 28 (1) to (3) UStG, § 13 (1) no. 1 a UStG; BMF, 30 June 2020, no. 23 (partial services); lesson 16.
    """
    story = Story(a_contract(date(2020, 5, 16), a_line(price="119.00"), billing=billing))
    story.nights(date(2021, 2, 15))
    groups = {paper.lines[0].first_day: paper.vat for paper in story.papers}
    low, full = (("16", "102.59", "16.41"),), (("19", "100.00", "19.00"),)
    assert groups[date(2020, 5, 16)] == full
    assert [groups[date(2020, month, 16)] for month in range(6, 12)] == [low] * 6
    assert groups[date(2020, 12, 16)] == full
    due = {paper.lines[0].first_day: paper.on for paper in story.papers}
    in_advance = billing is Billing.IN_ADVANCE
    assert due[date(2020, 6, 16)] == (date(2020, 6, 16) if in_advance else date(2020, 7, 16))


def test_food_on_the_same_invoice_has_its_own_rate() -> None:
    """June to July 2020 for a company at net prices: machine 100.00 at 16 %, beans 50.00 at 5 %: 16.00 + 2.50."""
    beans = a_line(2, LineKind.CONSUMABLE, "50.00", vat="reduced")
    office = BillingParty(CUSTOMER, CustomerKind.COMPANY, "DE")
    contract = a_contract(date(2020, 6, 16), a_line(1, price="100.00"), beans, prices_are=PricesAre.NET)
    story = Story(contract, office)
    story.nights(date(2020, 6, 30))
    days = (date(2020, 6, 16), date(2020, 7, 15))
    lines = (Line(1, "recurring", *days, "100.00"), Line(2, "recurring", *days, "50.00"))
    assert story.papers == [
        Paper(date(2020, 6, 16), "invoice", lines, (("16", "100.00", "16.00"), ("5", "50.00", "2.50")), "168.50")
    ]


def test_from_31_january_through_a_leap_year_no_day_is_lost_or_billed_twice() -> None:
    """The 31st, clamped and back again: 29 February (leap year), 31 March, 30 April … and 28 February the year after.
    Source: § 188 (3) BGB.
    """
    story = Story(a_contract(date(2024, 1, 31)))
    story.nights(date(2025, 3, 31))
    firsts = [paper.lines[0].first_day for paper in story.papers]
    assert [day.isoformat()[2:] for day in firsts] == [
        *("24-01-31", "24-02-29", "24-03-31", "24-04-30", "24-05-31", "24-06-30", "24-07-31", "24-08-31"),
        *("24-09-30", "24-10-31", "24-11-30", "24-12-31", "25-01-31", "25-02-28", "25-03-31"),
    ]
    lasts = [paper.lines[0].last_day for paper in story.papers]
    assert [last + timedelta(days=1) for last in lasts[:-1]] == firsts[1:]
    assert {paper.gross for paper in story.papers} == {"79.00"}


@pytest.mark.parametrize(
    ("due_on", "midnight"),
    [
        (date(2024, 3, 31), datetime(2024, 3, 30, 23, tzinfo=UTC)),
        (date(2024, 10, 27), datetime(2024, 10, 26, 22, tzinfo=UTC)),
    ],
    ids=["clocks go forward", "clocks go back"],
)
def test_on_the_days_the_clocks_change_a_run_each_hour_bills_once(due_on: date, midnight: datetime) -> None:
    """31 March 2024 has 23 hours and begins at 23:00 UTC, 27 October has 25 and begins at 22:00 UTC."""
    story = Story(a_contract(due_on))
    found: list[datetime] = []
    for hour in range(-30, 40):
        instant = midnight + hour * ONE_HOUR
        before = len(story.papers)
        if story.next_due is not None and story.next_due <= legal_day(instant):
            story.night(legal_day(instant))
        found.extend([instant] * (len(story.papers) - before))
    assert found == [midnight]
    assert story.papers[0].on == due_on


def test_a_paid_year_ends_early() -> None:
    """730.00 for 1 March 2026 to 28 February 2027, 365 days, 2.00 a day: 613.45 net and 116.55 VAT. It ends with
    30 June: 31 + 30 + 31 + 30 = 122 days stay, 244.00; 486.00 goes back on a credit note:
    486.00 / 1.19 = 408.40 net, 77.60 VAT.
    """
    story = Story(a_contract(date(2026, 3, 1), a_line(price="730.00"), interval=Interval(Unit.YEAR)))
    story.does(date(2026, 6, 10), MoveEnd, last_day=date(2026, 6, 30))
    story.nights(date(2028, 1, 1))
    year = Line(1, "recurring", date(2026, 3, 1), date(2027, 2, 28), "730.00")
    back = Line(1, "end_credit", date(2026, 7, 1), date(2027, 2, 28), "486.00")
    assert story.papers == [
        Paper(date(2026, 3, 1), "invoice", (year,), (("19", "613.45", "116.55"),), "730.00"),
        Paper(date(2026, 6, 11), "credit_note", (back,), (("19", "408.40", "77.60"),), "486.00"),
    ]
    assert story.paid == 24400
