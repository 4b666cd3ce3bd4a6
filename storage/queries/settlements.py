"""The ledger as the back office sees it. Works with its login, the owner's and the worker's."""

from collections import defaultdict
from datetime import date
from typing import Final
from uuid import uuid4

from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import (
    Document,
    DocumentState,
    EntryId,
    EntryKind,
    PaidBy,
    Source,
    balance_of,
    invoice_state,
    note_state,
)
from domain.billing.use_balance import used_now
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.views.settlement import CustomerBalance, DepositSum, EntryRow, OpenUse
from storage.database import Database, Row
from storage.repositories.settlements import OPEN_INVOICES, SOURCES, document_from, source_from

ENTRIES_ON_A_PAGE: Final = 200
_ENTRY: Final = """
    SELECT s.*, p.reference, w.name AS who, o.id AS other_id, o.number AS other, r.kind AS reverses,
        EXISTS (SELECT FROM umlauf.settlement x WHERE x.reverses_id = s.id) AS is_reversed,
        s.balance_minor + (SELECT coalesce(sum(u.balance_minor), 0)::bigint FROM umlauf.settlement u
            WHERE u.source_id = s.id) AS left_minor,
        CASE WHEN s.kind = 'pay_out' THEN (SELECT f.number FROM umlauf.refund_step t JOIN umlauf.refund f
            ON f.id = t.refund_id WHERE t.command_id = s.command_id AND t.step = 'send' LIMIT 1) END AS refund
    FROM umlauf.settlement s
    JOIN umlauf.command c ON c.command_id = s.command_id
    JOIN umlauf.person w ON w.id = c.actor_id
    LEFT JOIN umlauf.settlement_personal p ON p.entry_id = s.id
    LEFT JOIN umlauf.settlement b ON b.id = s.source_id
    LEFT JOIN umlauf.settlement r ON r.id = s.reverses_id"""
_OF_DOCUMENT: Final = f"""
    {_ENTRY}
    LEFT JOIN umlauf.invoice o ON o.id <> %(id)s
        AND o.id = CASE WHEN s.invoice_id = %(id)s THEN coalesce(s.note_id, b.note_id, b.invoice_id)
            ELSE s.invoice_id END
    WHERE s.id IN (
        SELECT e.id FROM umlauf.settlement e WHERE e.invoice_id = %(id)s
        UNION SELECT e.id FROM umlauf.settlement e WHERE e.note_id = %(id)s
        UNION SELECT e.id FROM umlauf.settlement k JOIN umlauf.settlement e ON e.source_id = k.id
            WHERE k.note_id = %(id)s)
    ORDER BY s.n"""  # noqa: S608 - constants only
_OF_CUSTOMER: Final = f"""
    {_ENTRY}
    LEFT JOIN umlauf.invoice o ON o.id = coalesce(s.invoice_id, s.note_id, b.note_id, b.invoice_id)
    WHERE s.customer_id = %(id)s AND s.balance_minor <> 0 ORDER BY s.n DESC LIMIT %(limit)s"""
_BALANCES: Final = "SELECT currency, balance_minor FROM umlauf.customer_balance WHERE customer_id = %(id)s ORDER BY 1"
_OPEN: Final = """
    SELECT i.customer_id, i.currency, sum(i.gross_minor - coalesce(d.used_minor, 0))::bigint AS minor
    FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
    WHERE i.customer_id = ANY(%(ids)s) AND i.kind = 'invoice' GROUP BY 1, 2
    HAVING sum(i.gross_minor - coalesce(d.used_minor, 0)) <> 0 ORDER BY 2"""
_DEPOSITS: Final = """
    SELECT d.currency, sum(greatest(d.billed - d.still, 0))::bigint AS held,
        sum(least(d.still, d.billed))::bigint AS asked, sum(d.contracts)::int AS contracts
    FROM (
        SELECT i.id, i.currency, i.gross_minor - coalesce(a.used_minor, 0) AS still,
            sum(b.amount_minor) AS billed, count(DISTINCT l.contract_id) AS contracts
        FROM umlauf.contract_line l
        JOIN umlauf.billed_period b ON b.contract_line_id = l.id
        JOIN umlauf.invoice i ON i.id = b.invoice_id
        LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
        WHERE l.kind = 'deposit' AND (%(customer)s::uuid IS NULL OR i.customer_id = %(customer)s)
        GROUP BY i.id, a.used_minor) d
    GROUP BY d.currency ORDER BY d.currency"""


def entries_of(database: Database, invoice_id: InvoiceId) -> tuple[EntryRow, ...]:
    """What was booked on an invoice, or of a credit note with what became of it; in order."""
    return tuple(_of_document(row, invoice_id) for row in database.read(_OF_DOCUMENT, id=invoice_id))


