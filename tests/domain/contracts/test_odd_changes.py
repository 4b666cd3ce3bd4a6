"""Odd combinations on one timeline: phases with single payments, gifts over several periods, rests with an end."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.billing.charges import charges
from domain.billing.stretches import price_on
from domain.contracts.add_line import AddLine
from domain.contracts.change_interval import ChangeInterval
from domain.contracts.change_payment import ChangePayment
from domain.contracts.change_price import ChangePrice
from domain.contracts.changing import applied
from domain.contracts.edits import NoSuchPeriod
from domain.contracts.effective import NEXT_PERIOD, NothingToChangeYet, Timing, When
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Cycle, Discount, GiveBack, Pause, Phase
from domain.contracts.pausing import paused, resumed
from domain.contracts.terms import ContractTerms
from domain.ids import ContractId, ContractLineId
from domain.period import Interval, Period, Unit
from tests.domain.billing.timelines import CUSTOMER, Books, a_contract, a_line, euro, owed_per_line

NEW_YEAR = date(2026, 1, 1)
WEEK = Interval(Unit.WEEK)
YEAR = Interval(Unit.YEAR)
BACKDATED = {"reason": "so vereinbart"}


def amounts(contract: Contract, until: date, line: int = 0) -> list[str]:
    """What each charge of one line costs."""
    wanted = contract.lines[line].id
    return [str(charge.amount.decimal()) for charge in charges(contract, until) if charge.line.id == wanted]


def payment(contract: Contract, first_day: date, price: str) -> Contract:
    command = ChangePayment(
        contract.id, contract.version, "Kulanz", line_id=contract.lines[0].id, first_day=first_day, price=euro(price)
    )
    return applied(command, contract, NEW_YEAR)


def test_one_payment_in_a_phase_leaves_the_phases_before_and_after_as_they_were() -> None:
    """Three months for 59.00, then 79.00. February alone costs 10.00, then May alone 20.00."""
    line = a_line(phases=(Phase(3, euro("59")), Phase(None, euro("79"))))
    contract = payment(a_contract(NEW_YEAR, line), date(2026, 2, 1), "10")
    assert amounts(contract, date(2026, 6, 1)) == ["59.00", "10.00", "59.00", "79.00", "79.00", "79.00"]
    contract = payment(contract, date(2026, 5, 1), "20")
    assert amounts(contract, date(2026, 7, 1)) == ["59.00", "10.00", "59.00", "79.00", "20.00", "79.00", "79.00"]


def test_one_payment_costs_one_price_even_where_the_price_would_change_within_it() -> None:
    """From 15 February on 89.00; February alone is to cost 10.00 and March the new price."""
    contract = a_contract(NEW_YEAR)
    contract = contract.price_changed(contract.lines[0].id, date(2026, 2, 15), euro("89"))
    contract = payment(contract, date(2026, 2, 1), "10")
    assert amounts(contract, date(2026, 3, 1)) == ["79.00", "10.00", "89.00"]


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 3, 1), date(2025, 12, 1)])
def test_a_day_on_which_nothing_is_charged_has_no_payment_to_change(day: date) -> None:
    """Neither a day within a period, nor a paused month, nor one before the start."""
    contract = paused(a_contract(NEW_YEAR), Pause(date(2026, 3, 1), date(2026, 4, 1)))
    with pytest.raises(NoSuchPeriod):
        payment(contract, day, "10")


def test_goodwill_for_a_month_is_the_same_whichever_of_its_weeks_are_due() -> None:
    """30.00 for January, which after a change to weeks is four charges and a bit: no week gives back more for being
    looked at alone, so a run that knows only the open weeks credits nothing twice."""
    contract = a_contract(NEW_YEAR, a_line(price="100.00"), interval=WEEK)
    gift = GiveBack("g", contract.lines[0].id, Period(NEW_YEAR, date(2026, 1, 29)), euro("30"))
    contract = replace(contract, given_back=(gift,))
    assert amounts(contract, date(2026, 1, 8)) == ["92.50", "92.50"]
    assert [str(each.amount.decimal()) for each in charges(contract, date(2026, 1, 29), date(2026, 1, 22))] == [
        "92.50",
        "100.00",
    ]
    books = Books()
    for day in (1, 8, 15, 22, 29):
        books.run(contract, date(2026, 1, day))
    assert {draft.kind for draft in books.documents} == {"invoice"}
    assert sum(row.amount.minor for row in books.rows) == sum(owed_per_line(contract, date(2026, 1, 29)).values())


def test_a_price_in_a_phase_follows_into_another_interval() -> None:
    """Half price for a year (39.50 a month): the year that begins in it costs 12 · 39.50, not 12 · 79.00."""
    line = a_line(phases=(Phase(12, euro("39.50")), Phase(None, euro("79"))))
    contract = a_contract(NEW_YEAR, line)
    command = ChangeInterval(contract.id, 0, **BACKDATED, interval=YEAR, timing=Timing(When.ON_DATE, date(2026, 4, 1)))
    assert amounts(applied(command, contract, NEW_YEAR), date(2026, 4, 1)) == ["39.50", "39.50", "39.50", "474.00"]


def test_a_monthly_line_on_a_contract_that_went_over_to_years_stays_monthly() -> None:
    contract = a_contract(NEW_YEAR)
    contract = replace(contract, cycles=(Cycle(date(2026, 2, 1), YEAR),))
    month = Interval(Unit.MONTH)
    more = {"title": "Bohnen", "line_kind": LineKind.CONSUMABLE, "price": euro("20"), "interval": month}
    command = AddLine(contract.id, 0, line_id=ContractLineId(UUID(int=2)), start_on=date(2026, 2, 1), **more)
    changed = applied(command, contract, date(2026, 2, 1))
    assert amounts(changed, date(2026, 4, 1), line=1) == ["20.00", "20.00", "20.00"]


def test_a_discount_in_euro_is_shared_by_what_the_lines_cost_then() -> None:
    """The bike is free in its first month: all ten euro come off the service, 20.00 - 10.00."""
    bike = a_line(1, phases=(Phase(1, euro("0")),))
    contract = a_contract(NEW_YEAR, bike, a_line(2, LineKind.SERVICE, "20.00"))
    contract = replace(contract, discounts=(Discount("d", "Zehn Euro", amount=euro("10")),))
    assert amounts(contract, NEW_YEAR, line=0) == ["0.00"]
    assert amounts(contract, NEW_YEAR, line=1) == ["10.00"]


def test_a_line_added_in_the_trial_has_the_whole_discount() -> None:
    """The bike is on trial until the 15th and pays nothing; the lock pays from the 5th and gets all ten euro."""
    lock = a_line(2, LineKind.SERVICE, "20.00", start_on=date(2026, 1, 5), anchor_on=date(2026, 1, 5))
    contract = a_contract(NEW_YEAR, a_line(1), lock, trial=Interval(Unit.DAY, 14))
    contract = replace(contract, discounts=(Discount("d", "Zehn Euro", amount=euro("10")),))
    assert amounts(contract, date(2026, 1, 5), line=1) == ["10.00"]


def test_only_the_thing_that_stays_costs_its_storage_price() -> None:
    """A cello in summer for 5.00; its insurance and the strings rest for nothing."""
    lines = (a_line(1), a_line(2, LineKind.SERVICE, "9.90"), a_line(3, LineKind.CONSUMABLE, "12.00"))
    contract = paused(a_contract(NEW_YEAR, *lines), Pause(date(2026, 2, 1), None, storage_price=euro("5")))
    assert [amounts(contract, date(2026, 3, 1), line) for line in range(3)] == [
        ["79.00", "5.00", "5.00"],
        ["9.90"],
        ["12.00"],
    ]


def test_a_pause_that_is_taken_back_leaves_the_end_where_it_was() -> None:
    """A year from 31 March: the end moves from 31 March to 30 April and back to the 31st, not to the 30th."""
    contract = a_contract(date(2026, 3, 31)).ended(date(2027, 3, 30))
    rested = paused(contract, Pause(date(2026, 7, 31), date(2026, 8, 31), moves_end=True))
    assert rested.end_on == date(2027, 4, 30)
    assert resumed(rested, date(2026, 7, 31)).end_on == date(2027, 3, 31)


def test_a_pause_moves_the_end_by_periods_of_the_rhythm_that_holds_then() -> None:
    """Agreed by the month, by the week since February: two paused weeks make the term two weeks longer."""
    contract = replace(a_contract(NEW_YEAR), cycles=(Cycle(date(2026, 2, 1), WEEK),)).ended(date(2026, 12, 31))
    rested = paused(contract, Pause(date(2026, 3, 1), date(2026, 3, 15), moves_end=True))
    assert rested.end_on == date(2027, 1, 15)


def test_what_has_not_started_says_so() -> None:
    line = a_line()
    draft = Contract(ContractId(UUID(int=1)), "CT-000001", CUSTOMER, None, ContractTerms(), (line,))
    with pytest.raises(NothingToChangeYet):
        applied(ChangePrice(draft.id, 0, line_id=line.id, price=euro("5"), timing=NEXT_PERIOD), draft, NEW_YEAR)


def test_the_price_on_a_day_knows_phases_and_changes() -> None:
    line = a_line(phases=(Phase(1, euro("0")), Phase(1, euro("40"))), quantity=Decimal(2))
    contract = a_contract(NEW_YEAR, line)
    assert [price_on(contract, line, date(2026, month, 9)) for month in (1, 2, 3)] == [
        euro(x) for x in ("0", "40", "79")
    ]
