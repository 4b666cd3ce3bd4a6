"""A whole run: batches of customers, each one transaction; a batch that fails falls back to customer by customer.

Source: DESIGN.md 4; DECISIONS 9; BILLING.md, lessons 3 to 5.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.billing.backlog import NotBillable
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.billing.run import RunState
from domain.errors import AppError, Conflict, Unavailable
from domain.ids import CommandId, ContractId, CustomerId

BATCH = 500
PAGE = 10_000
"""So many customers are asked for at once."""
WATCHED_BATCH = 25
"""While somebody looks on: the bar moves, and the run can be ended, this often at least."""

Run = Callable[[CommandId, Command], Event]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some customers of a run. `is_last`: none follows."""

    customers: tuple[CustomerId, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Billed:
    """What became of a batch: documents written, and who was left out and why."""

    batch: Batch
    documents: int
    left_out: tuple[tuple[CustomerId, AppError], ...] = ()


Spread = Callable[[Callable[[Batch], Billed], Iterable[Batch]], AbstractContextManager[Iterator[Billed]]]
"""Does the work for each batch and gives the answers in the order of the batches. It may have a few batches done at the
same time, each on a thread of its own; the batches themselves are asked for on the caller's thread. What it began is
over when its block is left."""


@contextmanager
def one_by_one(work: Callable[[Batch], Billed], batches: Iterable[Batch]) -> Iterator[Iterator[Billed]]:
    """A batch begins when the one before it is written."""
    yield map(work, batches)


class RunBook(Protocol):
    """The record of runs, kept by the worker."""

    def take(self, run_id: UUID) -> bool:
        """False: another worker is at this very run. Held until `leave`, or until the connection is gone."""
        ...

    def leave(self, run_id: UUID) -> None: ...

    def start(self, run_id: UUID, as_of: date, customers: int) -> bool:
        """`customers` are still to be done. Harmless when the run was started before. False: it was cancelled."""
        ...

    def count_due(self, as_of: date, only: Sequence[ContractId] = (), held_on: date | None = None) -> int:
        """How many customers there are to bill. `held_on`: the day for which bills must not be held back; None: the
        day of the run."""
        ...

    def due_customers(
        self,
        as_of: date,
        only: Sequence[ContractId] = (),
        held_on: date | None = None,
        *,
        after: CustomerId | None = None,
        most: int,
    ) -> list[CustomerId]:
        """The next `most` of them behind `after`, in a steady order."""
        ...

    def went_on(self, run_id: UUID, customers: int, documents: int) -> bool:
        """Notes what one batch did. False: somebody wants the run to end."""
        ...

    def leave_out(self, run_id: UUID, customer_id: CustomerId, as_of: date, error: AppError) -> None: ...

    def finish(self, run_id: UUID, state: RunState) -> None: ...


@dataclass(frozen=True, slots=True)
class _Wish:
    """What every batch of a run has in common."""

    run_id: UUID
    as_of: date
    only: tuple[ContractId, ...]
    holds_back: bool
    issued_on: date | None

    def command(self, customers: Sequence[CustomerId]) -> BillCustomers:
        return BillCustomers(
            tuple(customers), self.as_of, self.issued_on, self.only, run_id=self.run_id, holds_back=self.holds_back
        )


def run_billing(
    run_id: UUID,
    as_of: date,
    book: RunBook,
    run: Run,
    batch: int = BATCH,
    *,
    only: Sequence[ContractId] = (),
    with_backlog: bool = False,
    issued_on: date | None = None,
    spread: Spread = one_by_one,
) -> int:
    """Bills what is due on `as_of` (`only` some contracts, unless empty); the number of documents written.

    `issued_on` None: documents carry the day of the run; else a later one, when bills wait for review first.
    `run` is called on the threads of `spread`; the book only on this one.

    Contracts that are far behind are held back, unless `with_backlog`: then a person has looked at them. Interrupted
    and started again with the same `run_id`, it goes on where it was. A run that another worker is at writes nothing.

    Raises:
        Unavailable: the database went away; the run is open and is to be run again.
    """
    if not book.take(run_id):
        return 0
    wish = _Wish(run_id, as_of, tuple(only), not with_backlog, issued_on)
    try:
        if not book.start(run_id, as_of, book.count_due(as_of, wish.only, issued_on)):
            book.finish(run_id, RunState.CANCELLED)
            return 0
        written, state = _in_batches(wish, batch, book, run, spread)
        book.finish(run_id, state)
    except Unavailable:
        raise
    except Exception:
        book.finish(run_id, RunState.FAILED)
        raise
    finally:
        book.leave(run_id)
    return written


def watched_batch(customers: int) -> int:
    """The size of batches for a run that somebody asked for: about twenty steps, none too small to be quick."""
    return min(max(customers // 20, WATCHED_BATCH), BATCH)


def _batches(wish: _Wish, size: int, book: RunBook) -> Iterator[Batch]:
    """Two pages of customers are held, however many there are."""
    most = max(PAGE // size, 1) * size
    page = book.due_customers(wish.as_of, wish.only, wish.issued_on, most=most)
    while page:
        following = []
        if len(page) == most:
            following = book.due_customers(wish.as_of, wish.only, wish.issued_on, after=page[-1], most=most)
        for start in range(0, len(page), size):
            yield Batch(tuple(page[start : start + size]), not following and start + size >= len(page))
        page = following


def _in_batches(wish: _Wish, size: int, book: RunBook, run: Run, spread: Spread) -> tuple[int, RunState]:
    """When somebody wants the end, what has begun is written yet."""
    written, is_wanted, is_done = 0, True, True

    def while_wanted() -> Iterator[Batch]:
        for batch in _batches(wish, size, book):
            if not is_wanted:
                return
            yield batch

    with _collector_at_rest(), spread(partial(_bill_batch, wish, run), while_wanted()) as answers:
        for billed in answers:
            for customer, error in billed.left_out:
                book.leave_out(wish.run_id, customer, wish.as_of, error)
            written += billed.documents
            is_wanted = book.went_on(wish.run_id, len(billed.batch.customers), billed.documents) and is_wanted
            is_done = billed.batch.is_last
    return written, RunState.DONE if is_wanted or is_done else RunState.CANCELLED


def _bill_batch(wish: _Wish, run: Run, batch: Batch) -> Billed:
    try:
        return Billed(batch, _bill(wish, batch.customers, run))
    except Unavailable:
        raise
    except Exception:  # whatever it is, it concerns one customer, and the next step finds out which
        return _each_alone(wish, run, batch)


def _bill(wish: _Wish, customers: Sequence[CustomerId], run: Run, *, compares_all: bool = False) -> int:
    name, command = ",".join(str(customer) for customer in customers), wish.command(customers)
    if compares_all:
        name, command = f"{name} as a whole", replace(command, compares_all=True)
    done = run(CommandId(uuid5(wish.run_id, name)), command)
    return done.invoices if isinstance(done, CustomersBilled) else 0


def _alone(wish: _Wish, run: Run, customer: CustomerId) -> int:
    """Days that are billed already although they looked open: a row that was kept through a change reaches over the
    first open period. Compared as a whole, it keeps its days."""
    try:
        return _bill(wish, [customer], run)
    except Conflict:
        return _bill(wish, [customer], run, compares_all=True)


def _each_alone(wish: _Wish, run: Run, batch: Batch) -> Billed:
    documents = 0
    left_out: list[tuple[CustomerId, AppError]] = []
    for customer in batch.customers:
        try:
            documents += _alone(wish, run, customer)
        except Unavailable:
            raise
        except AppError as refused:
            left_out.append((customer, refused))
        except Exception as bug:  # one customer's bug stops no other's bill (BILLING.md, lesson 3)
            left_out.append((customer, NotBillable(why=type(bug).__name__)))
    return Billed(batch, documents, tuple(left_out))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Python's search for cycles would go through a batch's values many times, a third of the whole time of a run, and
    find nothing: they hold no cycles and are freed as soon as the batch is written."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
