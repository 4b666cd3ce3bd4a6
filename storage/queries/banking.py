"""Transfers with whose they may be, and what the bank's files said. Works with the office's login and the owner's."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from domain.banking.model import BankEntry, BankEntryId, BankFileId, BankFileKind, Mark, Nature, UnknownBankEntry
from domain.banking.remittance import digits_of, numbers_in, own_numbers_in
from domain.banking.suggest import Finder, OpenItem, Payer, Suggestion, Sureness
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.views.banking import (
    BankFileRow,
    BookedPart,
    MarkRow,
    StatementRow,
    TransferPage,
    TransferQuestion,
    TransferRow,
    Which,
)
from storage.database import Database, Row
from storage.queries.debit_files import DebitFiles
from storage.queries.office_parts import NAME, like
from storage.repositories.base import money, plain_array

_AT_ONCE: Final = 2000
_WHICH: Final = {
    Which.WAITING: "e.left_minor > 0 AND e.mark = 'open'",
    Which.BOOKED: "e.nature IN ('transfer', 'came_back') AND e.left_minor = 0",
    Which.SET_ASIDE: "e.mark <> 'open'",
    Which.OTHERS: "e.nature NOT IN ('transfer', 'came_back', 'taken')",
    Which.ALL: "e.nature <> 'taken'",
}
_ROWS: Final = f"""
    SELECT e.*, coalesce(p0.payer, '') AS payer, coalesce(p0.iban, '') AS iban, coalesce(p0.words, '') AS words,
        f.name AS file, (SELECT string_agg(DISTINCT {NAME}, ', ') FROM umlauf.bank_booking b
            JOIN umlauf.settlement s ON s.id = b.payment_id
            LEFT JOIN umlauf.customer_personal p ON p.customer_id = s.customer_id
            WHERE b.entry_id = e.id
                AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id)) AS customers,
        (SELECT m.reason FROM umlauf.bank_entry_mark m WHERE m.entry_id = e.id ORDER BY m.n DESC LIMIT 1) AS marked
    FROM umlauf.bank_entry e JOIN umlauf.bank_file f ON f.id = e.file_id
    LEFT JOIN umlauf.bank_entry_personal p0 ON p0.entry_id = e.id"""  # noqa: S608 - constants only
_FOUND: Final = (
    "(coalesce(p0.payer, '') ILIKE %(like)s OR p0.words ILIKE %(like)s OR p0.iban ILIKE %(like)s"
    " OR (e.amount_minor / 100)::text || '.' || lpad((e.amount_minor %% 100)::text, 2, '0') LIKE %(amount)s)"
)
_OPEN: Final = f"""
    SELECT i.id, i.number, i.customer_id, i.currency, i.gross_minor - coalesce(d.used_minor, 0) AS open_minor, i.due_on,
        {NAME} AS name
    FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = i.customer_id
    WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(d.used_minor, 0)"""  # noqa: S608 - constants only
_CHOOSE: Final = f"""{_OPEN} AND {{chosen}} ORDER BY i.due_on, i.number LIMIT %(limit)s"""
_CHOSEN: Final = f"""i.id IN (
        SELECT n.id FROM umlauf.invoice n WHERE n.number ILIKE %(like)s UNION
        SELECT n.id FROM umlauf.invoice n WHERE n.customer_id IN (
            SELECT p.customer_id FROM umlauf.customer_personal p WHERE {NAME} ILIKE %(like)s UNION
            SELECT c.id FROM umlauf.customer c WHERE c.number ILIKE %(like)s UNION
            SELECT k.customer_id FROM umlauf.contract k WHERE k.number ILIKE %(like)s))"""  # noqa: S608 - constants only
"""Whose it is, is looked up first: most customers are not meant, and their invoices need not be looked at."""
_ACCOUNTS: Final = (
    "SELECT DISTINCT p.iban, s.customer_id FROM umlauf.bank_entry_personal p"
    " JOIN umlauf.bank_booking b ON b.entry_id = p.entry_id JOIN umlauf.settlement s ON s.id = b.payment_id"
    " WHERE p.iban = ANY(%(ibans)s::text[])"
    " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id)"
    " UNION SELECT a.iban, a.customer_id FROM umlauf.customers_of_accounts(%(ibans)s::text[]) a"
)
"""Who paid from it before, and who gave a mandate for it."""
_SETTLED: Final = (
    "SELECT number, customer_id FROM umlauf.invoice WHERE kind = 'invoice'"
    " AND regexp_replace(number, '[^0-9]', '', 'g') = ANY(%(digits)s::text[])"
)
_WRITTEN: Final = (
    "SELECT id AS customer_id FROM umlauf.customer WHERE number = ANY(%(numbers)s::text[])"
    " UNION SELECT customer_id FROM umlauf.contract WHERE number = ANY(%(numbers)s::text[])"
)
_PAYERS: Final = f"""
    SELECT c.id, c.number, coalesce({NAME}, '') AS name,
        ARRAY(SELECT k.number FROM umlauf.contract k WHERE k.customer_id = c.id) AS contracts
    FROM umlauf.customer c LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id
    WHERE c.id = ANY(%(ids)s::uuid[])"""  # noqa: S608 - constants only
_BOOKED: Final = f"""
    SELECT s.customer_id, coalesce({NAME}, '') AS customer, s.invoice_id, coalesce(i.number, '') AS number, s.currency,
        s.money_minor, s.recorded_at, w.name AS who,
        EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id) AS is_reversed
    FROM umlauf.bank_booking b JOIN umlauf.settlement s ON s.id = b.payment_id
    JOIN umlauf.command c ON c.command_id = s.command_id JOIN umlauf.person w ON w.id = c.actor_id
    LEFT JOIN umlauf.invoice i ON i.id = s.invoice_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = s.customer_id
    WHERE b.entry_id = %(id)s ORDER BY s.n"""  # noqa: S608 - constants only
_MARKS: Final = (
    "SELECT m.*, w.name AS who FROM umlauf.bank_entry_mark m JOIN umlauf.person w ON w.id = m.taken_by"
    " WHERE m.entry_id = %(id)s ORDER BY m.n"
)
_FILES: Final = (
    "SELECT f.*, w.name AS who, (SELECT count(*) FROM umlauf.bank_entry e WHERE e.file_id = f.id)::int AS fresh"
    " FROM umlauf.bank_file f JOIN umlauf.person w ON w.id = f.read_by ORDER BY f.read_at DESC LIMIT %(limit)s"
)
_STATEMENTS: Final = """
    SELECT s.*, f.name AS file, lag(s.closing_minor) OVER days AS before_minor, lag(s.currency) OVER days AS before_in
    FROM (SELECT DISTINCT ON (t.account, t.identification, t.last_on) t.* FROM umlauf.bank_statement t
        JOIN umlauf.bank_file b ON b.id = t.file_id WHERE b.kind = 'statement') s
    JOIN umlauf.bank_file f ON f.id = s.file_id
    WINDOW days AS (PARTITION BY s.account ORDER BY s.last_on, s.number, s.n)
    ORDER BY s.account, s.last_on DESC, s.number DESC LIMIT %(limit)s"""


class BankDesk(DebitFiles):
    """`domain.views.banking.BankQuestions`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    def transfers(self, question: TransferQuestion) -> tuple[TransferRow, ...]:
        rows = self._database.read(
            f"{_ROWS} WHERE {_WHICH[question.which]} AND {_FOUND} ORDER BY e.booked_on DESC, e.n DESC LIMIT %(limit)s",
            like=like(question.text),
            amount=_as_amount(question.text),
            limit=question.limit,
        )
        return self._with_best(rows)

    def waiting(self, most: int) -> tuple[TransferRow, ...]:
        """The oldest first."""
        rows = self._database.read(
            f"{_ROWS} WHERE {_WHICH[Which.WAITING]} ORDER BY e.booked_on, e.n LIMIT %(limit)s", limit=most
        )
        return self._with_best(rows)

    def certain(self, most: int) -> tuple[TransferRow, ...]:
        found = [each for each in self.waiting(_AT_ONCE) if each.best and each.best.sureness is Sureness.CERTAIN]
        taken: set[InvoiceId] = set()
        first_ones: list[TransferRow] = []
        for each in found:
            invoices = {part.invoice_id for part in each.best.parts} if each.best else set()
            if not invoices & taken:
                first_ones.append(each)
                taken |= invoices
        return tuple(first_ones[:most])

    def transfer(self, entry_id: BankEntryId) -> TransferPage:
        rows = self._database.read(f"{_ROWS} WHERE e.id = %(id)s", id=entry_id)
        if not rows:
            raise UnknownBankEntry(entry=entry_id)
        suggestions = self._suggestions(rows).get(entry_id, ())
        booked = tuple(_booked(row) for row in self._database.read(_BOOKED, id=entry_id))
        marks = self._database.read(_MARKS, id=entry_id)
        return TransferPage(
            _row(rows[0], suggestions),
            rows[0]["account"],
            rows[0]["file"],
            suggestions,
            booked,
            tuple(MarkRow(Mark(row["mark"]), row["reason"], row["taken_at"], row["who"]) for row in marks),
        )

    def open_items(self, text: str, most: int) -> tuple[tuple[OpenItem, str], ...]:
        chosen = _CHOSEN if text.strip() else "true"
        rows = self._database.read(_CHOOSE.format(chosen=chosen), like=like(text), limit=most)
        return tuple((_item(row), row["name"] or "") for row in rows)

    def files(self, most: int) -> tuple[BankFileRow, ...]:
        return tuple(
            BankFileRow(
                BankFileId(row["id"]),
                BankFileKind(row["kind"]),
                row["name"],
                row["message_id"],
                row["entries"],
                row["fresh"],
                row["left_out"],
                row["read_at"],
                row["who"],
            )
            for row in self._database.read(_FILES, limit=most)
        )

    def statements(self, most: int) -> tuple[StatementRow, ...]:
        return tuple(_statement(row) for row in self._database.read(_STATEMENTS, limit=most))

    def _with_best(self, rows: Sequence[Row]) -> tuple[TransferRow, ...]:
        found = self._suggestions(rows)
        return tuple(_row(row, found.get(BankEntryId(row["id"]), ())) for row in rows)

    def _suggestions(self, rows: Sequence[Row]) -> Mapping[BankEntryId, tuple[Suggestion, ...]]:
        """One question each for what is open, who paid from these accounts, and which numbers stand in the texts."""
        waiting = [row for row in rows if row["left_minor"] > 0 and row["mark"] == Mark.OPEN]
        if not waiting:
            return {}
        finder = self._finder([_entry(row) for row in waiting])
        return {BankEntryId(row["id"]): finder.suggest(_entry(row), money(row, "left_minor")) for row in waiting}

    def _finder(self, entries: Sequence[BankEntry]) -> Finder:
        items = [_item(row) for row in self._database.read(_OPEN)]
        ibans = list({each.iban for each in entries if each.iban})
        accounts: dict[str, list[CustomerId]] = defaultdict(list)
        for row in self._database.read(_ACCOUNTS, ibans=ibans):
            accounts[row["iban"]].append(CustomerId(row["customer_id"]))
        settled = self._settled(entries, {each.number for each in items})
        concerned = {each.customer_id for each in items} | {one for known in accounts.values() for one in known}
        concerned |= set(settled.values()) | self._written(entries)
        known = self._database.read(_PAYERS, ids=plain_array(concerned))
        payers = {CustomerId(row["id"]): _payer(row) for row in known}
        return Finder(items, payers, accounts, settled)

    def _settled(self, entries: Sequence[BankEntry], still_open: Collection[str]) -> Mapping[str, CustomerId]:
        """By number, whose an invoice was of which nothing is open any more."""
        lengths = {len(digits_of(each)) for each in still_open} | {10}
        told = {one for each in entries for one in numbers_in(f"{each.text} {each.end_to_end}", lengths)}
        rows = self._database.read(_SETTLED, digits=list(told)) if told else []
        return {row["number"]: CustomerId(row["customer_id"]) for row in rows if row["number"] not in still_open}

    def _written(self, entries: Sequence[BankEntry]) -> set[CustomerId]:
        numbers = {one for each in entries for one in own_numbers_in(f"{each.text} {each.end_to_end}")}
        rows = self._database.read(_WRITTEN, numbers=list(numbers)) if numbers else []
        return {CustomerId(row["customer_id"]) for row in rows}


