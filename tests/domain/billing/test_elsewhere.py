"""Days that another system billed cost nothing here, and count all the same for what comes later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.contracts.elsewhere import Elsewhere
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Pause, Phase
from domain.contracts.status import Status
from domain.contracts.terms import Billing
from domain.deliveries.schedule import deliveries
from domain.period import Interval, Unit
from tests.domain.billing.timelines import PIECES, a_contract, a_line, euro


def brought(contract: Contract, until: date) -> Contract:
    return replace(contract, elsewhere=Elsewhere(until, "Altsystem", "V-1"))


def shown(contract: Contract, until: date) -> list[tuple[date, date | None, int, int, str]]:
    return [
        (one.period.first_day, one.period.last_day, one.days, one.of_days, str(one.amount.decimal()))
        for one in charges(contract, until)
    ]


def test_the_first_period_of_ours_is_a_whole_one_where_the_other_system_billed_whole_ones() -> None:
    contract = brought(a_contract(date(2025, 3, 15)), date(2026, 12, 15))
    assert next_due_on(contract, None) == date(2026, 12, 15)
    assert shown(contract, date(2026, 12, 14)) == []
    assert shown(contract, date(2026, 12, 15)) == [(date(2026, 12, 15), date(2027, 1, 14), 31, 31, "79.00")]


def test_within_a_period_the_rest_of_it_is_charged_by_days() -> None:
    """79.00 for 15 November to 14 December; 14 of its 30 days are ours: 36.87."""
    contract = brought(a_contract(date(2025, 3, 15)), date(2026, 12, 1))
    assert shown(contract, date(2026, 12, 15)) == [
        (date(2026, 12, 1), date(2026, 12, 14), 14, 30, "36.87"),
        (date(2026, 12, 15), date(2027, 1, 14), 31, 31, "79.00"),
    ]


def test_a_year_in_advance_is_asked_for_when_the_paid_year_is_over() -> None:
    yearly = brought(a_contract(date(2025, 5, 1), interval=Interval(Unit.YEAR)), date(2027, 5, 1))
    assert next_due_on(yearly, None) == date(2027, 5, 1)
    assert shown(yearly, date(2027, 4, 30)) == []
    assert [row[:2] for row in shown(yearly, date(2027, 5, 1))] == [(date(2027, 5, 1), date(2028, 4, 30))]


def test_in_arrears_the_rest_is_due_on_the_day_after_its_last() -> None:
    contract = brought(a_contract(date(2025, 3, 15), billing=Billing.IN_ARREARS), date(2026, 12, 1))
    assert next_due_on(contract, None) == date(2026, 12, 15)
    assert shown(contract, date(2026, 12, 14)) == []
    assert shown(contract, date(2026, 12, 15))[0][:3] == (date(2026, 12, 1), date(2026, 12, 14), 14)


def test_a_pause_goes_on_over_the_cut_over() -> None:
    contract = brought(a_contract(date(2025, 3, 15)), date(2026, 12, 15))
    paused = replace(contract, pauses=(Pause(date(2026, 9, 15), date(2027, 2, 15)),))
    assert shown(paused, date(2027, 2, 14)) == []
    assert shown(paused, date(2027, 2, 15))[0][:2] == (date(2027, 2, 15), date(2027, 3, 14))


def test_periods_that_were_paid_elsewhere_count_for_the_phases() -> None:
    """Twelve at 59.00, then 79.00: eleven of them were paid elsewhere."""
    line = replace(a_line(), phases=(Phase(12, euro("59.00")),))
    contract = brought(a_contract(date(2026, 1, 1), line), date(2026, 12, 1))
    assert [row[4] for row in shown(contract, date(2027, 1, 1))] == ["59.00", "79.00"]


def test_what_was_charged_once_is_not_charged_again_but_a_deposit_that_we_hold_is_ours() -> None:
    fee = a_line(2, LineKind.FEE)
    deposit = a_line(3, LineKind.DEPOSIT)
    contract = brought(a_contract(date(2025, 3, 15), fee, deposit), date(2026, 12, 15))
    assert [one.line.kind for one in charges(contract, date(2027, 3, 1))] == [LineKind.DEPOSIT]


def test_consumables_are_delivered_from_the_cut_over_on() -> None:
    beans = a_line(1, LineKind.CONSUMABLE, variant_id=PIECES[0])
    contract = replace(brought(a_contract(date(2025, 3, 15), beans), date(2026, 12, 15)), status=Status.ACTIVE)
    days = [each.slot.day for each in deliveries(contract, (), date(2027, 1, 20))]
    assert days == [date(2026, 12, 15), date(2027, 1, 15)]


@given(
    start=st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    until=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    months=st.sampled_from([1, 3, 6, 12]),
)
def test_no_day_before_the_cut_over_is_charged_and_none_after_it_is_left_out(
    start: date, until: date, months: int
) -> None:
    contract = brought(a_contract(start, interval=Interval(Unit.MONTH, months)), until)
    found = charges(contract, date(2029, 1, 1))
    assert found[0].period.start == until
    assert all(one.period.end == two.period.start for one, two in pairwise(found))
    assert all(Decimal(0) < one.amount.decimal() for one in found)
