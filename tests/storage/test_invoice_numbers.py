"""Invoice numbers: none missing, none double, whoever fails or runs at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from domain.application import Answer, Envelope, Seat
from domain.billing.bill_customers import BillCustomers, bill_customers
from domain.errors import AppError
from domain.ids import CommandId, CustomerId
from storage.errors import SomeoneWasFaster
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, invoices, rent, today

WORKERS = 4


def customers(business: Business, count: int) -> list[CustomerId]:
    bike = business.product(transit_days=0)
    found = [business.customer(f"Kunde {i}") for i in range(count)]
    for each in found:
        rent(business, each, bike)
    return [each.customer_id for each in found]


def test_a_transaction_that_fails_uses_no_number(business: Business) -> None:
    """It fails after the number was drawn and everything written; the next invoice takes that very number."""
    (customer,) = customers(business, 1)
    business.pass_days(28)
    gate, person = business.gate(Seat.WORKER), business.seat(Seat.WORKER)[1]
    command = BillCustomers((customer,), today(business))

    def fails_at_the_end(unit: object, clock: object) -> object:
        event = bill_customers(command, unit, clock)
        unit.at_the_end(lambda: unit.write("SELECT 1 / 0"))
        return event

    with pytest.raises(Exception, match="division by zero"):
        gate.submit(Envelope(CommandId(uuid4()), command, person), fails_at_the_end)
    assert len(invoices(business)) == 1
    bill(business)
    assert [row["number"] for row in invoices(business)] == ["R-2026-000001", "R-2026-000002"]
    check_books(business)


def test_four_workers_bill_the_same_customers_at_once(business: Business) -> None:
    """Overlapping batches in different order: every customer gets one invoice, every number is used once."""
    people = customers(business, 12)
    business.pass_days(28)
    gates, person = [business.gate(Seat.WORKER) for _ in range(WORKERS)], business.seat(Seat.WORKER)[1]
    ready = threading.Barrier(WORKERS)

    def work(number: int) -> list[object]:
        ready.wait()
        found: list[object] = []
        turned = people[number * 3 :] + people[: number * 3]
        for start in range(0, len(turned), 4):
            command = BillCustomers(tuple(turned[start : start + 4]), today(business))
            try:
                found.append(
                    gates[number].submit(
                        Envelope(CommandId(uuid4()), command, person),
                        lambda u, c, command=command: bill_customers(command, u, c),
                    )
                )
            except AppError as refused:
                found.append(refused)
        return found

    with ThreadPoolExecutor(WORKERS) as pool:
        results = [each for found in pool.map(work, range(WORKERS)) for each in found]
    assert all(isinstance(each, Answer | SomeoneWasFaster) for each in results), results
    bill(business)
    found = invoices(business)
    assert len(found) == 24
    assert {row["gross"] for row in found} == {7900}
    check_books(business)
    assert bill(business).invoices == 0


def test_each_year_begins_with_one_and_credit_notes_count_apart(business: Business) -> None:
    customers(business, 1)
    business.pass_days(28)
    bill(business)
    business.pass_days(365 - 28)
    bill(business)
    numbers = [row["number"] for row in invoices(business)]
    assert numbers == ["R-2026-000001", "R-2026-000002", "R-2027-000001"]
