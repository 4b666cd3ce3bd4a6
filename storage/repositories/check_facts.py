"""What is known of an order when it is checked: one question about order and customer, one about who is like them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from domain.checks.facts import Alike, BankAccounts, BlockHit, CheckFacts, Mark, Ordered
from domain.checks.marks import marks_of
from domain.checks.model import UnknownCheck
from domain.ids import OrderId, PlanId, ProductId
from domain.money import EUR, Money
from storage.database import Row
from storage.repositories.customers import customer_from

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database."""

_FACTS: Final = """
    SELECT c.id, c.number, c.kind, c.language, c.vat_id, c.country, p.given_name, p.family_name, p.company, p.email,
        p.phone, p.street, p.postcode, p.city, o.number AS order_number, o.placed_on,
        (SELECT a.iban FROM umlauf.order_check_account a WHERE a.order_id = o.id) AS iban,
        (SELECT jsonb_agg(jsonb_build_object('product', v.product_id, 'plan', coalesce(n.family_id, n.id),
            'quantity', l.quantity)) FROM umlauf.order_line l JOIN umlauf.variant v ON v.id = l.variant_id
            JOIN umlauf.plan n ON n.id = l.plan_id WHERE l.order_id = o.id) AS lines,
        (SELECT coalesce(sum(l.quantity * coalesce(k.cost_minor, l.price_minor
            * CASE WHEN l.treatment = 'sale' THEN 1 ELSE 12 END)), 0)::bigint
            FROM umlauf.order_line l LEFT JOIN umlauf.variant_cost k ON k.variant_id = l.variant_id
            WHERE l.order_id = o.id AND l.treatment <> 'service') AS value_minor,
        (SELECT coalesce(sum(coalesce(ac.acquired_minor, vc.cost_minor)), 0)::bigint
            FROM umlauf.contract ct JOIN umlauf.contract_line cl ON cl.contract_id = ct.id
            JOIN umlauf.assignment g ON g.contract_line_id = cl.id AND upper_inf(g.during)
            JOIN umlauf.asset s ON s.id = g.asset_id LEFT JOIN umlauf.asset_cost ac ON ac.asset_id = s.id
            LEFT JOIN umlauf.variant_cost vc ON vc.variant_id = s.variant_id
            WHERE ct.customer_id = o.customer_id) AS out_minor,
        NOT EXISTS (SELECT FROM umlauf.customer_order e WHERE e.customer_id = o.customer_id AND e.id <> o.id
            AND e.status <> 'cancelled') AS is_first,
        h.on_time, h.late, h.overdue_minor,
        (SELECT count(*) FROM umlauf.settlement r JOIN umlauf.settlement b ON b.id = r.reverses_id
            AND b.kind = 'payment' WHERE r.customer_id = o.customer_id AND r.kind = 'reversal') AS went_back,
        (SELECT max(k.valid_until) FROM umlauf.order_check k WHERE k.customer_id = o.customer_id
            AND k.order_id <> o.id AND k.stage = 'passed') AS spared_until,
        (SELECT coalesce((s.value ->> 'alike_days')::integer, 30) FROM (SELECT 1) one
            LEFT JOIN umlauf.setting s ON s.name = 'checks') AS alike_days
    FROM umlauf.customer_order o
    JOIN umlauf.customer c ON c.id = o.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE i.is_paid AND i.paid_on <= i.due_on) AS on_time,
            count(*) FILTER (WHERE i.is_paid AND i.paid_on > i.due_on) AS late,
            coalesce(sum(i.open_minor) FILTER (WHERE i.due_on < %(on)s), 0)::bigint AS overdue_minor
        FROM (SELECT i.due_on, i.gross_minor - coalesce(d.used_minor, 0) AS open_minor,
                i.gross_minor = coalesce(d.used_minor, 0) AS is_paid,
                (SELECT max(e.booked_on) FROM umlauf.settlement e WHERE e.invoice_id = i.id AND e.kind = 'payment'
                    AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = e.id)) AS paid_on
            FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
            WHERE i.customer_id = o.customer_id AND i.kind = 'invoice' AND i.issued_on > %(on)s::date - 730) i) h
    WHERE o.id = %(id)s"""
"""Goods are worth what they cost us; where nobody knows that, a year of their price."""

_ALIKE: Final = """
    SELECT w.mark, coalesce(a.orders, 0) AS orders, coalesce(a.customers, 0) AS customers,
        (SELECT b.reason FROM umlauf.blocklist b WHERE b.digest = w.digest AND b.lifted_at IS NULL
            AND (b.until_on IS NULL OR b.until_on >= %(on)s) ORDER BY b.added_at LIMIT 1) AS blocked
    FROM (SELECT m.mark, umlauf.check_digest(m.mark, m.value) AS digest
        FROM unnest(%(marks)s::text[], %(values)s::text[]) AS m(mark, value)) w
    CROSS JOIN LATERAL (SELECT count(*) AS orders,
            count(DISTINCT k.customer_id) FILTER (WHERE k.customer_id <> %(customer)s) AS customers
        FROM umlauf.order_mark k WHERE k.digest = w.digest AND k.order_id <> %(id)s
            AND k.on_day > %(on)s::date - %(days)s::integer) a
    ORDER BY w.mark"""


def check_facts(read: Read, order_id: OrderId, on: date, accounts: BankAccounts) -> CheckFacts:
    """For the worker's login. Raises UnknownCheck."""
    rows = read(_FACTS, id=order_id, on=on)
    if not rows:
        raise UnknownCheck(order=order_id)
    row = rows[0]
    customer, iban = customer_from(row), row["iban"] or ""
    alike = _alike(read, row, order_id, on, marks_of(customer.personal, iban))
    return CheckFacts(
        order_id,
        row["order_number"],
        on,
        customer.kind,
        customer.personal,
        tuple(
            Ordered(ProductId(each["product"]), PlanId(each["plan"]), each["quantity"]) for each in row["lines"] or ()
        ),
        value=Money(row["value_minor"], EUR),
        out=Money(row["out_minor"], EUR),
        is_first=row["is_first"],
        paid_on_time=row["on_time"],
        paid_late=row["late"],
        went_back=row["went_back"],
        overdue=Money(row["overdue_minor"], EUR),
        alike=tuple(Alike(Mark(each["mark"]), each["orders"], each["customers"]) for each in alike),
        blocked=tuple(BlockHit(Mark(each["mark"]), each["blocked"]) for each in alike if each["blocked"] is not None),
        account=accounts.account(iban) if iban else None,
        spared_until=row["spared_until"],
        iban=iban,
    )


def _alike(read: Read, row: Row, order_id: OrderId, on: date, marks: Mapping[Mark, str]) -> list[Row]:
    if not marks:
        return []
    return read(
        _ALIKE,
        marks=[str(mark) for mark in marks],
        values=list(marks.values()),
        customer=row["id"],
        id=order_id,
        on=on,
        days=row["alike_days"],
    )
