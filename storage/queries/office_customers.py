"""Customers as the back office sees them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.customers.model import CustomerKind, UnknownCustomer
from domain.ids import CustomerId
from domain.money import Currency, Money
from domain.views.office_rows import CustomerPage, CustomerRow, Found
from storage.database import Database, Row
from storage.queries.office_contracts import Contracts
from storage.queries.office_orders import Orders
from storage.queries.office_parts import (
    HELD_SQL,
    INVOICE_SQL,
    NAME,
    found,
    held_row,
    id_or_number,
    invoice_row,
    name_filter,
)
from storage.queries.settlements import balances_of, deposits_held, open_sums
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from

ON_ONE_PAGE: Final = 200
_LIST: Final = """
    WITH chosen AS (
        SELECT c.id, c.number, c.kind, p.given_name, p.family_name, p.company, p.email, p.street, p.postcode, p.city
        FROM umlauf.customer c JOIN umlauf.customer_personal p ON p.customer_id = c.id
        WHERE {condition} ORDER BY c.id DESC LIMIT %(limit)s)
    SELECT p.id, p.number, p.kind, {name} AS name, p.company, p.email, p.city,
        p.street <> '' AND p.postcode <> '' AND p.city <> '' AS has_address,
        (SELECT count(*) FROM umlauf.contract k WHERE k.customer_id = p.id
            AND k.status NOT IN ('draft', 'ended', 'bought_out', 'withdrawn', 'terminated'))::int AS running,
        (SELECT count(*) FROM umlauf.contract k JOIN umlauf.contract_line l ON l.contract_id = k.id
            JOIN umlauf.assignment a ON a.contract_line_id = l.id
            WHERE k.customer_id = p.id AND upper_inf(a.during))::int AS held
    FROM chosen p ORDER BY p.id DESC"""
_OPEN: Final = """
    SELECT customer_id, currency,
        sum(CASE kind WHEN 'credit_note' THEN -gross_minor ELSE gross_minor END)::bigint AS minor
    FROM umlauf.invoice WHERE customer_id = ANY(%(ids)s) GROUP BY customer_id, currency ORDER BY currency"""


class Customers:
    def __init__(self, database: Database, orders: Orders, contracts: Contracts) -> None:
        self._database, self._orders, self._contracts = database, orders, contracts

    def list(self, text: str, limit: int) -> Found[CustomerRow]:
        condition, values = name_filter(text)
        rows = self._database.read(_LIST.format(condition=condition, name=NAME), limit=limit + 1, **values)
        ids = [CustomerId(row["id"]) for row in rows]
        sums, still = self._open_sums(ids), open_sums(self._database, ids)
        return found(rows, limit, lambda row: _row(row, sums[CustomerId(row["id"])], still[CustomerId(row["id"])]))

    def page(self, ref: str, today: date) -> CustomerPage:
        """Raises UnknownCustomer."""
        read = self._database.read
        rows = read(
            f"SELECT b.*, c.registered_at FROM ({CUSTOMER_SQL} WHERE c.id = %(id)s OR c.number = %(number)s) b"  # noqa: S608 - constants only
            " JOIN umlauf.customer c ON c.id = b.id",
            **id_or_number(ref),
        )
        if not rows:
            raise UnknownCustomer(customer=ref)
        customer = customer_from(rows[0])
        known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
        invoices = read(
            f"{INVOICE_SQL} WHERE i.customer_id = %(id)s ORDER BY i.issued_on DESC, i.number DESC LIMIT %(limit)s",
            id=customer.id,
            limit=ON_ONE_PAGE,
        )
        held = read(
            f"{HELD_SQL} WHERE k.customer_id = %(id)s AND upper_inf(a.during) ORDER BY lower(a.during), s.code",
            id=customer.id,
        )
        return CustomerPage(
            customer,
            rows[0]["registered_at"],
            self._open_sums([customer.id])[customer.id],
            self._contracts.of_customer(customer.id, ON_ONE_PAGE, today),
            self._orders.of_customer(customer.id, ON_ONE_PAGE),
            tuple(invoice_row(row) for row in invoices),
            tuple(held_row(row) for row in held),
            tuple(known[customer.id].changes) if customer.id in known else (),
            open_now=open_sums(self._database, [customer.id])[customer.id],
            balances=balances_of(self._database, customer.id),
            deposits=deposits_held(self._database, customer.id),
        )

    def _open_sums(self, ids: Sequence[CustomerId]) -> dict[CustomerId, tuple[Money, ...]]:
        sums: dict[CustomerId, tuple[Money, ...]] = defaultdict(tuple)
        for row in self._database.read(_OPEN, ids=list(ids)):
            sums[CustomerId(row["customer_id"])] += (Money(row["minor"], Currency(row["currency"])),)
        return sums


def _row(row: Row, invoiced: tuple[Money, ...], still: tuple[Money, ...]) -> CustomerRow:
    return CustomerRow(
        CustomerId(row["id"]),
        row["number"],
        row["name"],
        row["company"],
        CustomerKind(row["kind"]),
        row["city"],
        row["email"],
        row["has_address"],
        row["running"],
        row["held"],
        invoiced,
        still,
    )
