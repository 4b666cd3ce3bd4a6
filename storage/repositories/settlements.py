"""The ledger of what is open and what customers have to their credit."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from domain.billing.invoice import InvoiceKind
from domain.billing.set_off import Issued, OpenItem, SetOff
from domain.billing.settlement import (
    Document,
    Entry,
    EntryId,
    EntryKind,
    PaidBy,
    Source,
    UnknownDocument,
    UnknownEntry,
    Use,
)
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk, plain_array

_COLUMNS: Final = [
    "id",
    "kind",
    "customer_id",
    "booked_on",
    "currency",
    "settled_minor",
    "credited_minor",
    "balance_minor",
    "money_minor",
    "invoice_id",
    "note_id",
    "source_id",
    "reverses_id",
    "paid_by",
    "command_id",
    "granted_minor",
]
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || %(id)s::text, 0))"
_DOCUMENT: Final = (
    "SELECT i.id, i.number, i.kind, i.customer_id, i.currency, i.gross_minor, coalesce(d.used_minor, 0) AS used_minor"
    " FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.id = %(id)s"
)
SOURCES: Final = (
    "SELECT s.id, s.kind, s.customer_id, s.currency, s.note_id, s.invoice_id, s.booked_on, s.balance_minor,"
    " s.balance_minor + (SELECT coalesce(sum(u.balance_minor), 0)::bigint FROM umlauf.settlement u"
    " WHERE u.source_id = s.id) AS left_minor, (SELECT m.contract_id FROM umlauf.money_kept m WHERE m.entry_id = s.id"
    " LIMIT 1) AS kept_for FROM umlauf.customer_balance b JOIN umlauf.settlement s ON s.customer_id = b.customer_id"
    " AND s.currency = b.currency AND s.balance_minor > 0 AND s.source_id IS NULL"
    " WHERE b.customer_id = ANY(%(ids)s::uuid[]) AND b.balance_minor > 0 ORDER BY s.n"
)
_USES: Final = (
    "SELECT u.id, u.invoice_id, u.currency, -u.balance_minor AS minor FROM umlauf.settlement u"
    " WHERE u.source_id = %(id)s AND u.balance_minor < 0 AND u.kind <> 'reversal'"
    " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = u.id) ORDER BY u.n DESC"
)
OPEN_INVOICES: Final = (
    "SELECT i.id, i.number, i.kind, i.customer_id, i.currency, i.gross_minor, i.due_on,"
    " coalesce(d.used_minor, 0) AS used_minor"
    " FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.customer_id = %(id)s AND i.gross_minor > coalesce(d.used_minor, 0)"
    " ORDER BY i.due_on, i.issued_on, i.number"
)
_ITEM: Final = (
    "SELECT i.id, i.customer_id, i.currency, i.gross_minor - coalesce(d.used_minor, 0) AS open_minor,"
    " ARRAY(SELECT DISTINCT l.contract_id FROM umlauf.invoice_line l"
    " WHERE l.invoice_id = i.id AND l.contract_id IS NOT NULL) AS contracts,"
    " NOT EXISTS (SELECT FROM umlauf.invoice_line l WHERE l.invoice_id = i.id AND l.vat_reason <> 'deposit')"
    " AS is_deposit"
    " FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(d.used_minor, 0) AND i.{which}"
    " ORDER BY i.due_on, i.issued_on, i.number"
)
_CORRECTED: Final = _ITEM.format(which="id = ANY(%(ids)s::uuid[])")
_OF_CUSTOMERS: Final = _ITEM.format(which="customer_id = ANY(%(ids)s::uuid[])")

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""


class SettlementBook:
    """`domain.billing.settlement.Settlements`, and what a run books by itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def document(self, invoice_id: InvoiceId) -> Document:
        """Raises UnknownDocument."""
        self._desk.rows(_LOCK, id=str(invoice_id))
        rows = self._desk.rows(_DOCUMENT, id=invoice_id)
        if not rows:
            raise UnknownDocument(document=invoice_id)
        return document_from(rows[0])

    def entry(self, entry_id: EntryId) -> Entry:
        """Raises UnknownEntry."""
        rows = self._desk.rows("SELECT * FROM umlauf.settlement WHERE id = %(id)s", id=entry_id)
        if not rows:
            raise UnknownEntry(entry=entry_id)
        return entry_from(rows[0])

    def is_reversed(self, entry_id: EntryId) -> bool:
        return bool(self._desk.rows("SELECT FROM umlauf.settlement WHERE reverses_id = %(id)s", id=entry_id))

    def booked_with(self, entry_id: EntryId) -> list[Entry]:
        """Those of the command that booked it. Raises UnknownEntry."""
        rows = self._desk.rows(
            "SELECT s.* FROM umlauf.settlement e JOIN umlauf.settlement s ON s.customer_id = e.customer_id"
            " AND s.command_id = e.command_id WHERE e.id = %(id)s ORDER BY s.n",
            id=entry_id,
        )
        if not rows:
            raise UnknownEntry(entry=entry_id)
        return [entry_from(row) for row in rows]

    def open_invoices(self, customer_id: CustomerId, currency: Currency) -> list[Document]:
        rows = self._desk.rows(OPEN_INVOICES, id=customer_id)
        for invoice_id in sorted(row["id"] for row in rows):
            self._desk.rows(_LOCK, id=str(invoice_id))
        found = [document_from(row) for row in self._desk.rows(OPEN_INVOICES, id=customer_id)] if rows else []
        return [each for each in found if each.gross.currency == currency]

    def sources(self, customer_id: CustomerId, currency: Currency) -> list[Source]:
        self._desk.rows(_LOCK, id=str(customer_id))
        return _sources(self._desk.rows, [customer_id])[customer_id][currency]

    def uses(self, source_id: EntryId) -> list[Use]:
        return [
            Use(EntryId(row["id"]), row["invoice_id"], Money(row["minor"], Currency(row["currency"])))
            for row in self._desk.rows(_USES, id=source_id)
        ]

    def book(self, entries: Sequence[Entry], reference: str = "") -> None:
        self._desk.copy("umlauf.settlement", _COLUMNS, [self._row(entry) for entry in entries])
        if reference and entries:
            self._desk.copy("umlauf.settlement_personal", ["entry_id", "reference"], [[entries[0].id, reference]])

    def set_off(self, issued: Sequence[Issued], on: date) -> list[Entry]:
        """What the documents of one batch settle by themselves, still to be booked when they are written."""
        return settled_by(self._desk.rows, self._desk.new_id, issued, on)

    def promise_statements(self, issued: Sequence[Issued]) -> None:
        """One paper for each contract whose deposit these documents close."""
        promised: set[tuple[CustomerId, frozenset[ContractId]]] = set()
        rows: list[list[Any]] = []
        for each in issued:
            about = (each.draft.customer_id, each.contracts)
            if each.closes_deposit and about not in promised:
                promised.add(about)
                context = self._desk.context
                rows.append([self._desk.new_id(), "final_statement", each.id, context.command_id, context.effective_at])
        self._desk.copy("umlauf.outbox", ["id", "kind", "subject_id", "batch_id", "created_at"], rows)

    def _row(self, entry: Entry) -> list[Any]:
        amounts = (entry.settled, entry.credited, entry.balance, entry.money)
        return [
            entry.id,
            entry.kind,
            entry.customer_id,
            entry.booked_on,
            entry.currency,
            *(amount.minor for amount in amounts),
            entry.invoice_id,
            entry.note_id,
            entry.source_id,
            entry.reverses_id,
            entry.by,
            self._desk.context.command_id,
            0 if entry.granted is None else entry.granted.minor,
        ]