def _as_amount(typed: str) -> str:
    """ "1.234,56" and "1,234.56" as the amount is looked for: "%1234.56%". "": this is no amount."""
    plain = "".join(typed.split())
    is_continental = plain.rfind(",") > plain.rfind(".")
    plain = plain.replace(".", "").replace(",", ".") if is_continental else plain.replace(",", "")
    return f"%{plain}%" if plain.replace(".", "", 1).isdecimal() else ""


def _entry(row: Row) -> BankEntry:
    return BankEntry(
        Nature(row["nature"]),
        row["account"],
        money(row, "amount_minor"),
        row["booked_on"],
        row["content"],
        payer=row["payer"],
        iban=row["iban"],
        text=row["words"],
        end_to_end=row["end_to_end"],
    )


def _row(row: Row, suggestions: Sequence[Suggestion]) -> TransferRow:
    return TransferRow(
        BankEntryId(row["id"]),
        row["booked_on"],
        Nature(row["nature"]),
        money(row, "amount_minor"),
        money(row, "left_minor"),
        Mark(row["mark"]),
        row["payer"],
        row["iban"],
        row["words"],
        suggestions[0] if suggestions else None,
        row["customers"] or "",
        (row["marked"] or row["reason"]) if row["mark"] != Mark.OPEN or row["reason"] else "",
    )


def _item(row: Row) -> OpenItem:
    return OpenItem(
        InvoiceId(row["id"]), row["number"], CustomerId(row["customer_id"]), money(row, "open_minor"), row["due_on"]
    )


def _payer(row: Row) -> Payer:
    return Payer(CustomerId(row["id"]), row["number"], row["name"], tuple(row["contracts"]))


def _booked(row: Row) -> BookedPart:
    return BookedPart(
        CustomerId(row["customer_id"]),
        row["customer"],
        None if row["invoice_id"] is None else InvoiceId(row["invoice_id"]),
        row["number"],
        money(row, "money_minor"),
        row["recorded_at"],
        row["who"],
        row["is_reversed"],
    )


def _statement(row: Row) -> StatementRow:
    def balance(minor: Any) -> Money | None:
        return None if minor is None else Money(minor, Currency(row["currency"]))

    before, opening = row["before_minor"], row["opening_minor"]
    follows = None if before is None or opening is None else (before, row["before_in"]) == (opening, row["currency"])
    return StatementRow(
        row["account"],
        row["number"],
        row["first_on"],
        row["last_on"],
        balance(opening),
        balance(row["closing_minor"]),
        row["adds_up"],
        follows,
        row["file"],
    )
