"""What waits for the accountant, and the files that were made of it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.invoice import InvoiceKind
from domain.billing.model import Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryId, EntryKind, PaidBy
from domain.bookkeeping.facts import MOST_FACTS, DocumentFact, EntryFact, KeptExport, TaxedSum, Waiting
from domain.ids import InvoiceId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.till_books import OPEN_CASH, OPEN_RECEIPTS, waiting_cash, waiting_receipts

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('book_export', 0))"
# What was brought along stands in the books of the system that it came from.
_OPEN_DOCUMENTS: Final = (
    " FROM umlauf.invoice i WHERE i.issued_on BETWEEN %(first)s AND %(last)s AND i.series <> 'brought'"
    " AND NOT EXISTS (SELECT FROM umlauf.book_export_document x WHERE x.invoice_id = i.id)"
)
_OPEN_ENTRIES: Final = (
    " FROM umlauf.settlement s WHERE s.booked_on BETWEEN %(first)s AND %(last)s AND s.kind <> 'brought'"
    " AND NOT EXISTS (SELECT FROM umlauf.book_export_entry x WHERE x.entry_id = s.id)"
)
_COUNT: Final = (
    f"SELECT (SELECT count(*){_OPEN_DOCUMENTS}) + (SELECT count(*){_OPEN_ENTRIES})"
    f" + (SELECT count(*){OPEN_RECEIPTS}) + (SELECT count(*){OPEN_CASH}) AS count"
)
_DOCUMENTS: Final = (
    "SELECT w.*, split_part(c.number, '-', 2)::int AS customer, coalesce(n.recipient->>'vat_id', c.vat_id) AS vat_id"  # noqa: S608 - constants
    f" FROM (SELECT i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.customer_id{_OPEN_DOCUMENTS}"
    " ORDER BY i.issued_on, i.number LIMIT %(most)s) w JOIN umlauf.customer c ON c.id = w.customer_id"
    " LEFT JOIN umlauf.invoice_personal n ON n.invoice_id = w.id ORDER BY w.issued_on, w.number"
)
_SUMS: Final = (
    "SELECT invoice_id, vat_category, vat_rate, vat_country, vat_reason, sum(net_minor)::bigint AS net,"
    " sum(vat_minor)::bigint AS vat FROM umlauf.invoice_line WHERE invoice_id = ANY(%(ids)s::uuid[])"
    " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3 DESC, 4, 5"
)
_ENTRIES: Final = (
    "SELECT w.*, split_part(c.number, '-', 2)::int AS customer, coalesce(i.number, k.number, '') AS document,"  # noqa: S608 - constants
    " coalesce(w.paid_by, b.paid_by) AS by"
    f" FROM (SELECT s.*{_OPEN_ENTRIES} ORDER BY s.booked_on, s.n LIMIT %(most)s) w"
    " JOIN umlauf.customer c ON c.id = w.customer_id LEFT JOIN umlauf.invoice i ON i.id = w.invoice_id"
    " LEFT JOIN umlauf.invoice k ON k.id = w.note_id LEFT JOIN umlauf.settlement b ON b.id = w.reverses_id"
    " ORDER BY w.booked_on, w.n"
)


def waiting_from(read: Read, first: date, last: date, most: int = MOST_FACTS) -> Waiting:
    """Documents first; entries only where they leave room."""
    known = {"first": first, "last": last}
    count = read(_COUNT, **known)[0]["count"]
    documents = read(_DOCUMENTS, most=most, **known)
    entries = read(_ENTRIES, most=most - len(documents), **known)
    receipts = waiting_receipts(read, first, last, most - len(documents) - len(entries))
    cash = waiting_cash(read, first, last, most - len(documents) - len(entries) - len(receipts))
    lost = [row["invoice_id"] for row in entries if row["granted_minor"] and row["settled_minor"]]
    sums = _sums(read, [row["id"] for row in documents] + lost)
    return Waiting(
        tuple(_document(row, sums[row["id"]]) for row in documents),
        tuple(_entry(row, sums[row["invoice_id"]] if row["invoice_id"] in lost else ()) for row in entries),
        count - len(documents) - len(entries) - len(receipts) - len(cash),
        receipts,
        cash,
    )


def _sums(read: Read, invoices: list[UUID]) -> dict[UUID, tuple[TaxedSum, ...]]:
    found: dict[UUID, tuple[TaxedSum, ...]] = defaultdict(tuple)
    for row in read(_SUMS, ids=invoices) if invoices else ():
        tax = Tax(TaxCategory(row["vat_category"]), row["vat_rate"], row["vat_country"], TaxReason(row["vat_reason"]))
        found[row["invoice_id"]] += (TaxedSum(tax, Money(row["net"]), Money(row["vat"])),)
    return found


def _document(row: Row, sums: tuple[TaxedSum, ...]) -> DocumentFact:
    currency = Currency(row["currency"])
    return DocumentFact(
        InvoiceId(row["id"]),
        row["number"],
        InvoiceKind(row["kind"]),
        row["issued_on"],
        row["due_on"] if row["kind"] == InvoiceKind.INVOICE else None,
        currency,
        row["customer"],
        row["vat_id"] or "",
        tuple(_in(currency, each) for each in sums),
    )


def _entry(row: Row, sums: tuple[TaxedSum, ...]) -> EntryFact:
    currency = Currency(row["currency"])
    return EntryFact(
        EntryId(row["id"]),
        EntryKind(row["kind"]),
        row["booked_on"],
        currency,
        row["customer"],
        row["document"],
        Money(row["money_minor"], currency),
        Money(row["granted_minor"], currency),
        Money(row["balance_minor"], currency),
        PaidBy(row["by"]) if row["by"] else None,
        tuple(_in(currency, each) for each in sums),
    )


def _in(currency: Currency, each: TaxedSum) -> TaxedSum:
    return TaxedSum(each.tax, Money(each.net.minor, currency), Money(each.vat.minor, currency))


class BookFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self, first: date, last: date, most: int = MOST_FACTS) -> Waiting:
        self._desk.rows(_LOCK)
        return waiting_from(self._desk.rows, first, last, most)

    def files_of(self, first: date) -> int:
        rows = self._desk.rows("SELECT count(*) AS n FROM umlauf.book_export WHERE first_on = %(first)s", first=first)
        return int(rows[0]["n"])

    def keep(self, export: KeptExport, waiting: Waiting) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.book_export (id, file_name, first_on, last_on, rows, facts, debit_minor, content,"
            " made_at, actor_id, command_id) VALUES (%(id)s, %(file_name)s, %(first)s, %(last)s, %(rows)s, %(facts)s,"
            " %(debit)s, %(content)s, %(at)s, %(by)s, %(command)s)",
            id=export.id,
            file_name=export.file_name,
            first=export.first,
            last=export.last,
            rows=export.rows,
            facts=waiting.count,
            debit=export.debit.minor,
            content=export.content,
            at=export.made_at,
            by=context.actor_id,
            command=context.command_id,
        )
        marks = (
            ("umlauf.book_export_document", "invoice_id", waiting.documents),
            ("umlauf.book_export_entry", "entry_id", waiting.entries),
            ("umlauf.book_export_receipt", "receipt_id", waiting.receipts),
        )
        for table, column, facts in marks:
            if facts:
                self._desk.copy(table, [column, "export_id"], [[each.id.hex, export.id.hex] for each in facts])
        if waiting.cash:
            moved = [[each.session_id.hex, each.n, export.id.hex] for each in waiting.cash]
            self._desk.copy("umlauf.book_export_cash", ["session_id", "n", "export_id"], moved)
