"""Answers what the page of bookkeeping asks: what waits for the accountant, files, and the tables of an audit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any, Final

from domain.bookkeeping import audit
from domain.bookkeeping.accounts import AccountSettings
from domain.bookkeeping.audit import AuditSpanWrong, AuditTable
from domain.bookkeeping.bookings import Batch, Side, batch_of
from domain.bookkeeping.export_bookings import month_end
from domain.bookkeeping.facts import ExportId, UnknownExport
from domain.business import Business
from domain.money import Money
from domain.views.bookkeeping import AccountSum, ExportPreview, ExportRow, WaitingMonth
from domain.views.office_rows import StoredPaper
from storage.database import Database, Row
from storage.queries.house import read_business
from storage.queries.till_audit import TILL_TABLES
from storage.repositories.books import waiting_from
from storage.repositories.settings import ACCOUNTS, accounts_from

_PORTION: Final = 2_000
_MONTHS: Final = """
    SELECT month::date AS first, sum(documents)::bigint AS documents, sum(entries)::bigint AS entries FROM (
        SELECT date_trunc('month', i.issued_on::timestamp) AS month, count(*) AS documents, 0 AS entries
        FROM umlauf.invoice i
        WHERE NOT EXISTS (SELECT FROM umlauf.book_export_document x WHERE x.invoice_id = i.id)
            AND i.series <> 'brought' GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', s.booked_on::timestamp), 0, count(*) FROM umlauf.settlement s
        WHERE NOT EXISTS (SELECT FROM umlauf.book_export_entry x WHERE x.entry_id = s.id)
            AND s.kind <> 'brought' GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', r.at AT TIME ZONE 'Europe/Berlin'), count(*), 0 FROM umlauf.till_receipt r
        WHERE r.customer_id IS NULL AND NOT EXISTS (SELECT FROM umlauf.book_export_receipt x WHERE x.receipt_id = r.id)
        GROUP BY 1
        UNION ALL
        SELECT date_trunc('month', e.at AT TIME ZONE 'Europe/Berlin'), 0, count(*) FROM umlauf.drawer_entry e
        WHERE e.receipt_id IS NULL AND e.amount_minor <> 0 AND NOT EXISTS (SELECT FROM umlauf.book_export_cash x
            WHERE x.session_id = e.session_id AND x.n = e.n) GROUP BY 1) open
    GROUP BY 1 ORDER BY 1 LIMIT 120"""
_EXPORTS: Final = """
    SELECT e.id, e.file_name, e.first_on, e.last_on, e.rows, e.facts, e.debit_minor, e.made_at, p.name AS who
    FROM umlauf.book_export e JOIN umlauf.person p ON p.id = e.actor_id
    ORDER BY e.made_at DESC, e.file_name DESC LIMIT 500"""
_YEARS: Final = """
    SELECT DISTINCT extract(year FROM day)::int AS year FROM (
        SELECT min(issued_on) AS day FROM umlauf.invoice UNION ALL SELECT max(issued_on) FROM umlauf.invoice
        UNION ALL SELECT min(booked_on) FROM umlauf.settlement UNION ALL SELECT max(booked_on) FROM umlauf.settlement) d
    WHERE day IS NOT NULL ORDER BY 1 DESC"""
_AUDIT: Final[Mapping[AuditTable, str]] = {
    **TILL_TABLES,
    audit.CUSTOMERS: """
        SELECT c.number, c.kind, nullif(concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')), ''),
            p.company, p.street, p.postcode, p.city, c.country, c.vat_id, c.registered_at
        FROM umlauf.customer c LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id ORDER BY c.number""",
    audit.DOCUMENTS: """
        SELECT i.number, i.kind, c.number, i.issued_on, CASE WHEN i.kind = 'invoice' THEN i.due_on END, i.currency,
            i.net_minor * 0.01, i.vat_minor * 0.01, i.gross_minor * 0.01, o.number
        FROM umlauf.invoice i JOIN umlauf.customer c ON c.id = i.customer_id
        LEFT JOIN umlauf.invoice o ON o.id = i.corrects_id
        WHERE i.issued_on BETWEEN %(first)s AND %(last)s ORDER BY i.number""",
    audit.LINES: """
        SELECT i.number, l.position, k.number, l.title, l.reason, lower(l.period), upper(l.period) - 1, l.days,
            l.of_days, trim_scale(l.quantity), l.price_minor * 0.01, l.net_minor * 0.01, l.vat_minor * 0.01,
            trim_scale(l.vat_rate), l.vat_category, l.vat_country, l.vat_reason
        FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id
        LEFT JOIN umlauf.contract k ON k.id = l.contract_id
        WHERE i.issued_on BETWEEN %(first)s AND %(last)s ORDER BY i.number, l.position""",
    audit.ENTRIES: """
        SELECT s.id, s.kind, c.number, s.booked_on, s.recorded_at, s.currency, s.money_minor * 0.01,
            s.settled_minor * 0.01, s.credited_minor * 0.01, s.balance_minor * 0.01, s.granted_minor * 0.01,
            i.number, n.number, s.reverses_id, s.paid_by
        FROM umlauf.settlement s JOIN umlauf.customer c ON c.id = s.customer_id
        LEFT JOIN umlauf.invoice i ON i.id = s.invoice_id LEFT JOIN umlauf.invoice n ON n.id = s.note_id
        WHERE s.booked_on BETWEEN %(first)s AND %(last)s ORDER BY s.n""",
    audit.NUMBERS: """
        SELECT r.number, r.series, r.state, r.on_day, r.void_reason, p.name FROM umlauf.number_register r
        LEFT JOIN umlauf.person p ON p.id = r.voided_by
        WHERE r.on_day BETWEEN %(first)s AND %(last)s OR r.on_day IS NULL ORDER BY r.series, r.series_number""",
    audit.CONTRACTS: """
        SELECT k.number, c.number, k.status, k.start_on, k.end_on, k.terms->>'prices_are', k.terms->>'currency'
        FROM umlauf.contract k JOIN umlauf.customer c ON c.id = k.customer_id
        WHERE coalesce(k.start_on, k.concluded_on, %(last)s) <= %(last)s
            AND (k.end_on IS NULL OR k.end_on >= %(first)s) ORDER BY k.number""",
    audit.ASSETS: """
        SELECT a.code, a.serial, concat_ws(' ', p.name, nullif(v.name, '')), a.status, t.acquired_on,
            t.acquired_minor * 0.01
        FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product p ON p.id = v.product_id
        LEFT JOIN umlauf.asset_cost t ON t.asset_id = a.id ORDER BY a.code""",
    audit.EVENTS: """
        SELECT a.code, e.seq, e.kind, e.effective_at, e.recorded_at, p.name
        FROM umlauf.asset_event e JOIN umlauf.asset a ON a.id = e.asset_id JOIN umlauf.person p ON p.id = e.actor_id
        WHERE (e.recorded_at AT TIME ZONE 'Europe/Berlin')::date BETWEEN %(first)s AND %(last)s
        ORDER BY a.code, e.seq""",
}


class Bookkeeping:
    """`Bookkeeping(database)`; on the thread of its database, but for `audit`, which has a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting_months(self) -> tuple[WaitingMonth, ...]:
        rows = self._database.read(_MONTHS)
        return tuple(WaitingMonth(row["first"], row["documents"], row["entries"]) for row in rows)

    def preview(self, first: date) -> ExportPreview:
        last = month_end(first)
        waiting = waiting_from(self._database.read, first, last)
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=ACCOUNTS)
        settings = accounts_from(row["value"] if row else None)
        batch = batch_of(waiting, settings)
        return ExportPreview(
            first,
            last,
            waiting.count + waiting.more,
            batch.taken.count,
            len(batch.bookings),
            batch.debit,
            batch.credit,
            _by_account(batch, settings),
            batch.left_out,
            settings.is_ready,
            batch.is_blocked,
        )

    def exports(self) -> tuple[ExportRow, ...]:
        return tuple(_export(row) for row in self._database.read(_EXPORTS))

    def export(self, export_id: ExportId) -> StoredPaper:
        """Raises UnknownExport."""
        row = self._database.read_one(
            "SELECT file_name, content FROM umlauf.book_export WHERE id = %(id)s", id=export_id
        )
        if row is None:
            raise UnknownExport(export=export_id)
        return StoredPaper(row["file_name"], bytes(row["content"]))

    def years(self) -> tuple[int, ...]:
        """All between the first and the last."""
        found = [row["year"] for row in self._database.read(_YEARS)]
        return tuple(range(max(found), min(found) - 1, -1)) if found else ()

    def audit(self, first: date, last: date) -> Iterator[tuple[AuditTable, Iterator[Sequence[object]]]]:
        """One picture of the books, however long it takes to read it; from any thread. Raises AuditSpanWrong."""
        if first > last:
            raise AuditSpanWrong(first=first, last=last)
        with closing(self._database.another()) as own, own.translating() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for table in audit.TABLES:
                yield table, _rows(connection, _AUDIT[table], {"first": first, "last": last})
            connection.execute("COMMIT")

    def seller(self) -> Business:
        return read_business(self._database)


def _rows(connection: Any, sql: str, values: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    with connection.cursor(name="audit", row_factory=_plain) as cursor:
        cursor.itersize = _PORTION
        cursor.execute(sql, values)
        yield from cursor


def _plain(_cursor: object) -> Callable[[Sequence[Any]], tuple[object, ...]]:
    """Rows without names: two columns of a question may be called alike."""
    return tuple


def _by_account(batch: Batch, settings: AccountSettings) -> tuple[AccountSum, ...]:
    """Of the other side of each row: revenue, money, deposits."""
    found: dict[int, list[int]] = {}
    for each in batch.bookings:
        sums = found.setdefault(each.contra, [0, 0, 0])
        sums[0] += 1
        sums[1 if each.side is Side.CREDIT else 2] += each.amount.minor
    return tuple(
        AccountSum(account, settings.purpose_of(account), rows, Money(debit), Money(credit))
        for account, (rows, debit, credit) in sorted(found.items())
    )


def _export(row: Row) -> ExportRow:
    return ExportRow(
        ExportId(row["id"]),
        row["file_name"],
        row["first_on"],
        row["last_on"],
        row["rows"],
        row["facts"],
        Money(row["debit_minor"]),
        row["made_at"],
        row["who"],
    )
