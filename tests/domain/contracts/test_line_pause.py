"""One line rests while the contract goes on: beans skipped in August, one of two bikes in repair."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.billing.charges import charges
from domain.contracts.day_facts import Circumstances, reached
from domain.contracts.model import Contract, ContractLineNotFound, LineKind
from domain.contracts.parts import Discount, Duration, DurationKind, Pause
from domain.contracts.pausing import NotPaused, PausesOverlap, paused, resumed, term_end, whole_pause_on
from domain.contracts.status import Status
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from tests.domain.billing.timelines import Books, a_contract, a_line, billed_per_line, owed_per_line

JANUARY, MARCH, APRIL = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)
MACHINE = a_line(1, price="30.00")
BEANS = a_line(2, LineKind.CONSUMABLE, "20.00")
SKIP_MARCH = Pause(MARCH, APRIL, line_ids=(BEANS.id,))


def machine_and_beans() -> Contract:
    return a_contract(JANUARY, MACHINE, BEANS)


def costs(contract: Contract, line_id: ContractLineId, until: date) -> list[tuple[int, str]]:
    found = [each for each in charges(contract, until) if each.line.id == line_id]
    return [(each.period.start.month, str(each.amount.decimal())) for each in found]


def test_only_the_line_that_rests_is_free() -> None:
    contract = paused(machine_and_beans(), SKIP_MARCH)
    assert costs(contract, MACHINE.id, APRIL) == [(1, "30.00"), (2, "30.00"), (3, "30.00"), (4, "30.00")]
    assert costs(contract, BEANS.id, APRIL) == [(1, "20.00"), (2, "20.00"), (4, "20.00")]


def test_what_was_billed_of_the_line_goes_back_and_the_other_line_stays() -> None:
    books, contract = Books(), machine_and_beans()
    books.run(contract, MARCH)
    skipped = paused(contract, SKIP_MARCH)
    [note] = books.run(skipped, date(2026, 3, 2))
    assert [(line.posting.reason.value, line.posting.line.id, str(note.gross)) for line in note.lines] == [
        ("pause_credit", BEANS.id, "20.00 EUR")
    ]
    books.run(resumed(skipped, MARCH), date(2026, 3, 3))
    assert billed_per_line(books.rows) == owed_per_line(contract, MARCH)


def test_to_the_day_one_of_two_bikes_is_in_repair() -> None:
    """11 to 20 March: 21 of 31 days of 31.00 are 21.00, the other bike costs its month."""
    bikes = a_contract(JANUARY, a_line(1, price="31.00"), a_line(2, price="31.00"))
    repair = Pause(date(2026, 3, 11), date(2026, 3, 21), to_the_day=True, line_ids=(bikes.lines[1].id,))
    contract = paused(bikes, repair)
    assert costs(contract, bikes.lines[0].id, MARCH)[-1] == (3, "31.00")
    assert [amount for month, amount in costs(contract, bikes.lines[1].id, MARCH) if month == 3] == ["10.00", "11.00"]


def test_a_discount_counts_the_paid_periods_of_each_line() -> None:
    off = Discount("d", "Halb", Decimal(50), duration=Duration(DurationKind.PERIODS, 3))
    contract = paused(replace(machine_and_beans(), discounts=(off,)), SKIP_MARCH)
    may = date(2026, 5, 1)
    assert [amount for _, amount in costs(contract, MACHINE.id, may)] == ["15.00", "15.00", "15.00", "30.00", "30.00"]
    assert [amount for _, amount in costs(contract, BEANS.id, may)] == ["10.00", "10.00", "10.00", "20.00"]


def test_pauses_of_different_lines_may_lie_side_by_side_but_no_line_rests_twice() -> None:
    contract = paused(machine_and_beans(), SKIP_MARCH)
    both = paused(contract, replace(SKIP_MARCH, line_ids=(MACHINE.id,)))
    assert len(both.pauses) == 2
    for twice in (SKIP_MARCH, replace(SKIP_MARCH, line_ids=())):
        with pytest.raises(PausesOverlap):
            paused(contract, twice)


def test_a_line_that_the_contract_does_not_have_cannot_rest() -> None:
    with pytest.raises(ContractLineNotFound):
        paused(machine_and_beans(), replace(SKIP_MARCH, line_ids=(ContractLineId(UUID(int=9)),)))


def test_resuming_names_the_line_or_takes_the_pause_of_all() -> None:
    rest = Pause(MARCH, None, line_ids=(BEANS.id,))
    contract = paused(paused(machine_and_beans(), rest), replace(rest, line_ids=(MACHINE.id,)))
    again = resumed(contract, APRIL, MACHINE.id)
    assert {pause.line_ids: pause.resume_on for pause in again.pauses} == {(BEANS.id,): None, (MACHINE.id,): APRIL}
    with pytest.raises(NotPaused):
        resumed(again, APRIL, MACHINE.id)
    june = Pause(date(2026, 6, 1), date(2026, 7, 1))
    known = paused(resumed(again, date(2026, 5, 1)), june)
    assert resumed(known, date(2026, 5, 15)).pauses == tuple(each for each in known.pauses if each != june)


def test_a_contract_with_a_resting_line_goes_on_by_status_and_term() -> None:
    contract = paused(machine_and_beans(), SKIP_MARCH)
    told = reached(contract, date(2026, 3, 10), Circumstances({}))
    assert (told.contract.status, told.told, whole_pause_on(contract, date(2026, 3, 10))) == (Status.ACTIVE, (), None)
    year = a_contract(JANUARY, MACHINE, BEANS, min_term=Interval(Unit.YEAR)).ended(date(2026, 12, 31))
    moved = paused(year, replace(SKIP_MARCH, moves_end=True))
    assert (moved.end_on, term_end(moved)) == (year.end_on, date(2026, 12, 31))


def test_the_end_of_its_own_moves_with_the_pause_of_a_line_and_comes_back() -> None:
    contract = machine_and_beans().line_ended(BEANS.id, date(2026, 6, 30))
    skip = replace(SKIP_MARCH, moves_end=True)
    moved = paused(contract, skip)
    assert moved.line(BEANS.id).end_on == date(2026, 8, 1)
    assert resumed(moved, MARCH) == contract
    days = Pause(MARCH, date(2026, 3, 11), to_the_day=True, moves_end=True, line_ids=(BEANS.id,))
    assert paused(contract, days).line(BEANS.id).end_on == date(2026, 7, 11)
