"""Invoices and billing runs as the back office sees them."""

from collections import defaultdict
from typing import Final
from uuid import UUID

from domain.billing.e_invoice import lacking
from domain.ids import CustomerId, InvoiceId
from domain.views.office import InvoiceQuestion, UnknownInvoice
from domain.views.office_rows import (
    Found,
    InvoicePage,
    InvoiceRow,
    Ref,
    RunRow,
    StoredPaper,
)
from storage.database import Database
from storage.queries.final_statements import final_statement
from storage.queries.house import read_business
from storage.queries.office_billing import runs
from storage.queries.office_parts import INVOICE_SQL, found, id_or_number, invoice_row, matching
from storage.queries.papers import invoice_sheet
from storage.queries.settlements import entries_of

_RELATED: Final = """
    SELECT 'contract' AS what, k.id, k.number FROM umlauf.contract k WHERE k.id IN (
        SELECT l.contract_id FROM umlauf.invoice_line l WHERE l.invoice_id = %(id)s)
    UNION SELECT 'order', o.id, o.number FROM umlauf.customer_order o WHERE o.id IN (
        SELECT k.order_id FROM umlauf.contract k JOIN umlauf.invoice_line l ON l.contract_id = k.id
        WHERE l.invoice_id = %(id)s)
    UNION SELECT 'corrects', c.id, c.number FROM umlauf.invoice i JOIN umlauf.invoice c ON c.id = i.corrects_id
        WHERE i.id = %(id)s
    UNION SELECT 'corrected_by', c.id, c.number FROM umlauf.invoice c
        WHERE c.customer_id = %(customer)s AND c.id IN (
            SELECT n.invoice_id FROM umlauf.invoice_line n JOIN umlauf.invoice_line l ON l.id = n.corrects_line_id
            WHERE l.invoice_id = %(id)s AND n.contract_line_id = l.contract_line_id)
    ORDER BY 3"""


_UNPAID: Final = """t.kind = 'invoice' AND t.gross_minor > coalesce(
    (SELECT d.used_minor FROM umlauf.document_account d WHERE d.invoice_id = t.id), 0)"""
_CLOSES: Final = "SELECT FROM umlauf.outbox WHERE subject_id = %(id)s AND kind = 'final_statement'"


class Invoices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, question: InvoiceQuestion) -> Found[InvoiceRow]:
        condition, values = matching("umlauf.invoice", question.text)
        if question.kind is not None:
            condition += " AND t.kind = %(kind)s"
        if question.issued_from is not None:
            condition += " AND t.issued_on >= %(issued_from)s"
        if question.issued_until is not None:
            condition += " AND t.issued_on <= %(issued_until)s"
        if question.only_open or question.due_before is not None:
            condition += f" AND {_UNPAID}"
        if question.due_before is not None:
            condition += " AND t.due_on < %(due_before)s"
        rows = self._database.read(
            f"{INVOICE_SQL} WHERE i.id IN (SELECT t.id FROM umlauf.invoice t WHERE {condition}"  # noqa: S608 - constants only
            " ORDER BY t.id DESC LIMIT %(limit)s) ORDER BY i.issued_on DESC, i.number DESC",
            kind=question.kind,
            issued_from=question.issued_from,
            issued_until=question.issued_until,
            due_before=question.due_before,
            limit=question.limit + 1,
            **values,
        )
        return found(rows, question.limit, invoice_row)

    def page(self, ref: str) -> InvoicePage:
        """Raises UnknownInvoice."""
        row = self._database.read_one(
            f"{INVOICE_SQL} WHERE i.id = %(id)s OR i.number = %(number)s", **id_or_number(ref)
        )
        if row is None:
            raise UnknownInvoice(invoice=ref)
        related: dict[str, list[Ref]] = defaultdict(list)
        for each in self._database.read(_RELATED, id=row["id"], customer=row["customer_id"]):
            related[each["what"]].append(Ref(each["id"], each["number"]))
        sheet = invoice_sheet(self._database, InvoiceId(row["id"]))
        return InvoicePage(
            invoice_row(row),
            sheet,
            CustomerId(row["customer_id"]),
            tuple(related["contract"]),
            tuple(related["order"]),
            next(iter(related["corrects"]), None),
            tuple(related["corrected_by"]),
            entries_of(self._database, InvoiceId(row["id"])),
            final_statement(self._database, InvoiceId(row["id"])) if self._closes_deposit(row["id"]) else None,
            lacking(sheet, read_business(self._database)) if sheet.is_e_invoice and not row["came_along"] else (),
            row["came_along"],
        )

    def _closes_deposit(self, invoice_id: UUID) -> bool:
        return bool(self._database.read(_CLOSES, id=invoice_id))

    def paper(self, invoice_id: InvoiceId, kind: str = "invoice") -> StoredPaper | None:
        row = self._database.read_one(
            "SELECT file_name, content FROM umlauf.document WHERE subject_id = %(id)s AND kind = %(kind)s"
            " ORDER BY made_at DESC LIMIT 1",
            id=invoice_id,
            kind=kind,
        )
        return StoredPaper(row["file_name"], bytes(row["content"])) if row else None

    def runs(self, limit: int) -> tuple[RunRow, ...]:
        return runs(self._database, limit)
