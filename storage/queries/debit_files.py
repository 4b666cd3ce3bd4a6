"""Files that ask the bank to collect: what is in them, what it said, and what today's would carry."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.banking.debit_files import DebitFileId, FileStatus, FileStep, UnknownDebitFile
from domain.banking.model import Nature
from domain.ids import InvoiceId
from domain.money import EUR, Money
from domain.payments.provider import DebitSequence, Scheme
from domain.views.banking import (
    DebitFilePage,
    DebitFileRow,
    DebitOrderRow,
    DebitsAhead,
    DebitSum,
    FileStepRow,
    LeftOut,
)
from storage.database import Database, Row
from storage.queries.office_parts import NAME
from storage.repositories.base import money

_LIST: Final = "SELECT * FROM umlauf.debit_file ORDER BY made_at DESC, message_id LIMIT %(limit)s"
_ONE: Final = "SELECT * FROM umlauf.debit_file WHERE message_id = %(ref)s OR id::text = %(ref)s"
_ORDERS: Final = f"""
    SELECT o.*, a.invoice_id, coalesce(i.number, '') AS number, coalesce({NAME}, '') AS customer, s.nature, s.reason
    FROM umlauf.debit_order o
    LEFT JOIN umlauf.payment_attempt a ON a.id = o.attempt_id
    LEFT JOIN umlauf.invoice i ON i.id = a.invoice_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = a.customer_id
    LEFT JOIN LATERAL (SELECT e.nature, e.reason FROM umlauf.bank_entry e WHERE e.end_to_end = o.end_to_end
        ORDER BY e.n DESC LIMIT 1) s ON true
    WHERE o.file_id = %(id)s ORDER BY s.nature = 'refused' DESC NULLS LAST, o.collect_on, i.number"""  # noqa: S608 - constants
_STEPS: Final = (
    "SELECT t.*, w.name AS who FROM umlauf.debit_file_step t JOIN umlauf.person w ON w.id = t.taken_by"
    " WHERE t.file_id = %(id)s ORDER BY t.n"
)
_AHEAD: Final = f"""
    SELECT a.id, a.amount_minor, a.currency, a.collect_on, i.number, coalesce({NAME}, '') AS customer,
        coalesce(m.scheme, 'core') AS scheme,
        CASE WHEN q.ended IS NOT NULL THEN 'method_ended'
            WHEN EXISTS (SELECT FROM umlauf.customer_case k WHERE k.customer_id = a.customer_id AND k.status = 'open')
                THEN 'case'
            WHEN EXISTS (SELECT FROM umlauf.payment_attempt u WHERE u.status = 'unknown' AND u.id <> a.id
                AND u.contract_ids && a.contract_ids) THEN 'unknown'
            ELSE '' END AS why
    FROM umlauf.payment_attempt a JOIN umlauf.invoice i ON i.id = a.invoice_id
    JOIN umlauf.payment_method q ON q.id = a.payment_method_id
    LEFT JOIN umlauf.mandate m ON m.id = q.mandate_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = a.customer_id
    WHERE a.provider = 'sepa_files' AND a.status = 'planned' AND a.collect_on <= %(until)s
        AND NOT EXISTS (SELECT FROM umlauf.debit_order o WHERE o.attempt_id = a.id)
    ORDER BY a.collect_on, i.number"""  # noqa: S608 - constants


class DebitFiles:
    """The part of `domain.views.banking.BankQuestions` about them."""

    def __init__(self, database: Database) -> None:
        self._files = database

    def debit_files(self, most: int) -> tuple[DebitFileRow, ...]:
        return tuple(_file(row) for row in self._files.read(_LIST, limit=most))

    def debit_file(self, ref: str) -> DebitFilePage:
        rows = self._files.read(_ONE, ref=ref)
        if not rows:
            raise UnknownDebitFile(file=ref)
        file_id = rows[0]["id"]
        orders = tuple(_order(row) for row in self._files.read(_ORDERS, id=file_id))
        steps = self._files.read(_STEPS, id=file_id)
        taken = tuple(FileStepRow(FileStep(row["step"]), row["taken_at"], row["who"]) for row in steps)
        return DebitFilePage(_file(rows[0]), orders, taken)

    def debit_content(self, file_id: DebitFileId) -> bytes:
        row = self._files.read_one("SELECT content FROM umlauf.debit_file_content WHERE file_id = %(id)s", id=file_id)
        if row is None:
            raise UnknownDebitFile(file=file_id)
        return bytes(row["content"])

    def debits_ahead(self, until: date) -> DebitsAhead:
        rows = self._files.read(_AHEAD, until=until)
        going = [row for row in rows if not row["why"]]
        left_out = tuple(
            LeftOut(row["number"], row["customer"], money(row, "amount_minor"), row["why"])
            for row in rows
            if row["why"]
        )
        return DebitsAhead(_sums(going), left_out)


def _sums(rows: Sequence[Row]) -> tuple[DebitSum, ...]:
    keys = dict.fromkeys((row["collect_on"], row["scheme"]) for row in rows)
    found = []
    for day, scheme in keys:
        of = [row for row in rows if (row["collect_on"], row["scheme"]) == (day, scheme)]
        found.append(DebitSum(day, Scheme(scheme), len(of), Money(sum(row["amount_minor"] for row in of), EUR)))
    return tuple(found)


def _file(row: Row) -> DebitFileRow:
    return DebitFileRow(
        DebitFileId(UUID(str(row["id"]))),
        row["name"],
        row["message_id"],
        FileStatus(row["status"]),
        row["orders"],
        Money(row["sum_minor"], EUR),
        row["first_on"],
        row["last_on"],
        row["made_at"],
    )


def _order(row: Row) -> DebitOrderRow:
    return DebitOrderRow(
        row["number"],
        None if row["invoice_id"] is None else InvoiceId(row["invoice_id"]),
        row["customer"],
        money(row, "amount_minor"),
        row["collect_on"],
        Scheme(row["scheme"]),
        DebitSequence(row["sequence"]),
        None if row["nature"] is None else Nature(row["nature"]),
        row["reason"] or "",
    )
