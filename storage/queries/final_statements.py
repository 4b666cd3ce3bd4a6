"""The final statement of a deposit, read from the entries that settled it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from domain.billing.final_statement import FinalStatementSheet, SecuredItem, TakenDeposit
from domain.billing.settlement import EntryKind, UnknownDocument
from domain.ids import InvoiceId
from domain.money import Currency, Money
from storage.database import Database, Row
from storage.queries.papers import recipient_from

_HEAD: Final = """
    SELECT i.*, c.number AS customer_number, n.recipient,
        ARRAY(SELECT DISTINCT l.contract_id FROM umlauf.invoice_line l WHERE l.invoice_id = i.id) AS contracts,
        ARRAY(SELECT DISTINCT k.number FROM umlauf.invoice_line l JOIN umlauf.contract k ON k.id = l.contract_id
            WHERE l.invoice_id = i.id ORDER BY k.number) AS contract_numbers
    FROM umlauf.invoice i JOIN umlauf.customer c ON c.id = i.customer_id
    LEFT JOIN umlauf.invoice_personal n ON n.invoice_id = i.id
    WHERE i.id = %(id)s AND i.kind = 'credit_note'"""
_NOTES: Final = """
    SELECT i.id, i.number FROM umlauf.invoice i
    WHERE i.command_id = %(command)s AND i.customer_id = %(customer)s AND i.kind = 'credit_note'
        AND i.currency = %(currency)s AND EXISTS (SELECT FROM umlauf.invoice_line l
            WHERE l.invoice_id = i.id AND l.contract_id = ANY(%(contracts)s) AND l.vat_reason = 'deposit')
    ORDER BY i.series, i.series_number"""
_TAKEN: Final = """
    SELECT i.number, i.issued_on, sum(x.amount_minor)::bigint AS minor FROM umlauf.invoice_line l
    JOIN umlauf.invoice_line x ON x.id = l.corrects_line_id JOIN umlauf.invoice i ON i.id = x.invoice_id
    WHERE l.invoice_id = ANY(%(notes)s) GROUP BY i.id ORDER BY i.issued_on, i.number"""
_ITEMS: Final = """
    SELECT i.id, i.number, i.issued_on, i.gross_minor,
        coalesce(sum(s.settled_minor) FILTER (WHERE (s.note_id = ANY(%(notes)s)) IS NOT TRUE), 0)::bigint
            AS before_minor,
        coalesce(sum(s.settled_minor) FILTER (WHERE s.note_id = ANY(%(notes)s)), 0)::bigint AS set_off_minor
    FROM umlauf.invoice i
    LEFT JOIN umlauf.settlement s ON s.invoice_id = i.id
        AND s.n <= (SELECT max(m.n) FROM umlauf.settlement m WHERE m.command_id = %(command)s)
    WHERE i.customer_id = %(customer)s AND i.kind = 'invoice' AND i.currency = %(currency)s
        AND (i.id < %(id)s OR i.command_id = %(command)s)
        AND EXISTS (SELECT FROM umlauf.invoice_line l
            WHERE l.invoice_id = i.id AND l.contract_id = ANY(%(contracts)s) AND l.vat_reason <> 'deposit')
    GROUP BY i.id
    HAVING i.gross_minor > coalesce(
        sum(s.settled_minor) FILTER (WHERE (s.note_id = ANY(%(notes)s)) IS NOT TRUE), 0)
    ORDER BY i.issued_on, i.number"""
_TITLES: Final = """
    SELECT DISTINCT ON (l.invoice_id, l.title) l.invoice_id, l.title, l.position FROM umlauf.invoice_line l
    WHERE l.invoice_id = ANY(%(ids)s) AND l.corrects_line_id IS NULL ORDER BY l.invoice_id, l.title, l.position"""
_ENTRIES: Final = """
    SELECT kind, sum(credited_minor)::bigint AS minor FROM umlauf.settlement
    WHERE note_id = ANY(%(notes)s) AND command_id = %(command)s GROUP BY kind"""


def final_statement(database: Database, note_id: InvoiceId) -> FinalStatementSheet:
    """Of the credit note that gives a deposit back, with all that gave back a part of it at the same time.

    The same for every call. Raises UnknownDocument.
    """
    head = database.read_one(_HEAD, id=note_id)
    if head is None:
        raise UnknownDocument(document=note_id)
    currency = Currency(head["currency"])
    asked: dict[str, Any] = {
        "id": note_id,
        "command": head["command_id"],
        "customer": head["customer_id"],
        "currency": currency,
        "contracts": head["contracts"],
    }
    found = database.read(_NOTES, **asked)
    asked["notes"] = [row["id"] for row in found]
    booked = {row["kind"]: row["minor"] for row in database.read(_ENTRIES, **asked)}
    rows = database.read(_ITEMS, **asked)
    titles = _titles(database, [row["id"] for row in rows])
    return FinalStatementSheet(
        number=", ".join(row["number"] for row in found),
        issued_on=head["issued_on"],
        contracts=tuple(head["contract_numbers"]),
        customer_number=head["customer_number"],
        recipient=recipient_from(head["recipient"] or {}),
        language=head["language"],
        currency=currency,
        taken=tuple(
            TakenDeposit(row["number"], row["issued_on"], Money(row["minor"], currency))
            for row in database.read(_TAKEN, **asked)
        ),
        unpaid=Money(booked.get(EntryKind.CREDIT, 0), currency),
        items=tuple(_item(row, titles[row["id"]], currency) for row in rows),
        kept=Money(booked.get(EntryKind.KEPT, 0), currency),
    )


def _item(row: Row, titles: Sequence[str], currency: Currency) -> SecuredItem:
    gross, before, set_off = row["gross_minor"], row["before_minor"], row["set_off_minor"]
    amounts = (Money(minor, currency) for minor in (gross, before, set_off, gross - before - set_off))
    return SecuredItem(row["number"], row["issued_on"], tuple(titles), *amounts)


def _titles(database: Database, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Of each invoice in the order of its lines."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in sorted(database.read(_TITLES, ids=list(ids)), key=lambda row: row["position"]):
        found[row["invoice_id"]].append(row["title"])
    return found
