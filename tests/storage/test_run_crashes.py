"""The worker dies in the middle of a run: before a batch, within it, or after it was written. The next one ends it."""

from collections.abc import Callable
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from domain.application import Application, Command, Envelope, Event, Seat
from domain.billing.bill_customers import BillCustomers, bill_customers
from domain.billing.run import RunState
from domain.billing.run_billing import run_billing
from domain.handlers import HANDLERS
from domain.ids import CommandId
from domain.money import Money
from storage.billing_runs import PostgresRunBook
from tests.storage.business import Business
from tests.storage.queries.office import office
from tests.storage.trade import check_books, invoices, rent, today

RUN = UUID(int=7)
CUSTOMERS, BATCH = 5, 2
MOMENTS = ("before", "within", "after")


class PowerGone(BaseException):
    """Nothing of the program goes on: not even what catches every error."""


def worker(business: Business, dies: Callable[[str, int], None]) -> Callable[[CommandId, Command], Event]:
    """`dies` is asked before, within and after each batch; each worker has its own login's connection."""
    count = 0

    def written_and_then(command: BillCustomers, unit: Any, clock: Any) -> Event:
        event = bill_customers(command, unit, clock)
        dies("within", count)
        return event

    handlers = MappingProxyType({**HANDLERS, BillCustomers: written_and_then})
    application = Application(business.gate(Seat.WORKER), handlers, Seat.WORKER)
    person = business.seat(Seat.WORKER)[1]

    def run(known: CommandId, command: Command) -> Event:
        nonlocal count
        dies("before", count)
        event = application.run(Envelope(known, command, person, business.clock.now())).event
        dies("after", count)
        count += 1
        assert event is not None
        return event

    return run


def a_run(business: Business, dies: Callable[[str, int], None]) -> int:
    connection = business.connection(Seat.WORKER)
    try:
        return run_billing(RUN, today(business), PostgresRunBook(connection), worker(business, dies), BATCH)
    finally:
        connection.close()


@pytest.mark.parametrize("batch", range(3))
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_next_worker_ends_what_the_first_one_left(business: Business, moment: str, batch: int) -> None:
    bike = business.product(transit_days=0)
    for number in range(CUSTOMERS):
        rent(business, business.customer(f"Kunde {number}"), bike)
    business.pass_days(28)

    def dies(now: str, number: int) -> None:
        if (now, number) == (moment, batch):
            raise PowerGone

    with pytest.raises(PowerGone):
        a_run(business, dies)
    check_books(business)
    done = batch + (moment == "after")
    assert len(invoices(business)) == CUSTOMERS + min(done * BATCH, CUSTOMERS), "whole batches or nothing of them"
    a_run(business, lambda _now, _number: None)
    check_books(business)
    assert len(invoices(business)) == 2 * CUSTOMERS
    [run] = office(business).runs()
    assert (run.state, run.sums[0].gross) == (RunState.DONE, Money.of("395.00"))
    business.pass_days(1)
    assert run_billing(
        UUID(int=8), today(business) - timedelta(days=1), PostgresRunBook(business.connection(Seat.WORKER)),
        worker(business, lambda _now, _number: None),
    ) == 0  # fmt: skip
