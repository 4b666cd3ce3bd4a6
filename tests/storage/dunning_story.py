"""Dunning in one line each: nights that write and send letters, and what stands on the books then."""

from dataclasses import dataclass
from typing import Any

from domain.application import Command, Seat
from domain.billing.record_payment import RecordPayment
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.ids import CommandId, CustomerId, InvoiceId
from domain.money import Money
from storage.jobs.dunning_days import note_sent_letters, reach_dunning
from storage.queries.dunning_run import due_customers
from tests.storage.business import Business
from tests.storage.trade import today


@dataclass(frozen=True)
class Letter:
    """As it stands in the books: level, and what it asks for in cents."""

    number: str
    level: int
    debt: int
    fee: int
    interest: int
    lump: int
    earlier: int


def company(business: Business, name: str = "Kurier GmbH") -> CustomerRegistered:
    personal = PersonalData(
        "", "", name, email="rechnung@example.org", address=Address("Hafenstraße 1", "20457", "Hamburg")
    )
    registered: CustomerRegistered = business.do(
        Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.COMPANY, "en")
    )
    return registered


def worker(business: Business) -> Any:
    def run(known: CommandId, command: Command) -> Any:
        answer = business.answer(Seat.WORKER, command, known)
        assert answer.event is not None
        business.follow(Seat.WORKER, known, command, answer.event)
        return answer.event

    return run


def dun(business: Business, *customers: CustomerId) -> None:
    """A person lets the letters go to who would get one (or to these), and the post takes them."""
    known = customers or tuple(
        each.customer_id for each in due_customers(business.rows, today(business)) if each.notices
    )
    if known:
        business.do(Seat.BACKOFFICE, RequestDunningRun(known))
    sent(business)


def sent(business: Business) -> int:
    business.rows("UPDATE umlauf.outbox SET status = 'sent' WHERE kind = 'customer' RETURNING id")
    return note_sent_letters(business.connection(Seat.WORKER), worker(business))


def night(business: Business) -> int:
    return reach_dunning(today(business), business.connection(Seat.WORKER), worker(business))


def letters(business: Business, customer_id: CustomerId) -> list[Letter]:
    rows = business.rows(
        "SELECT number, level, debt_minor, fee_minor, interest_minor, lump_minor, earlier_minor"
        " FROM umlauf.dunning_notice WHERE customer_id = %(id)s ORDER BY recorded_at, number",
        id=customer_id,
    )
    return [Letter(*row.values()) for row in rows]


def documents(business: Business, customer_id: CustomerId) -> list[tuple[str, int, str]]:
    """Kind, gross and VAT reason of each, in order."""
    rows = business.rows(
        "SELECT i.kind, i.gross_minor, min(l.vat_reason) AS why FROM umlauf.invoice i"
        " JOIN umlauf.invoice_line l ON l.invoice_id = i.id WHERE i.customer_id = %(id)s"
        " GROUP BY i.id ORDER BY i.issued_on, i.ctid",
        id=customer_id,
    )
    return [(row["kind"], row["gross_minor"], row["why"]) for row in rows]


def invoice_ids(business: Business, customer_id: CustomerId) -> list[InvoiceId]:
    rows = business.rows(
        "SELECT id FROM umlauf.invoice WHERE customer_id = %(id)s AND kind = 'invoice' ORDER BY issued_on, ctid",
        id=customer_id,
    )
    return [InvoiceId(row["id"]) for row in rows]


def open_of(business: Business, customer_id: CustomerId) -> int:
    rows = business.rows(
        "SELECT coalesce(sum(i.gross_minor - coalesce(a.used_minor, 0)), 0)::bigint AS minor FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id"
        " WHERE i.customer_id = %(id)s AND i.kind = 'invoice'",
        id=customer_id,
    )
    return int(rows[0]["minor"])


def pay(business: Business, invoice_id: InvoiceId, amount: str, still_open: str) -> None:
    paid = RecordPayment(invoice_id, Money.of(still_open), Money.of(amount), today(business))
    business.do(Seat.BACKOFFICE, paid)
