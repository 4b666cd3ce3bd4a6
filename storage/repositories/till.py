"""Tills, their receipts, the drawer and the day reports."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.ids import CustomerId, PersonId, StoreId
from domain.money import Currency, Money
from domain.till.book import TillNow
from domain.till.day_report import DayReport
from domain.till.drawer import CashWhy, Drawer, DrawerEntry, DrawerKind, Pieces, SessionStatus, stepped
from domain.till.model import (
    CardFacts,
    NotYourTill,
    Receipt,
    ReceiptId,
    ReceiptKind,
    ReceiptLine,
    ReceiptLineKind,
    SessionId,
    Tendered,
    Till,
    TillId,
    UnknownReceipt,
    UnknownTill,
    Way,
)
from domain.till.pricing import PersonPercent, PriceRight
from domain.till.receipt_mail import ReceiptMail, ReceiptMailId
from domain.till.signing import Device, Signature
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk

_NOW: Final = (
    "SELECT t.*, s.id AS session_id, s.status, s.last_n AS entries, s.drawer_minor, s.counted_minor FROM umlauf.till t"
    " LEFT JOIN umlauf.till_session s ON s.till_id = t.id AND s.status <> 'closed' WHERE t.id = %(id)s"
)
RECEIPTS: Final = (
    "SELECT r.*, t.code AS till_code,"
    " (SELECT jsonb_agg(to_jsonb(l) || jsonb_build_object('quantity', l.quantity::text, 'vat_rate', l.vat_rate::text)"
    " ORDER BY l.position) FROM umlauf.till_receipt_line l WHERE l.receipt_id = r.id) AS lines,"
    " (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.position) FROM umlauf.till_payment p WHERE p.receipt_id = r.id) AS paid"
    " FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id"
)


def till_from(row: Row) -> Till:
    return Till(
        TillId(row["id"]),
        StoreId(row["store_id"]),
        row["code"],
        row["name"],
        row["is_cash_on"],
        row["login"],
        Money(row["difference_limit_minor"]),
        Money(row["void_limit_minor"]),
        row["header"],
        row["footer"],
        Device(row["signing"]) if row["signing"] else None,
        row["is_closed"],
        row["version"],
        PriceRight(
            row["price_percent"],
            tuple(PersonPercent(PersonId(UUID(who)), percent) for who, percent in sorted(row["price_people"].items())),
        ),
    )


def receipt_from(row: Row) -> Receipt:
    """Of a row of `RECEIPTS`."""
    convert, currency = make_converter(), Currency(row["currency"])
    customer, voids = row["customer_id"], row["voids_id"]
    lines = [
        ReceiptLine(
            each["title"],
            Decimal(each["quantity"]),
            Money(each["gross_minor"], currency),
            None if each["vat_rate"] is None else Decimal(each["vat_rate"]),
            ReceiptLineKind(each["kind"]),
        )
        for each in row["lines"]
    ]
    paid = [
        Tendered(
            Way(each["way"]),
            Money(each["amount_minor"], currency),
            None if each["given_minor"] is None else Money(each["given_minor"], currency),
            None if each["card"] is None else convert.structure(each["card"], CardFacts),
        )
        for each in row["paid"] or ()
    ]
    return Receipt(
        ReceiptId(row["id"]),
        TillId(row["till_id"]),
        row["till_code"],
        row["n"],
        ReceiptKind(row["kind"]),
        row["at"],
        PersonId(row["person_id"]),
        StoreId(row["store_id"]),
        tuple(lines),
        tuple(paid),
        None if customer is None else CustomerId(customer),
        row["about"],
        None if voids is None else ReceiptId(voids),
        row["reason"],
        None if row["signed"] is None else convert.structure(row["signed"], Signature),
    )


def entry_from(row: Row) -> DrawerEntry:
    counted, receipt = row["counted_minor"], row["receipt_id"]
    return DrawerEntry(
        SessionId(row["session_id"]),
        row["n"],
        DrawerKind(row["kind"]),
        Money(row["amount_minor"]),
        Money(row["drawer_minor"]),
        row["at"],
        PersonId(row["person_id"]),
        None if counted is None else Money(counted),
        None if row["why"] is None else CashWhy(row["why"]),
        row["note"],
        None if receipt is None else ReceiptId(receipt),
    )


class TillFile:
    """`domain.till.book.TillBook`. What this unit has written to a till it knows: a handler sees its own writes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._taken: dict[TillId, TillNow] = {}
        self._sessions: dict[SessionId, TillId] = {}

    def take(self, till_id: TillId) -> TillNow:
        if till_id in self._taken:
            return self._taken[till_id]
        is_ours = self._desk.rows("SELECT umlauf.take_till(%(id)s) AS ours", id=till_id)[0]["ours"]
        if is_ours is None:
            raise UnknownTill(till=till_id)
        row = self._desk.rows(_NOW, id=till_id)[0]
        if not is_ours:
            raise NotYourTill(till=row["code"])
        drawer = None
        if row["session_id"] is not None:
            counted = row["counted_minor"]
            drawer = Drawer(
                SessionId(row["session_id"]),
                SessionStatus(row["status"]),
                row["entries"],
                Money(row["drawer_minor"]),
                None if counted is None else Money(counted),
            )
            self._sessions[drawer.session_id] = till_id
        now = TillNow(till_from(row), row["last_n"] + 1, row["last_z"] + 1, Money(row["left_minor"]), drawer)
        self._taken[till_id] = now
        return now

    def till(self, till_id: TillId) -> Till:
        rows = self._desk.rows("SELECT * FROM umlauf.till WHERE id = %(id)s", id=till_id)
        if not rows:
            raise UnknownTill(till=till_id)
        return till_from(rows[0])

    def is_code_taken(self, code: str) -> bool:
        return bool(self._desk.rows("SELECT FROM umlauf.till WHERE code = %(code)s", code=code))

    def save(self, till: Till) -> None:
        values = {
            "id": till.id,
            "name": till.name,
            "cash": till.is_cash_on,
            "login": till.login,
            "difference": till.difference_limit.minor,
            "void": till.void_limit.minor,
            "header": till.header,
            "footer": till.footer,
            "signing": till.signing or "",
            "percent": till.prices.percent,
            "people": Jsonb({str(each.person_id): each.percent for each in till.prices.people}),
        }
        if till.version == 1:
            self._desk.write(
                "INSERT INTO umlauf.till (id, store_id, code, name, is_cash_on, login, difference_limit_minor,"
                " void_limit_minor, header, footer, signing, price_percent, price_people) VALUES (%(id)s, %(store)s,"
                " %(code)s, %(name)s, %(cash)s, %(login)s, %(difference)s, %(void)s, %(header)s, %(footer)s,"
                " %(signing)s, %(percent)s, %(people)s)",
                store=till.store_id,
                code=till.code,
                **values,
            )
            return
        self._desk.write(
            "UPDATE umlauf.till SET name = %(name)s, is_cash_on = %(cash)s, login = %(login)s,"
            " difference_limit_minor = %(difference)s, void_limit_minor = %(void)s, header = %(header)s,"
            " footer = %(footer)s, signing = %(signing)s, price_percent = %(percent)s, price_people = %(people)s,"
            " is_closed = %(closed)s, version = %(version)s"
            " WHERE id = %(id)s",
            closed=till.is_closed,
            version=till.version,
            **values,
        )

    def receipt(self, receipt_id: ReceiptId) -> Receipt:
        rows = self._desk.rows(f"{RECEIPTS} WHERE r.id = %(id)s", id=receipt_id)
        if not rows:
            raise UnknownReceipt(receipt=receipt_id)
        return receipt_from(rows[0])

    def voided_by(self, receipt_id: ReceiptId) -> ReceiptId | None:
        rows = self._desk.rows("SELECT id FROM umlauf.till_receipt WHERE voids_id = %(id)s", id=receipt_id)
        return ReceiptId(rows[0]["id"]) if rows else None

    def write(self, receipt: Receipt) -> None:
        convert = make_converter()
        self._desk.write(
            "INSERT INTO umlauf.till_receipt (id, till_id, n, kind, at, person_id, store_id, customer_id, about,"
            " currency, gross_minor, voids_id, reason, signed, command_id) VALUES (%(id)s, %(till)s, %(n)s, %(kind)s,"
            " %(at)s, %(person)s, %(store)s, %(customer)s, %(about)s, %(currency)s, %(gross)s, %(voids)s, %(reason)s,"
            " %(signed)s, %(command)s)",
            id=receipt.id,
            till=receipt.till_id,
            n=receipt.n,
            kind=receipt.kind,
            at=receipt.at,
            person=receipt.person_id,
            store=receipt.store_id,
            customer=receipt.customer_id,
            about=receipt.about,
            currency=receipt.sum.currency,
            gross=receipt.sum.minor,
            voids=receipt.voids_id,
            reason=receipt.reason,
            signed=None if receipt.signature is None else Jsonb(convert.unstructure(receipt.signature)),
            command=self._desk.context.command_id,
        )
        self._write_parts(receipt)
        self._move_drawer(receipt)

    def _write_parts(self, receipt: Receipt) -> None:
        convert = make_converter()
        for position, line in enumerate(receipt.lines, 1):
            self._desk.write(
                "INSERT INTO umlauf.till_receipt_line (receipt_id, position, kind, title, quantity, gross_minor,"
                " vat_rate) VALUES (%(id)s, %(position)s, %(kind)s, %(title)s, %(quantity)s, %(gross)s, %(rate)s)",
                id=receipt.id,
                position=position,
                kind=line.kind,
                title=line.title,
                quantity=line.quantity,
                gross=line.gross.minor,
                rate=line.vat_rate,
            )
        for position, paid in enumerate(receipt.payments, 1):
            self._desk.write(
                "INSERT INTO umlauf.till_payment (receipt_id, position, way, amount_minor, given_minor, card)"
                " VALUES (%(id)s, %(position)s, %(way)s, %(amount)s, %(given)s, %(card)s)",
                id=receipt.id,
                position=position,
                way=paid.way,
                amount=paid.amount.minor,
                given=None if paid.given is None else paid.given.minor,
                card=None if paid.card is None else Jsonb(convert.unstructure(paid.card)),
            )

    def _move_drawer(self, receipt: Receipt) -> None:
        now = self.take(receipt.till_id)
        self._taken[receipt.till_id] = replace(now, next_n=receipt.n + 1)
        if receipt.cash and now.drawer is not None:
            kind = DrawerKind.TAKEN if receipt.cash.minor > 0 else DrawerKind.GIVEN_BACK
            drawer = now.drawer
            self.note(
                DrawerEntry(
                    drawer.session_id,
                    drawer.n + 1,
                    kind,
                    receipt.cash,
                    drawer.amount + receipt.cash,
                    receipt.at,
                    receipt.person_id,
                    note=receipt.reason,
                    receipt_id=receipt.id,
                )
            )

    def agreed_by(self, receipt_id: ReceiptId) -> Sequence[PersonId]:
        rows = self._desk.rows("SELECT person_id FROM umlauf.till_release WHERE receipt_id = %(id)s", id=receipt_id)
        return [PersonId(row["person_id"]) for row in rows]

    def agree(self, receipt_id: ReceiptId) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.till_release (receipt_id, person_id, login, at, command_id)"
            " VALUES (%(id)s, %(by)s, '', %(at)s, %(command)s)",
            id=receipt_id,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def want_mail(self, wanted: ReceiptMail) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.till_receipt_mail (id, receipt_id, address, language, person_id, login, at, command_id)"
            " VALUES (%(id)s, %(receipt)s, %(address)s, %(language)s, %(by)s, '', %(at)s, %(command)s)",
            id=wanted.id,
            receipt=wanted.receipt_id,
            address=wanted.address,
            language=wanted.language,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def wanted_mail(self, mail_id: ReceiptMailId) -> ReceiptMail:
        rows = self._desk.rows("SELECT * FROM umlauf.till_receipt_mail WHERE id = %(id)s", id=mail_id)
        if not rows:
            raise UnknownReceipt(receipt=mail_id)
        return ReceiptMail(mail_id, ReceiptId(rows[0]["receipt_id"]), rows[0]["address"], rows[0]["language"])

    def forget_mail(self, mail_id: ReceiptMailId) -> None:
        self._desk.write("UPDATE umlauf.till_receipt_mail SET address = '' WHERE id = %(id)s", id=mail_id)

    def begin(self, till_id: TillId, entry: DrawerEntry, pieces: Sequence[Pieces]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.till_session (id, till_id, command_id) VALUES (%(id)s, %(till)s, %(command)s)",
            id=entry.session_id,
            till=till_id,
            command=self._desk.context.command_id,
        )
        now = self.take(till_id)
        self._sessions[entry.session_id] = till_id
        drawer = Drawer(entry.session_id, SessionStatus.NEW, 0, now.left_in)
        self._taken[till_id] = replace(now, drawer=drawer)
        self.note(entry, pieces)

    def note(self, entry: DrawerEntry, pieces: Sequence[Pieces] = ()) -> None:
        self._desk.write(
            "INSERT INTO umlauf.drawer_entry (session_id, n, kind, amount_minor, drawer_minor, counted_minor, why,"
            " note, pieces, receipt_id, person_id, at, command_id) VALUES (%(session)s, %(n)s, %(kind)s, %(amount)s,"
            " %(drawer)s, %(counted)s, %(why)s, %(note)s, %(pieces)s, %(receipt)s, %(person)s, %(at)s, %(command)s)",
            session=entry.session_id,
            n=entry.n,
            kind=entry.kind,
            amount=entry.amount.minor,
            drawer=entry.drawer.minor,
            counted=None if entry.counted is None else entry.counted.minor,
            why=entry.why,
            note=entry.note,
            pieces=Jsonb(make_converter().unstructure(list(pieces))),
            receipt=entry.receipt_id,
            person=entry.person_id,
            at=entry.at,
            command=self._desk.context.command_id,
        )
        self._follow(entry)

    def _follow(self, entry: DrawerEntry) -> None:
        till_id = self._sessions[entry.session_id]
        now = self._taken[till_id]
        if now.drawer is not None:
            self._taken[till_id] = replace(now, drawer=stepped(now.drawer, entry))

    def since_report(self, now: TillNow) -> tuple[Sequence[Receipt], Sequence[DrawerEntry]]:
        receipts = self._desk.rows(
            f"{RECEIPTS} WHERE r.till_id = %(id)s AND r.n > t.reported_n ORDER BY r.n", id=now.till.id
        )
        session = None if now.drawer is None else now.drawer.session_id
        entries = self._desk.rows("SELECT * FROM umlauf.drawer_entry WHERE session_id = %(id)s ORDER BY n", id=session)
        return [receipt_from(row) for row in receipts], [entry_from(row) for row in entries]

    def keep_report(self, report: DayReport) -> None:
        self._desk.write(
            "INSERT INTO umlauf.till_report (id, till_id, z, session_id, first_n, last_n, figures, person_id, at,"
            " command_id) VALUES (%(id)s, %(till)s, %(z)s, %(session)s, %(first)s, %(last)s, %(figures)s, %(by)s,"
            " %(at)s, %(command)s)",
            id=report.id,
            till=report.till_id,
            z=report.z,
            session=report.session_id,
            first=report.figures.first_n,
            last=report.figures.last_n,
            figures=Jsonb(make_converter().unstructure(report.figures)),
            by=report.person_id,
            at=report.at,
            command=self._desk.context.command_id,
        )