def balances_of(database: Database, customer_id: CustomerId) -> tuple[CustomerBalance, ...]:
    """One for each currency in which there ever was a balance."""
    entries: dict[str, list[EntryRow]] = defaultdict(list)
    for row in database.read(_OF_CUSTOMER, id=customer_id, limit=ENTRIES_ON_A_PAGE):
        entries[row["currency"]].append(_entry(row, row["balance_minor"]))
    rows = database.read(_BALANCES, id=customer_id)
    balances = [Money(row["balance_minor"], Currency(row["currency"])) for row in rows]
    sources: dict[str, list[Source]] = defaultdict(list)
    for row in database.read(SOURCES, ids=[customer_id]) if any(balances) else ():
        sources[row["currency"]].append(source_from(row))
    uses = _uses(database, customer_id, sources) if sources else {}
    return tuple(
        CustomerBalance(
            balance,
            tuple(entries[balance.currency]),
            tuple(uses.get(balance.currency, ())),
            balance_of([each for each in sources[balance.currency] if each.kept_for], balance.currency) or None,
        )
        for balance in balances
    )


def _uses(database: Database, customer_id: CustomerId, sources: dict[str, list[Source]]) -> dict[str, list[OpenUse]]:
    """By currency, what using the balance now would book."""
    due_on: dict[InvoiceId, date] = {}
    documents: dict[str, list[Document]] = defaultdict(list)
    for row in database.read(OPEN_INVOICES, id=customer_id):
        document = document_from(row)
        documents[row["currency"]].append(document)
        due_on[document.id] = row["due_on"]
    return {
        currency: _taken(customer_id, documents[currency], of_currency, due_on)
        for currency, of_currency in sources.items()
    }


def _taken(
    customer_id: CustomerId, documents: list[Document], sources: list[Source], due_on: dict[InvoiceId, date]
) -> list[OpenUse]:
    taken: dict[InvoiceId | None, int] = defaultdict(int)
    for entry in used_now(customer_id, date.min, uuid4, documents, sources):
        taken[entry.invoice_id] += entry.settled.minor
    return [
        OpenUse(each.id, each.number, due_on[each.id], each.open, Money(taken[each.id], each.gross.currency))
        for each in documents
    ]


def open_sums(database: Database, ids: list[CustomerId]) -> dict[CustomerId, tuple[Money, ...]]:
    """What each customer still has to pay, one amount a currency; nothing for who owes nothing."""
    found: dict[CustomerId, tuple[Money, ...]] = defaultdict(tuple)
    for row in database.read(_OPEN, ids=ids):
        found[CustomerId(row["customer_id"])] += (Money(row["minor"], Currency(row["currency"])),)
    return found


def deposits_held(database: Database, customer_id: CustomerId | None = None) -> tuple[DepositSum, ...]:
    """The liability from deposits, of all customers or one: paid and not given back. One for each currency."""
    return tuple(
        DepositSum(
            Money(row["held"], Currency(row["currency"])),
            Money(row["asked"], Currency(row["currency"])),
            row["contracts"],
        )
        for row in database.read(_DEPOSITS, customer=customer_id)
    )


def state_of(row: Row) -> DocumentState:
    """Of a row of INVOICE_SQL; whether it is overdue depends on the day and is asked of the row."""
    amounts = (row["gross_minor"], row["used_minor"], row["credited_minor"], row["left_minor"], row["paid_out_minor"])
    gross, used, credited, left, paid_out = (Money(minor or 0, Currency(row["currency"])) for minor in amounts)
    if row["kind"] == InvoiceKind.CREDIT_NOTE:
        return note_state(gross, used, left, paid_out)
    is_gone = bool(row.get("is_written_off"))
    return invoice_state(gross, used, used - credited, row["due_on"], row["due_on"], is_written_off=is_gone)


def _of_document(row: Row, invoice_id: InvoiceId) -> EntryRow:
    if row["invoice_id"] == invoice_id:
        return _entry(row, row["settled_minor"])
    return _entry(row, row["credited_minor"] if row["note_id"] == invoice_id else -row["balance_minor"])


def _entry(row: Row, minor: int) -> EntryRow:
    currency = Currency(row["currency"])
    kind = EntryKind(row["kind"])
    kept = row["balance_minor"] if kind is EntryKind.PAYMENT else 0
    return EntryRow(
        EntryId(row["id"]),
        row["booked_on"],
        kind,
        Money(minor, currency),
        row["other"] or "",
        row["other_id"],
        PaidBy(row["paid_by"]) if row["paid_by"] else None,
        row["reference"] or "",
        row["who"],
        Money(kept, currency) if kept else None,
        Money(row["left_minor"], currency) if row["balance_minor"] > 0 and row["source_id"] is None else None,
        EntryKind(row["reverses"]) if row["reverses"] else None,
        row["is_reversed"],
        row["refund"] or "",
    )
