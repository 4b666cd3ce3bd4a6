"""A run as people meet it: on record, to be ended, held back where a person is to look, and without a lost number."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from domain.application import Application, Command, Envelope, Event, Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.cancel_billing_run import CancelBillingRun, RunHasEnded
from domain.billing.check_numbers import CheckNumbers
from domain.billing.preview_run import Oddity
from domain.billing.register import NumberNotMissing, NumberState, VoidReasonMissing
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.run import RunState, UnknownRun, run_id_of
from domain.billing.run_billing import run_billing
from domain.billing.void_number import VoidNumber
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.move_start import MoveStart
from domain.contracts.terms import ContractTerms
from domain.handlers import HANDLERS
from domain.ids import CommandId, ContractId, ContractLineId, CustomerId, new_uuid
from domain.money import Money
from domain.period import Interval, Unit
from domain.views.office_rows import RunRow
from storage.billing_runs import PostgresRunBook
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.queries.office import office
from tests.storage.trade import bill, check_books, contract_of, differences, invoices, rent, today


def some_customers(business: Business, count: int) -> list[CustomerId]:
    bike = business.product(transit_days=0)
    found = [business.customer(f"Kunde {i}") for i in range(count)]
    for each in found:
        rent(business, each, bike)
    return [each.customer_id for each in found]


def run_now(business: Business, command: RequestBillingRun) -> RunRow:
    """Asked for at the back office, done by the worker."""
    known = CommandId(new_uuid(business.clock.now(), secrets.token_bytes))
    business.answer(Seat.BACKOFFICE, command, known)
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.follow_command(known)
    hands.close()
    return next(run for run in office(business).runs() if run.id == run_id_of(known))


def worker(business: Business) -> Callable[[CommandId, Command], Event]:
    application = Application(business.gate(Seat.WORKER), HANDLERS, Seat.WORKER)
    person = business.seat(Seat.WORKER)[1]

    def run(known: CommandId, command: Command) -> Event:
        event = application.run(Envelope(known, command, person, business.clock.now())).event
        assert event is not None
        return event

    return run


def test_a_run_says_who_asked_how_far_it_is_and_what_it_came_to(business: Business) -> None:
    some_customers(business, 2)
    business.pass_days(28)
    asked = business.answer(Seat.BACKOFFICE, RequestBillingRun(today(business)))
    waiting = office(business).runs()[0]
    assert (waiting.state, waiting.who, waiting.finished_at) == (RunState.WAITING, "Anna", None)
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.follow_command(asked.command_id)
    hands.close()
    done = office(business).runs()[0]
    assert (done.state, done.customers, done.customers_done, done.invoices) == (RunState.DONE, 2, 2, 2)
    (total,) = done.sums
    assert (total.invoices, total.credit_notes, total.gross) == (2, 0, Money.of("158.00"))
    assert total.net + total.vat == total.gross
    assert office(business).billing_state().due_contracts == 0
    check_books(business)


def test_a_run_that_is_not_wanted_any_more_ends_before_its_next_batch(business: Business) -> None:
    some_customers(business, 4)
    business.pass_days(28)
    book, real = PostgresRunBook(business.connection(Seat.WORKER)), worker(business)
    run_id = uuid4()

    def ended_after_one(known: CommandId, command: Command) -> Event:
        event = real(known, command)
        business.answer(Seat.BACKOFFICE, CancelBillingRun(run_id))
        return event

    assert run_billing(run_id, today(business), book, ended_after_one, 2) == 2
    run = office(business).runs()[0]
    assert (run.state, run.customers_done, run.customers, run.invoices) == (RunState.CANCELLED, 2, 4, 2)
    with pytest.raises(RunHasEnded):
        business.answer(Seat.BACKOFFICE, CancelBillingRun(run_id))
    with pytest.raises(UnknownRun):
        business.answer(Seat.BACKOFFICE, CancelBillingRun(uuid4()))
    assert run_billing(run_id, today(business), book, real, 2) == 0, "cancelled stays cancelled"
    assert run_billing(uuid4(), today(business), book, real, 2) == 2, "the next run bills the rest"
    check_books(business)


def test_cancelled_before_it_began_it_bills_nothing(business: Business) -> None:
    some_customers(business, 1)
    business.pass_days(28)
    asked = business.answer(Seat.BACKOFFICE, RequestBillingRun(today(business)))
    business.answer(Seat.BACKOFFICE, CancelBillingRun(run_id_of(asked.command_id)))
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.follow_command(asked.command_id)
    hands.close()
    run = office(business).runs()[0]
    assert (run.state, run.documents) == (RunState.CANCELLED, 0)
    assert run.finished_at is not None
    assert len(invoices(business)) == 1


def test_a_batch_that_fails_is_done_one_by_one_and_the_bad_one_is_named(business: Business) -> None:
    people = some_customers(business, 3)
    business.pass_days(28)
    real = worker(business)

    def fails_for_one(known: CommandId, command: Command) -> Event:
        assert isinstance(command, BillCustomers)
        if people[1] in command.customer_ids:
            raise ZeroDivisionError
        return real(known, command)

    run_billing(uuid4(), today(business), PostgresRunBook(business.connection(Seat.WORKER)), fails_for_one)
    state = office(business).billing_state()
    assert (state.runs[0].invoices, state.runs[0].state) == (2, RunState.DONE)
    (skipped,) = state.skipped.rows
    assert (skipped.customer_id, skipped.code) == (people[1], "contract_not_billable")
    assert skipped.facts["why"] == "ZeroDivisionError"
    again = run_now(business, RequestBillingRun(today(business), (ContractId(skipped.contract.id),)))
    assert (again.invoices, again.only_contracts, again.failures) == (1, 1, ())
    assert office(business).billing_state().skipped.rows == ()


def test_what_was_billed_before_the_start_moved_reaches_into_the_next_period_and_is_not_billed_twice(
    business: Business,
) -> None:
    """Every two weeks from 31 January; on 22 February the start turns out to have been on 22 January. The row that is
    paid until the 27th keeps its days and reaches over 19 February, where a period begins now. In that period's midst a
    charge falls due: the night takes what began before it for settled."""
    terms = ContractTerms(interval=Interval(Unit.WEEK, 2))
    rent(business, business.customer(), business.product(transit_days=0, terms=terms))
    book, hand = PostgresRunBook(business.connection(Seat.WORKER)), worker(business)

    def night() -> None:
        run_billing(uuid4(), today(business), book, hand)
        assert business.rows("SELECT code, facts FROM umlauf.billing_failure") == []

    def nights(count: int) -> None:
        for _ in range(count):
            business.pass_days(1)
            night()

    nights(22)
    [row] = business.rows("SELECT id, start_on FROM umlauf.contract")
    once = ChargedItem(ContractLineId(uuid4()), "Display", Money.of("20.00"))
    version, late = contract_of(business, row["id"]).version, today(business) + timedelta(days=4)
    business.do(Seat.BACKOFFICE, ChargeOnce(row["id"], version, items=(once,), on=late))
    earlier = row["start_on"] - timedelta(days=9)
    business.do(Seat.BACKOFFICE, MoveStart(row["id"], version + 1, "kam früher", start_on=earlier))
    nights(20)
    assert not differences(business, row["id"], today(business))
    check_books(business)


def test_a_contract_far_behind_waits_for_a_person_and_is_billed_when_she_agrees(business: Business) -> None:
    late, _ = some_customers(business, 2)
    business.pass_days(28)
    bill(business, today(business), late)
    business.pass_days(31)
    bill(business, today(business), late)
    business.pass_days(31 + 31)
    night = worker(business)
    run_billing(uuid4(), today(business), PostgresRunBook(business.connection(Seat.WORKER)), night)
    state = office(business).billing_state()
    (held,) = state.skipped.rows
    assert (held.is_backlog, held.facts["periods"], state.runs[0].invoices) == (True, "4", 1)
    refused = run_now(business, RequestBillingRun(today(business), (ContractId(held.contract.id),)))
    assert refused.documents == 0, "trying again does not do without the person"
    agreed = run_now(business, RequestBillingRun(today(business), (ContractId(held.contract.id),), with_backlog=True))
    assert (agreed.documents, agreed.sums[0].gross) == (1, Money.of("316.00"))
    assert office(business).billing_state().skipped.rows == ()
    check_books(business)


def test_two_workers_at_one_run_and_two_runs_at_once_bill_everyone_once(business: Business) -> None:
    some_customers(business, 6)
    business.pass_days(28)
    books = [PostgresRunBook(business.connection(Seat.WORKER)) for _ in range(3)]
    assert books[0].take(UUID(int=7))
    assert not books[1].take(UUID(int=7)), "another worker is at this very run"
    books[0].leave(UUID(int=7))
    assert books[1].take(UUID(int=7))
    hands = [worker(business) for _ in books]

    def run(number: int) -> int:
        return run_billing(UUID(int=number), today(business), books[number], hands[number], 2)

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == 6
    assert len(invoices(business)) == 12
    check_books(business)


def test_the_preview_is_what_the_run_then_writes(business: Business) -> None:
    some_customers(business, 2)
    business.pass_days(20)
    business.order(business.customer("Neu"), business.product("Neu", sku="N"))
    tonight = today(business) + timedelta(days=8)
    shown = office(business).preview_run(tonight)
    assert shown.last_customer is None
    assert [line.oddity for line in shown.part.lines] == [Oddity.USUAL, Oddity.USUAL]
    assert [line.difference for line in shown.part.lines] == [Money(0), Money(0)]
    assert len(invoices(business)) == 2, "a look writes nothing"
    business.pass_days(8)
    run = run_now(business, RequestBillingRun(today(business)))
    assert run.sums == shown.part.sums
    assert office(business).preview_run(tonight).part.lines == ()


def test_every_number_stands_in_the_register_and_a_gap_waits_for_the_owner(business: Business) -> None:
    some_customers(business, 2)
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.number_series SET next = next + 2")
    series = office(business).number_series()
    assert [(each.series, each.drawn) for each in series] == [("R-2026", 4)]
    rows = office(business).number_register("R-2026")
    assert [(row.number, row.state) for row in rows] == [
        ("R-2026-000004", NumberState.MISSING),
        ("R-2026-000003", NumberState.MISSING),
        ("R-2026-000002", NumberState.ISSUED),
        ("R-2026-000001", NumberState.ISSUED),
    ]
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.check_numbers()
    hands.check_numbers()
    hands.close()
    business.do(Seat.BACKOFFICE, CheckNumbers())
    tasks = business.rows("SELECT kind, subject, facts FROM umlauf.task")
    assert tasks == [{"kind": "number_gap", "subject": "R-2026-000003", "facts": {"series": "R-2026", "count": 2}}]
    for number in (3, 4):
        business.do(Seat.OWNER, VoidNumber("R-2026", number, "  Druck verunglückt "))
    top = office(business).number_register("R-2026", limit=1)[0]
    assert (top.state, top.reason, top.who) == (NumberState.VOID, "Druck verunglückt", "Lena")
    assert office(business).number_register("R-2026", before=2)[0].number == "R-2026-000001"
    assert business.do(Seat.OWNER, CheckNumbers()).missing == ()
    for number in (1, 3, 5):
        with pytest.raises(NumberNotMissing):
            business.answer(Seat.OWNER, VoidNumber("R-2026", number, "noch einmal"))
    with pytest.raises(VoidReasonMissing):
        business.answer(Seat.OWNER, VoidNumber("R-2026", 3, " "))
