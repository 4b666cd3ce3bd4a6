"""A run asks for its customers page by page: each once and in order, however pages and batches are cut."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import Command, Event
from domain.billing import run_billing as running
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.billing.run import RunState
from domain.errors import AppError
from domain.ids import CommandId, ContractId, CustomerId

DAY = date(2026, 3, 1)


class Book:
    """Customers that are due; one that was billed is not any more, one that fails stays."""

    def __init__(self, count: int) -> None:
        self.due = [CustomerId(UUID(int=number)) for number in range(1, count + 1)]
        self.billed: list[CustomerId] = []
        self.most_asked, self.counted, self.state = 0, 0, RunState.RUNNING
        self.ends_after: int | None = None

    def take(self, _run: UUID) -> bool:
        return True

    def leave(self, _run: UUID) -> None:
        pass

    def count_due(self, _day: date, _only: Sequence[ContractId] = (), _held: date | None = None) -> int:
        return len(self.due)

    def start(self, _run: UUID, _day: date, customers: int) -> bool:
        self.counted = customers
        return True

    def due_customers(
        self,
        _day: date,
        _only: Sequence[ContractId] = (),
        _held: date | None = None,
        *,
        after: CustomerId | None = None,
        most: int,
    ) -> list[CustomerId]:
        found = [each for each in self.due if after is None or each > after][:most]
        self.most_asked = max(self.most_asked, len(found))
        return found

    def went_on(self, _run: UUID, _customers: int, _documents: int) -> bool:
        return self.ends_after is None or len(self.billed) < self.ends_after

    def leave_out(self, _run: UUID, _customer: CustomerId, _day: date, _error: AppError) -> None:
        pass

    def finish(self, _run: UUID, state: RunState) -> None:
        self.state = state

    def bill(self, _known: CommandId, command: Command) -> Event:
        assert isinstance(command, BillCustomers)
        bad = [each for each in command.customer_ids if each.int % 7 == 0]
        if bad:
            raise ZeroDivisionError
        self.billed += command.customer_ids
        self.due = [each for each in self.due if each not in command.customer_ids]
        return CustomersBilled(len(command.customer_ids), ())


def run(book: Book, batch: int) -> int:
    return running.run_billing(UUID(int=1), DAY, book, book.bill, batch)


@given(count=st.integers(0, 60), batch=st.integers(1, 9), page=st.integers(1, 20))
def test_every_customer_is_billed_once_and_few_are_held(count: int, batch: int, page: int) -> None:
    book, before = Book(count), running.PAGE
    good = [each for each in book.due if each.int % 7]
    running.PAGE = page  # type: ignore[misc]  # smaller, so that few customers fill some
    try:
        assert run(book, batch) == len(good)
    finally:
        running.PAGE = before  # type: ignore[misc]  # as above
    assert book.billed == good
    assert (book.counted, book.state) == (count, RunState.DONE)
    assert book.most_asked <= max(page, batch)


@pytest.mark.parametrize(("ends_after", "state"), [(2, RunState.CANCELLED), (6, RunState.DONE)])
def test_a_run_whose_last_batch_is_written_is_done_even_if_somebody_wanted_its_end(
    ends_after: int, state: RunState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PAGE", 4)
    book = Book(6)
    book.ends_after = ends_after
    run(book, 2)
    assert book.state is state
