"""Tills, receipts, drawers and day reports for screens and papers; under the login of whoever asks."""

from datetime import timedelta
from typing import Final

from domain.clock import Clock, legal_midnight
from domain.ids import CustomerId, PersonId
from domain.money import Currency, Money
from domain.till.day_report import DayFigures, DayReport, ReportId, UnknownReport, figures_of
from domain.till.drawer import Drawer, DrawerEntry, SessionStatus
from domain.till.model import (
    Receipt,
    ReceiptId,
    ReceiptKind,
    SessionId,
    TillId,
    UnknownReceipt,
    UnknownTill,
    Way,
    receipt_number,
)
from domain.till.printed import DayPaper, Heading, ReceiptPaper
from domain.views.till import (
    LIMIT,
    DrawerPage,
    DrawerRow,
    ReceiptFilter,
    ReceiptPage,
    ReceiptQuestion,
    ReceiptRow,
    ReportRow,
    TillRow,
)
from storage.codec import make_converter
from storage.database import Database, Row
from storage.queries.office_parts import id_or_number
from storage.repositories.till import RECEIPTS, entry_from, receipt_from, till_from

_TILLS: Final = """
    SELECT t.*, o.name AS store, o.street, o.postcode, o.city, coalesce(s.status, 'new') AS status,
        (SELECT e.at FROM umlauf.drawer_entry e WHERE e.session_id = s.id AND e.n = 1) AS opened_at,
        s.id AS session_id, s.drawer_minor, s.counted_minor, t.last_n - t.reported_n AS unreported,
        NOT t.is_closed AND t.login IN ('', session_user) AND EXISTS (SELECT FROM umlauf.principal p
            WHERE p.login = session_user AND p.seat = 'pos' AND p.store_id = t.store_id) AS is_mine,
        coalesce((t.price_people ->> (SELECT p.person_id::text FROM umlauf.principal p WHERE p.login = session_user))
            ::integer, t.price_percent) AS my_percent
    FROM umlauf.till t JOIN umlauf.store o ON o.id = t.store_id
    LEFT JOIN umlauf.till_session s ON s.till_id = t.id AND s.status <> 'closed'"""
_ROWS: Final = """
    SELECT r.id, t.code AS till_code, r.n, r.kind, r.at, w.name AS person, o.name AS store, r.customer_id,
        coalesce(c.number, '') AS customer, r.gross_minor, r.currency, r.voids_id,
        (SELECT string_agg(l.title, ', ' ORDER BY l.position) FROM umlauf.till_receipt_line l
            WHERE l.receipt_id = r.id) AS title,
        (SELECT array_agg(p.way ORDER BY p.position) FROM umlauf.till_payment p WHERE p.receipt_id = r.id) AS ways,
        vt.code AS void_till, v.n AS void_n, bt.code AS back_till, b.n AS back_n
    FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id JOIN umlauf.store o ON o.id = r.store_id
    JOIN umlauf.person w ON w.id = r.person_id LEFT JOIN umlauf.customer c ON c.id = r.customer_id
    LEFT JOIN umlauf.till_receipt v ON v.id = r.voids_id LEFT JOIN umlauf.till vt ON vt.id = v.till_id
    LEFT JOIN umlauf.till_receipt b ON b.voids_id = r.id LEFT JOIN umlauf.till bt ON bt.id = b.till_id"""
_FILTERS: Final = {
    ReceiptFilter.ALL: "true",
    ReceiptFilter.SALES: "r.kind = 'sale'",
    ReceiptFilter.PAYMENTS: "r.kind = 'payment'",
    ReceiptFilter.BACK: "r.kind = 'refund'",
    ReceiptFilter.CASH: "EXISTS (SELECT FROM umlauf.till_payment p WHERE p.receipt_id = r.id AND p.way = 'cash')",
    ReceiptFilter.CARD: "EXISTS (SELECT FROM umlauf.till_payment p WHERE p.receipt_id = r.id AND p.way = 'card')",
}
_ASKED: Final = """
    AND (%(till)s::uuid IS NULL OR r.till_id = %(till)s) AND (%(first)s::timestamptz IS NULL OR r.at >= %(first)s)
    AND (%(until)s::timestamptz IS NULL OR r.at < %(until)s)
    AND (%(words)s = '' OR strpos(lower(t.code || '-' || lpad(r.n::text, 6, '0')), %(words)s) > 0
        OR strpos(lower(coalesce(c.number, '')), %(words)s) > 0 OR EXISTS (SELECT FROM umlauf.till_receipt_line l
            WHERE l.receipt_id = r.id AND strpos(lower(l.title), %(words)s) > 0))
    ORDER BY r.at DESC, r.till_id, r.n DESC LIMIT %(limit)s"""
