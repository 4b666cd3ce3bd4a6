"""What is free at the beginning: a trial, and the first periods that are skipped. Neither stands on an invoice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.billing.stretches import rate_on
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Cycle, Discount, Duration, DurationKind, Phase
from domain.contracts.terms import MOST_SKIPPED, Align, AlignKind, Billing
from domain.errors import InvalidInput
from domain.money import Money
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_contract, a_line, euro

START = date(2026, 3, 5)
TWO_WEEKS = Interval(Unit.WEEK, 2)


def costs(contract: Contract, until: date) -> list[tuple[str, str]]:
    return [(str(each.period.start), str(each.amount.decimal())) for each in charges(contract, until)]


def test_the_first_two_months_are_skipped_and_the_rhythm_stays() -> None:
    contract = a_contract(START, skipped_first=2)
    assert costs(contract, date(2026, 6, 5)) == [("2026-05-05", "79.00"), ("2026-06-05", "79.00")]
    assert next_due_on(contract, None) == date(2026, 5, 5)


def test_a_part_at_the_start_is_the_first_that_is_skipped() -> None:
    """By calendar months from 5 March: the rest of March is skipped, April costs."""
    contract = a_contract(START, align=Align(AlignKind.CALENDAR), skipped_first=1)
    assert costs(contract, date(2026, 4, 1)) == [("2026-04-01", "79.00")]


def test_after_a_trial_the_skipped_periods_count_from_its_end() -> None:
    contract = a_contract(START, trial=TWO_WEEKS, skipped_first=1)
    assert costs(contract, date(2026, 5, 19)) == [("2026-04-19", "79.00"), ("2026-05-19", "79.00")]


def test_phases_and_discounts_count_paid_periods_only() -> None:
    line = a_line(phases=(Phase(1, euro("40")), Phase(None, euro("79"))))
    off = Discount("d", "Halb", Decimal(50), duration=Duration(DurationKind.PERIODS, 2))
    contract = replace(a_contract(START, line, skipped_first=1), discounts=(off,))
    assert [amount for _, amount in costs(contract, date(2026, 7, 5))] == ["20.00", "39.50", "79.00", "79.00"]


def test_what_is_bought_costs_at_once_and_what_joins_later_is_not_skipped() -> None:
    lines = (a_line(), a_line(2, LineKind.SALE, "49.00"), a_line(3, price="31.00", start_on=date(2026, 3, 10)))
    contract = a_contract(START, *lines, skipped_first=1)
    assert costs(contract, date(2026, 4, 5)) == [
        ("2026-03-05", "49.00"),
        ("2026-03-10", "26.00"),
        ("2026-04-05", "79.00"),
        ("2026-04-05", "31.00"),
    ]


def test_in_arrears_the_first_paid_period_is_asked_for_after_its_end() -> None:
    contract = a_contract(START, skipped_first=1, billing=Billing.IN_ARREARS)
    assert next_due_on(contract, None) == date(2026, 5, 5)


def test_another_rhythm_within_the_skipped_periods_begins_after_them() -> None:
    contract = replace(a_contract(START, skipped_first=1), cycles=(Cycle(date(2026, 3, 20), TWO_WEEKS),))
    assert [first for first, _ in costs(contract, date(2026, 4, 20))] == ["2026-04-05", "2026-04-19"]


def test_an_end_within_the_free_time_leaves_nothing_to_pay_and_no_invoice() -> None:
    for contract in (a_contract(START, trial=TWO_WEEKS), a_contract(START, skipped_first=1)):
        books = Books()
        assert books.run(contract, date(2026, 3, 10)) == ()
        assert books.run(contract.ended(date(2026, 3, 12)), date(2027, 3, 1)) == ()
        assert next_due_on(contract.ended(date(2026, 3, 12)), None) is None


def test_a_month_that_a_discount_makes_free_is_billed_with_nothing() -> None:
    """The invoice says that the voucher was taken, and the period is covered. Source: BILLING.md, lesson 23."""
    off = Discount("d", "Erster Monat frei", Decimal(100), duration=Duration(DurationKind.ONCE))
    [draft] = Books().run(replace(a_contract(START), discounts=(off,)), START)
    assert [(line.posting.price, line.amount) for line in draft.lines] == [(euro("79"), Money(0))]


def test_what_was_paid_goes_back_when_the_start_moves_into_what_was_billed() -> None:
    """March was paid, then it comes out that the trial was agreed from 1 April: all of March goes back."""
    books = Books()
    books.run(a_contract(date(2026, 3, 1)), date(2026, 3, 1))
    later = a_contract(date(2026, 3, 20), trial=TWO_WEEKS)
    books.run(later, date(2026, 3, 21))
    assert (books.rows, books.posted()) == ([], 0)


def test_a_skipped_day_costs_nothing() -> None:
    contract = a_contract(START, skipped_first=1)
    assert rate_on(contract, contract.lines[0], date(2026, 3, 20)).price == Money(0)


@pytest.mark.parametrize("count", [-1, MOST_SKIPPED + 1])
def test_nobody_skips_less_than_none_or_more_than_ten_years(count: int) -> None:
    with pytest.raises(InvalidInput):
        a_contract(START, skipped_first=count)


@given(st.data())
def test_no_run_writes_an_invoice_for_the_free_start_alone(data: st.DataObject) -> None:
    contract = data.draw(tl.contracts())
    free = replace(contract, terms=replace(contract.terms, trial=Interval(Unit.DAY, 30), skipped_first=1))
    day = data.draw(tl.days)
    for draft in Books().run(free, day):
        for line in draft.lines:
            began_with_it = line.posting.line.start_on is None or line.posting.line.start_on <= contract.start_on
            if line.posting.line.is_recurring and began_with_it:
                assert (line.posting.period.start - contract.start_on).days > 30
