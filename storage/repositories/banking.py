"""What banks tell of our account, what became of it, and the files that ask them to collect."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from domain.banking.book import KeptEntry, Said
from domain.banking.debit_files import (
    Carried,
    CarriedOrder,
    DebitFileId,
    FileStatus,
    FileStep,
    UnknownDebitFile,
)
from domain.banking.model import (
    BankEntry,
    BankEntryId,
    BankFile,
    BankFileId,
    BankStatement,
    Mark,
    Nature,
    UnknownBankEntry,
)
from domain.billing.settlement import EntryId
from domain.contracts.notes import digest_of
from domain.money import Currency, Money
from domain.payments.provider import AttemptId, CollectionFile, DebitSequence, Scheme
from storage.database import Row
from storage.repositories.base import Desk, money, plain_array

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('bank ' || %(what)s, 0))"
_KNOWN: Final = (
    "SELECT ref, content FROM umlauf.bank_entry"
    " WHERE ref = ANY(%(refs)s::text[]) OR content = ANY(%(contents)s::text[])"
)
_ENTRY: Final = (
    "SELECT e.*, coalesce(p.words, '') AS words, ARRAY(SELECT b.payment_id FROM umlauf.bank_booking b"
    " JOIN umlauf.settlement s ON s.id = b.payment_id WHERE b.entry_id = e.id"
    " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = b.payment_id) ORDER BY s.n) AS bookings"
    " FROM umlauf.bank_entry e LEFT JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id WHERE e.id = %(id)s"
)
_CARRIED: Final = (
    "SELECT o.*, f.message_id FROM umlauf.debit_order o JOIN umlauf.debit_file f ON f.id = o.file_id"
    " WHERE o.attempt_id = ANY(%(ids)s::uuid[])"
)
_COLUMNS: Final = (
    "e.*, coalesce(p.reason_words, '') AS reason_words, o.attempt_id, o.file_id AS debit_file_id,"
    " o.end_to_end AS order_ref, o.amount_minor AS order_minor"
)
_OF_DEBITS: Final = "e.file_id = %(id)s AND e.nature IN ('collected', 'returned', 'taken', 'refused')"
_SAID: Final = f"""
    SELECT {_COLUMNS} FROM umlauf.bank_entry e JOIN umlauf.debit_order o ON o.end_to_end = e.end_to_end
    LEFT JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id
    WHERE {_OF_DEBITS} AND e.end_to_end <> ''
    UNION ALL
    SELECT {_COLUMNS} FROM umlauf.bank_entry e JOIN umlauf.debit_order o ON o.batch = e.batch
    LEFT JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id
    WHERE {_OF_DEBITS} AND e.end_to_end = '' AND e.batch <> ''
    UNION ALL
    SELECT {_COLUMNS} FROM umlauf.bank_entry e JOIN umlauf.bank_file b ON b.id = e.file_id
    JOIN umlauf.debit_file c ON c.message_id = b.about
    JOIN umlauf.debit_order o ON o.file_id = c.id
    LEFT JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id
    WHERE {_OF_DEBITS} AND e.end_to_end = '' AND e.batch = '' AND e.nature IN ('taken', 'refused')
    ORDER BY n"""  # noqa: S608 - constants only
_REFUSED: Final = (
    "SELECT DISTINCT end_to_end FROM umlauf.bank_entry WHERE nature = 'refused' AND end_to_end = ANY(%(refs)s::text[])"
)
_ENTRY_COLUMNS: Final = (
    *("id", "file_id", "nature", "account", "currency", "amount_minor", "booked_on", "ref", "content", "end_to_end"),
    *("batch", "reason", "original_minor", "fee_minor", "left_minor", "command_id"),
)


class BankShelf:
    """`domain.banking.book.BankBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def file_of(self, digest: str) -> BankFileId | None:
        self._desk.rows(_LOCK, what="files")
        rows = self._desk.rows("SELECT id FROM umlauf.bank_file WHERE digest = %(digest)s", digest=digest)
        return BankFileId(rows[0]["id"]) if rows else None

    def known(self, entries: Sequence[BankEntry]) -> Collection[int]:
        """By the bank's own id where both messages give one, else by all that they say."""
        refs = [each.ref for each in entries if each.ref]
        rows = self._desk.rows(_KNOWN, refs=refs, contents=[each.content for each in entries])
        known_refs = {row["ref"] for row in rows if row["ref"] is not None}
        contents: dict[str, bool] = {}
        for row in rows:
            contents[row["content"]] = contents.get(row["content"], False) or row["ref"] is None
        return [
            n
            for n, each in enumerate(entries)
            if each.ref in known_refs or (each.content in contents and (not each.ref or contents[each.content]))
        ]

    def keep_file(self, file_id: BankFileId, name: str, digest: str, content: bytes, says: BankFile) -> None:
        self._desk.write(
            "INSERT INTO umlauf.bank_file (id, kind, name, message_id, about, made_at, digest, size, entries, left_out,"
            " read_by, command_id) VALUES (%(id)s, %(kind)s, %(name)s, %(message)s, %(about)s, %(made_at)s, %(digest)s,"
            " %(size)s, %(entries)s, %(left_out)s, %(by)s, %(command)s)",
            id=file_id,
            kind=says.kind,
            name=name,
            message=says.message_id,
            about=says.about,
            made_at=says.made_at,
            digest=digest,
            size=len(content),
            entries=len(says.entries),
            left_out=says.left_out,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.bank_file_content (file_id, content) VALUES (%(id)s, %(content)s)",
            id=file_id,
            content=content,
        )

    def keep_statements(self, file_id: BankFileId, statements: Sequence[BankStatement]) -> None:
        columns = (
            *("file_id", "n", "account", "identification", "number", "first_on", "last_on", "currency"),
            *("opening_minor", "closing_minor", "adds_up"),
        )
        rows = [[file_id, n, *_statement_row(each)] for n, each in enumerate(statements, start=1)]
        self._desk.copy("umlauf.bank_statement", columns, rows)

    def keep_entries(self, file_id: BankFileId, entries: Sequence[BankEntry]) -> None:
        command = self._desk.context.command_id
        ids = [self._desk.new_id() for _ in entries]
        rows = [
            [
                *(
                    entry_id,
                    file_id,
                    each.nature,
                    each.account,
                    each.amount.currency,
                    each.amount.minor,
                    each.booked_on,
                ),
                *(each.ref or None, each.content, each.end_to_end, each.group, each.reason),
                None if each.original is None else each.original.minor,
                None if each.fee is None else each.fee.minor,
                *(0, command),
            ]
            for entry_id, each in zip(ids, entries, strict=True)
        ]
        self._desk.copy("umlauf.bank_entry", _ENTRY_COLUMNS, rows)
        personal = [
            [entry_id, each.payer, each.iban, each.text, each.reason_text]
            for entry_id, each in zip(ids, entries, strict=True)
        ]
        columns = ("entry_id", "payer", "iban", "words", "reason_words")
        self._desk.copy("umlauf.bank_entry_personal", columns, personal)

    def entry(self, entry_id: BankEntryId) -> KeptEntry:
        self._desk.rows(_LOCK, what=str(entry_id))
        rows = self._desk.rows(_ENTRY, id=entry_id)
        if not rows:
            raise UnknownBankEntry(entry=entry_id)
        return kept_from(rows[0])

    def book(self, entry_id: BankEntryId, payments: Sequence[EntryId]) -> None:
        command = self._desk.context.command_id
        rows = [[payment, entry_id, command] for payment in payments]
        self._desk.copy("umlauf.bank_booking", ("payment_id", "entry_id", "command_id"), rows)

    def mark(self, entry_id: BankEntryId, mark: Mark, reason: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.bank_entry_mark (entry_id, n, mark, reason, taken_by, command_id) VALUES (%(id)s,"
            " coalesce((SELECT max(n) FROM umlauf.bank_entry_mark WHERE entry_id = %(id)s), 0) + 1, %(mark)s,"
            " %(reason)s, %(by)s, %(command)s)",
            id=entry_id,
            mark=mark,
            reason=reason,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )

    def keep_debits(self, file_id: DebitFileId, file: CollectionFile, orders: Sequence[CarriedOrder]) -> None:
        days = [each.collect_on for each in orders]
        self._desk.write(
            "INSERT INTO umlauf.debit_file (id, message_id, name, digest, orders, sum_minor, first_on, last_on,"
            " command_id) VALUES (%(id)s, %(message)s, %(name)s, %(digest)s, %(orders)s, %(sum)s, %(first)s, %(last)s,"
            " %(command)s)",
            id=file_id,
            message=file.message_id,
            name=file.name,
            digest=digest_of(file.content),
            orders=len(orders),
            sum=sum(each.amount.minor for each in orders),
            first=min(days),
            last=max(days),
            command=self._desk.context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.debit_file_content (file_id, content) VALUES (%(id)s, %(content)s)",
            id=file_id,
            content=file.content,
        )
        columns = (
            *("attempt_id", "file_id", "end_to_end", "batch", "currency", "amount_minor", "collect_on", "scheme"),
            "sequence",
        )
        self._desk.copy("umlauf.debit_order", columns, [_order_row(file_id, each) for each in orders])

    def carried(self, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]:
        return carried_by(self._desk.rows, attempts)

    def debits(self, file_id: DebitFileId) -> tuple[FileStatus, str]:
        self._desk.rows(_LOCK, what=str(file_id))
        rows = self._desk.rows("SELECT status, message_id FROM umlauf.debit_file WHERE id = %(id)s", id=file_id)
        if not rows:
            raise UnknownDebitFile(file=file_id)
        return FileStatus(rows[0]["status"]), rows[0]["message_id"]

    def debits_size(self, file_id: DebitFileId) -> int:
        [row] = self._desk.rows("SELECT orders FROM umlauf.debit_file WHERE id = %(id)s", id=file_id)
        return int(row["orders"])

    def step_debits(self, file_id: DebitFileId, step: FileStep, note: str = "") -> None:
        what = {"step": step, "note": note}
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.debit_file_step (file_id, n, step, note, taken_by, command_id) VALUES (%(id)s,"
            " coalesce((SELECT max(n) FROM umlauf.debit_file_step WHERE file_id = %(id)s), 0) + 1, %(step)s,"
            " %(note)s, %(by)s, %(command)s)",
            id=file_id,
            by=context.actor_id,
            command=context.command_id,
            **what,
        )

    def said_of_orders(self, file_id: BankFileId) -> Sequence[Said]:
        rows = self._desk.rows(_SAID, id=file_id)
        refs = [row["order_ref"] for row in rows if row["nature"] == Nature.COLLECTED and not row["end_to_end"]]
        refused = {row["end_to_end"] for row in self._desk.rows(_REFUSED, refs=refs)} if refs else set()
        by_entry: dict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            by_entry[row["id"]].append(row)
        return [_said(row) for found in by_entry.values() for row in _meant(found, refused)]


def _meant(rows: Sequence[Row], refused: Collection[str]) -> Sequence[Row]:
    """The orders that one entry speaks of. A sum for a whole group stands for all of them, or for all that the bank had
    not refused before; one that is neither stands for nobody, and a person looks."""
    first = rows[0]
    if first["nature"] != Nature.COLLECTED or first["end_to_end"]:
        return rows
    left = [row for row in rows if row["order_ref"] not in refused]
    return next((one for one in (rows, left) if sum(row["order_minor"] for row in one) == first["amount_minor"]), ())


def _said(row: Row) -> Said:
    entry = BankEntry(
        Nature(row["nature"]),
        row["account"],
        money(row, "amount_minor"),
        row["booked_on"],
        row["content"],
        end_to_end=row["order_ref"],
        group=row["batch"],
        reason=row["reason"],
        reason_text=row["reason_words"],
        original=None if row["original_minor"] is None else money(row, "original_minor"),
        fee=None if row["fee_minor"] is None else money(row, "fee_minor"),
    )
    amount = Money(row["order_minor"], Currency(row["currency"]))
    return Said(entry, AttemptId(row["attempt_id"]), DebitFileId(row["debit_file_id"]), amount)


def carried_by(read: Read, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]:
    """Those of the attempts that are in a kept file."""
    rows = read(_CARRIED, ids=plain_array(attempts))
    return {AttemptId(row["attempt_id"]): _carried(row) for row in rows}


def _carried(row: Row) -> Carried:
    order = CarriedOrder(
        AttemptId(row["attempt_id"]),
        row["end_to_end"],
        row["batch"],
        money(row, "amount_minor"),
        row["collect_on"],
        Scheme(row["scheme"]),
        DebitSequence(row["sequence"]),
    )
    return Carried(DebitFileId(row["file_id"]), row["message_id"], order)


def _order_row(file_id: DebitFileId, order: CarriedOrder) -> list[Any]:
    return [
        order.attempt_id,
        file_id,
        order.end_to_end,
        order.group,
        order.amount.currency,
        order.amount.minor,
        order.collect_on,
        order.scheme,
        order.sequence,
    ]


def _statement_row(statement: BankStatement) -> list[Any]:
    balance = statement.closing or statement.opening
    return [
        statement.account,
        statement.identification,
        statement.number,
        statement.first_on,
        statement.last_on,
        None if balance is None else balance.currency,
        None if statement.opening is None else statement.opening.minor,
        None if statement.closing is None else statement.closing.minor,
        statement.adds_up,
    ]


def kept_from(row: Row) -> KeptEntry:
    """Of a row of the entry with `words` and `bookings`."""
    return KeptEntry(
        BankEntryId(row["id"]),
        Nature(row["nature"]),
        money(row, "amount_minor"),
        money(row, "left_minor"),
        row["booked_on"],
        Mark(row["mark"]),
        row["words"],
        tuple(EntryId(each) for each in row["bookings"]),
    )