_ENTRIES: Final = """
    SELECT e.*, w.name AS person, t.code AS till_code, r.n AS receipt_n FROM umlauf.drawer_entry e
    JOIN umlauf.till_session s ON s.id = e.session_id JOIN umlauf.till t ON t.id = s.till_id
    JOIN umlauf.person w ON w.id = e.person_id LEFT JOIN umlauf.till_receipt r ON r.id = e.receipt_id
    WHERE e.session_id = %(id)s ORDER BY e.n"""
_REPORTS: Final = """
    SELECT z.*, t.code AS till_code, t.header, t.footer, t.signing, o.name AS store, o.street,
        o.postcode, o.city, w.name AS person
    FROM umlauf.till_report z JOIN umlauf.till t ON t.id = z.till_id JOIN umlauf.store o ON o.id = t.store_id
    JOIN umlauf.person w ON w.id = z.person_id"""
_PEOPLE: Final = "SELECT id, name FROM umlauf.person WHERE id = ANY(%(ids)s::uuid[]) ORDER BY name"
_AGREED: Final = (
    "SELECT w.name FROM umlauf.till_release l JOIN umlauf.person w ON w.id = l.person_id WHERE l.receipt_id = %(id)s"
    " ORDER BY l.at"
)


class Tills:
    """`domain.views.till.TillQuestions`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def tills(self) -> tuple[TillRow, ...]:
        return tuple(_till_row(row) for row in self._database.read(f"{_TILLS} ORDER BY t.is_closed, t.code LIMIT 200"))

    def people(self) -> tuple[tuple[PersonId, str], ...]:
        rows = self._database.read("SELECT id, name FROM umlauf.person WHERE is_active ORDER BY name LIMIT 500")
        return tuple((PersonId(row["id"]), row["name"]) for row in rows)

    def drawer(self, till_id: TillId) -> DrawerPage:
        row = self._till(till_id)
        rows = [] if row["session_id"] is None else self._database.read(_ENTRIES, id=row["session_id"])
        drawer = _drawer(row)
        entries = tuple(
            DrawerRow(entry_from(each), each["person"], _number(each["till_code"], each["receipt_n"]))
            for each in reversed(rows)
        )
        counted = None if drawer is None else drawer.counted
        difference = None if drawer is None else drawer.difference
        return DrawerPage(_till_row(row), Money(row["left_minor"]), counted, difference, entries)

    def receipts(self, asked: ReceiptQuestion) -> tuple[ReceiptRow, ...]:
        rows = self._database.read(
            f"{_ROWS} WHERE {_FILTERS[asked.wanted]}{_ASKED}",
            till=asked.till_id,
            first=None if asked.first is None else legal_midnight(asked.first),
            until=None if asked.last is None else legal_midnight(asked.last + timedelta(days=1)),
            words=asked.words.strip().lower(),
            limit=LIMIT,
        )
        return tuple(_receipt_row(row) for row in rows)

    def receipt(self, ref: str, *, is_copy: bool = True) -> ReceiptPage:
        named = f"{_ROWS} WHERE r.id = %(id)s OR (t.code || '-' || lpad(r.n::text, 6, '0')) = %(number)s"
        found = self._database.read_one(named, **id_or_number(ref))
        if found is None:
            raise UnknownReceipt(receipt=ref)
        whole = self._database.read_one(f"{RECEIPTS} WHERE r.id = %(id)s", id=found["id"])
        if whole is None:
            raise UnknownReceipt(receipt=ref)
        row, till = _receipt_row(found), self._till(TillId(whole["till_id"]))
        paper = ReceiptPaper(receipt_from(whole), _heading(till), row.person, row.voids, row.customer, is_copy)
        agreed = tuple(each["name"] for each in self._database.read(_AGREED, id=row.receipt_id))
        return ReceiptPage(paper, row, agreed, Money(till["void_limit_minor"]))

    def reports(self, till_id: TillId | None = None) -> tuple[ReportRow, ...]:
        rows = self._database.read(
            f"{_REPORTS} WHERE %(till)s::uuid IS NULL OR z.till_id = %(till)s ORDER BY z.at DESC, z.id DESC"
            " LIMIT %(limit)s",
            till=till_id,
            limit=LIMIT,
        )
        return tuple(_report_row(row) for row in rows)

    def report(self, report_id: ReportId) -> DayPaper:
        row = self._database.read_one(f"{_REPORTS} WHERE z.id = %(id)s", id=report_id)
        if row is None:
            raise UnknownReport(report=report_id)
        report = DayReport(
            ReportId(row["id"]),
            TillId(row["till_id"]),
            row["z"],
            row["at"],
            PersonId(row["person_id"]),
            None if row["session_id"] is None else SessionId(row["session_id"]),
            _figures(row),
        )
        return self._day_paper(report, row, row["person"])

    def look(self, till_id: TillId) -> DayPaper:
        row = self._till(till_id)
        drawer = _drawer(row)
        receipts = self._unreported(till_id)
        entries: list[DrawerEntry] = []
        if drawer is not None and drawer.status is not SessionStatus.OPEN:
            entries = [entry_from(each) for each in self._database.read(_ENTRIES, id=drawer.session_id)]
        [who] = self._database.read(
            "SELECT w.id, w.name FROM umlauf.principal p JOIN umlauf.person w ON w.id = p.person_id"
            " WHERE p.login = session_user"
        )
        report = DayReport(
            ReportId(row["id"]),
            till_id,
            0,
            self._clock.now(),
            PersonId(who["id"]),
            None,
            figures_of(receipts, entries),
        )
        return self._day_paper(report, row, who["name"])

    def _till(self, till_id: TillId) -> Row:
        row = self._database.read_one(f"{_TILLS} WHERE t.id = %(id)s", id=till_id)
        if row is None:
            raise UnknownTill(till=till_id)
        return row

    def _unreported(self, till_id: TillId) -> list[Receipt]:
        rows = self._database.read(
            f"{RECEIPTS} WHERE r.till_id = %(id)s AND r.n > t.reported_n ORDER BY r.n", id=till_id
        )
        return [receipt_from(each) for each in rows]

    def _day_paper(self, report: DayReport, row: Row, person: str) -> DayPaper:
        people = self._database.read(_PEOPLE, ids=[each.person_id for each in report.figures.people])
        named = tuple((PersonId(each["id"]), each["name"]) for each in people)
        return DayPaper(report, _heading(row), person, named, row["signing"] == "training")


def _till_row(row: Row) -> TillRow:
    return TillRow(
        till_from(row),
        row["store"],
        row["is_mine"],
        SessionStatus(row["status"]),
        row["opened_at"],
        row["unreported"],
        _number(row["code"], row["last_n"] or None),
        row["my_percent"],
    )


def _drawer(row: Row) -> Drawer | None:
    if row["session_id"] is None:
        return None
    counted = row["counted_minor"]
    return Drawer(
        SessionId(row["session_id"]),
        SessionStatus(row["status"]),
        0,
        Money(row["drawer_minor"]),
        None if counted is None else Money(counted),
    )


def _receipt_row(row: Row) -> ReceiptRow:
    customer = row["customer_id"]
    return ReceiptRow(
        ReceiptId(row["id"]),
        receipt_number(row["till_code"], row["n"]),
        ReceiptKind(row["kind"]),
        row["at"],
        row["person"],
        row["till_code"],
        row["store"],
        row["title"],
        None if customer is None else CustomerId(customer),
        row["customer"],
        Money(row["gross_minor"], Currency(row["currency"])),
        tuple(Way(each) for each in row["ways"] or ()),
        _number(row["void_till"], row["void_n"]),
        _number(row["back_till"], row["back_n"]),
    )


def _report_row(row: Row) -> ReportRow:
    figures = _figures(row)
    return ReportRow(
        ReportId(row["id"]),
        row["till_code"],
        row["store"],
        row["z"],
        row["at"],
        row["person"],
        figures.receipts,
        figures.gross,
        _of_way(figures, Way.CASH),
        _of_way(figures, Way.CARD),
        None if figures.drawer is None else figures.drawer.difference,
    )


def _of_way(figures: DayFigures, way: Way) -> Money:
    return next((each.amount for each in figures.ways if each.way is way), Money(0))


def _figures(row: Row) -> DayFigures:
    figures: DayFigures = make_converter().structure(row["figures"], DayFigures)
    return figures


def _heading(row: Row) -> Heading:
    code = row.get("till_code") or row["code"]
    place = (row["street"], row["postcode"], row["city"])
    return Heading(code, row["store"], *place, header=row["header"], footer=row["footer"])


def _number(code: str | None, n: int | None) -> str:
    return receipt_number(code, n) if code and n else ""