def settled_by(read: Read, new_id: Callable[[], UUID], issued: Sequence[Issued], on: date) -> list[Entry]:
    """What these documents settle by themselves with the books as they are: a run books it, a preview shows it.

    One question for the balances of all customers, and two more where something is credited at all.
    """
    by_customer: dict[CustomerId, list[Issued]] = defaultdict(list)
    for each in issued:
        by_customer[each.draft.customer_id].append(each)
    notes = [each for each in issued if each.draft.kind is InvoiceKind.CREDIT_NOTE]
    sources = _sources(read, list(by_customer))
    items = _items(read, notes)
    concerned = {each.draft.customer_id for each in notes} | set(sources)
    entries: list[Entry] = []
    for customer_id in [each for each in by_customer if each in concerned]:
        books = SetOff(customer_id, on, new_id, items[customer_id], dict(sources[customer_id]))
        entries.extend(books.book(by_customer[customer_id]))
    return entries


def _items(read: Read, notes: Sequence[Issued]) -> dict[CustomerId, list[OpenItem]]:
    """The earlier invoices that these notes may set off; all open ones where a deposit is given back."""
    found: dict[CustomerId, list[OpenItem]] = defaultdict(list)
    corrected = [each.draft.corrects for each in notes if not each.is_deposit]
    secured = {each.draft.customer_id for each in notes if each.is_deposit}
    rows = read(_CORRECTED, ids=plain_array(corrected)) if corrected else []
    rows = [row for row in rows if row["customer_id"] not in secured]
    if secured:
        rows += read(_OF_CUSTOMERS, ids=plain_array(secured))
    for row in rows:
        contracts = frozenset(ContractId(each) for each in row["contracts"])
        still = Money(row["open_minor"], Currency(row["currency"]))
        found[CustomerId(row["customer_id"])].append(
            OpenItem(InvoiceId(row["id"]), still, contracts, row["is_deposit"])
        )
    return found


