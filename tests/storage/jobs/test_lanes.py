"""Two batches of a run at the same time: everyone billed once, numbers without a gap, and nothing left running."""

import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest

from domain.application import Command, Event, Seat
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.billing.cancel_billing_run import CancelBillingRun
from domain.billing.run import RunState
from domain.billing.run_billing import Batch, Billed, run_billing
from domain.handlers import HANDLERS
from domain.ids import CommandId, CustomerId
from storage.billing_runs import PostgresRunBook
from storage.database import Database
from storage.errors import DatabaseUnreachable
from storage.jobs.hand import WorkerHand
from storage.jobs.lanes import LANES, Lanes
from storage.unit import HouseRules
from tests.storage.business import Business, tax_rules
from tests.storage.queries.office import office
from tests.storage.trade import check_books, invoices, rent, today

PATIENCE = 20
COMMAND = CommandId(UUID(int=1))


class PowerGone(BaseException):
    """Nothing of the program goes on: not even what catches every error."""


class Meeting:
    """A hand whose batches end only when another hand is at one, too."""

    place = threading.Barrier(LANES)

    def __init__(self) -> None:
        self.is_closed = False

    def run(self, _id: CommandId, _command: Command) -> Event:
        self.place.wait(PATIENCE)
        return CustomersBilled(1, ())

    def close(self) -> None:
        self.is_closed = True


def batches(count: int) -> list[Batch]:
    return [Batch((CustomerId(UUID(int=number)),), number == count - 1) for number in range(count)]


def billing_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("billing")]


def as_written(batch: Batch) -> Billed:
    return Billed(batch, len(batch.customers))


def test_batches_run_at_the_same_time_answers_come_in_order_and_hands_are_let_go() -> None:
    opened: list[Meeting] = []

    def open_hand() -> Meeting:
        opened.append(Meeting())
        return opened[-1]

    lanes = Lanes(open_hand)

    def work(batch: Batch) -> Billed:
        lanes.run(COMMAND, BillCustomers(batch.customers, date(2026, 3, 1)))
        return as_written(batch)

    with lanes.spread(work, batches(2 * LANES)) as answers:
        assert [billed.batch for billed in answers] == batches(2 * LANES)
    assert len(opened) == LANES
    assert all(hand.is_closed for hand in opened)
    assert billing_threads() == []


def test_no_batch_is_asked_for_long_before_its_turn() -> None:
    asked: list[Batch] = []

    def noting() -> Iterator[Batch]:
        for batch in batches(9):
            asked.append(batch)
            yield batch

    with Lanes(Meeting).spread(as_written, noting()) as answers:
        next(answers)
        assert len(asked) == LANES


def lanes_of(business: Business, before: Callable[[Command], None] = lambda _command: None) -> Lanes:
    """Each batch, on its own thread and connection, begins with `before`."""
    conninfo = business.server.seat_dsn("worker", business.database)

    class Hand(WorkerHand):
        def run(self, command_id: CommandId, command: Command) -> Event:
            before(command)
            return super().run(command_id, command)

    rules = HouseRules(tax_rules())
    return Lanes(lambda: Hand(Database(conninfo), HANDLERS, business.clock, secrets.token_bytes, rules))


def some_customers(business: Business, count: int) -> list[CustomerId]:
    bike = business.product(transit_days=0)
    people = [business.customer(f"Kunde {number}") for number in range(count)]
    for person in people:
        rent(business, person, bike)
    business.pass_days(28)
    return [person.customer_id for person in people]


def a_run(business: Business, lanes: Lanes, run_id: UUID, batch: int = 1) -> int:
    book = PostgresRunBook(business.connection(Seat.WORKER))
    return run_billing(run_id, today(business), book, lanes.run, batch, spread=lanes.spread)


def test_a_run_on_two_lanes_bills_everyone_once_without_a_gap(business: Business) -> None:
    some_customers(business, 7)
    assert a_run(business, lanes_of(business), uuid4()) == 7
    assert len(invoices(business)) == 14
    assert a_run(business, lanes_of(business), uuid4()) == 0
    check_books(business)


@pytest.mark.parametrize("gone", [PowerGone(), DatabaseUnreachable(why="down")], ids=["killed", "down"])
def test_when_one_lane_breaks_the_other_ends_its_batch_and_the_next_run_does_the_rest(
    business: Business, gone: BaseException
) -> None:
    people = some_customers(business, 6)

    def breaks(command: Command) -> None:
        if isinstance(command, BillCustomers) and people[2] in command.customer_ids:
            raise gone

    run_id = uuid4()
    with pytest.raises(type(gone)):
        a_run(business, lanes_of(business, breaks), run_id)
    assert billing_threads() == []
    check_books(business)
    a_run(business, lanes_of(business), run_id)
    assert len(invoices(business)) == 12
    [run] = office(business).runs()
    assert (run.state, run.invoices) == (RunState.DONE, 6)
    check_books(business)


def test_a_run_nobody_wants_any_more_ends_with_the_batches_that_had_begun(business: Business) -> None:
    some_customers(business, 8)
    run_id = uuid4()
    first = threading.Lock()

    def cancel(_command: Command) -> None:
        if first.acquire(blocking=False):
            business.answer(Seat.BACKOFFICE, CancelBillingRun(run_id))

    written = a_run(business, lanes_of(business, cancel), run_id)
    assert 1 <= written <= LANES
    [run] = office(business).runs()
    assert (run.state, run.invoices, run.customers_done) == (RunState.CANCELLED, written, written)
    check_books(business)


def test_the_bad_one_is_named_whichever_lane_met_him(business: Business) -> None:
    people = some_customers(business, 5)

    def fails(command: Command) -> None:
        if isinstance(command, BillCustomers) and people[3] in command.customer_ids:
            raise ZeroDivisionError

    assert a_run(business, lanes_of(business, fails), uuid4(), batch=2) == 4
    (skipped,) = office(business).billing_state().skipped.rows
    assert (skipped.customer_id, skipped.facts["why"]) == (people[3], "ZeroDivisionError")
    check_books(business)
