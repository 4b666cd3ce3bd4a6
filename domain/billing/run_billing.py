"""A whole run: batches of customers, each one transaction; a batch that fails falls back to customer by customer.

Source: DESIGN.md 4; DECISIONS 9; BILLING.md, lessons 3 to 5.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, CustomerId

BATCH = 500


class RunBook(Protocol):
    """The record of runs, kept by the worker."""

    def start(self, run_id: UUID, as_of: date) -> None:
        """Harmless when the run was started before (a worker was killed and the job runs again)."""
        ...

    def due_customers(self, as_of: date) -> list[CustomerId]: ...

    def leave_out(self, run_id: UUID, customer_id: CustomerId, error: AppError) -> None: ...

    def finish(self, run_id: UUID) -> None: ...


def run_billing(
    run_id: UUID, as_of: date, book: RunBook, run: Callable[[CommandId, Command], Event], batch: int = BATCH
) -> int:
    """Bills everything that is due on `as_of`; the number of documents written.

    Interrupted and started again with the same `run_id`, it goes on where it was.

    Raises:
        Unavailable: the database went away; the run is open and is to be run again.
    """
    book.start(run_id, as_of)
    customers = book.due_customers(as_of)
    written = 0
    for start in range(0, len(customers), batch):
        chunk = customers[start : start + batch]
        try:
            written += _bill(run_id, as_of, chunk, run)
        except Unavailable:
            raise
        except AppError:
            written += _one_by_one(run_id, as_of, chunk, book, run)
    book.finish(run_id)
    return written


def _bill(
    run_id: UUID, as_of: date, customers: Sequence[CustomerId], run: Callable[[CommandId, Command], Event]
) -> int:
    name = ",".join(str(customer) for customer in customers)
    with _collector_at_rest():
        done = run(CommandId(uuid5(run_id, name)), BillCustomers(tuple(customers), as_of, run_id=run_id))
    return done.invoices if isinstance(done, CustomersBilled) else 0


def _one_by_one(
    run_id: UUID,
    as_of: date,
    customers: Sequence[CustomerId],
    book: RunBook,
    run: Callable[[CommandId, Command], Event],
) -> int:
    written = 0
    for customer in customers:
        try:
            written += _bill(run_id, as_of, [customer], run)
        except Unavailable:
            raise
        except AppError as refused:
            book.leave_out(run_id, customer, refused)
    return written


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """For one batch. Python's search for cycles would go through the batch's values many times, a third of the whole
    time of a run, and find nothing: they hold no cycles and are freed as soon as the batch is written."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