def _sources(read: Read, customer_ids: Sequence[CustomerId]) -> dict[CustomerId, dict[Currency, list[Source]]]:
    found: dict[CustomerId, dict[Currency, list[Source]]] = defaultdict(lambda: defaultdict(list))
    for row in read(SOURCES, ids=plain_array(customer_ids)):
        source = source_from(row)
        found[CustomerId(row["customer_id"])][source.left.currency].append(source)
    return found


def source_from(row: Row) -> Source:
    """A row of `SOURCES`."""
    return Source(
        EntryId(row["id"]),
        Money(row["left_minor"], Currency(row["currency"])),
        row["kind"] == EntryKind.REWARD,
        row["kind"] == EntryKind.PAYMENT and row["invoice_id"] is None,
        None if row["kept_for"] is None else ContractId(row["kept_for"]),
    )


def document_from(row: Row) -> Document:
    currency = Currency(row["currency"])
    return Document(
        InvoiceId(row["id"]),
        row["number"],
        InvoiceKind(row["kind"]),
        CustomerId(row["customer_id"]),
        Money(row["gross_minor"], currency),
        Money(row["used_minor"], currency),
    )


def entry_from(row: Row) -> Entry:
    currency = Currency(row["currency"])
    return Entry(
        EntryId(row["id"]),
        EntryKind(row["kind"]),
        CustomerId(row["customer_id"]),
        row["booked_on"],
        settled=Money(row["settled_minor"], currency),
        credited=Money(row["credited_minor"], currency),
        balance=Money(row["balance_minor"], currency),
        money=Money(row["money_minor"], currency),
        invoice_id=_maybe(row["invoice_id"]),
        note_id=_maybe(row["note_id"]),
        source_id=None if row["source_id"] is None else EntryId(row["source_id"]),
        reverses_id=None if row["reverses_id"] is None else EntryId(row["reverses_id"]),
        by=None if row["paid_by"] is None else PaidBy(row["paid_by"]),
        granted=Money(row["granted_minor"], currency) if row["granted_minor"] else None,
    )


def _maybe(value: UUID | None) -> InvoiceId | None:
    return None if value is None else InvoiceId(value)
