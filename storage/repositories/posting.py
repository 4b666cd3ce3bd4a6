"""Drafts become rows: invoices, lines, VAT groups, what is now billed, and the outbox. Written by bulk copy."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.billing.invoice import DraftInvoice, DraftLine, InvoiceKind, billed_period
from domain.billing.model import BilledPeriod
from domain.billing.register import series_of, shown_number
from domain.billing.run import Account
from domain.billing.set_off import Issued
from domain.business import Recipient
from domain.contracts.deadlines import next_working_day
from domain.ids import InvoiceId, InvoiceLineId
from domain.period import Period
from storage.repositories.base import Desk

SERIES: Final = {InvoiceKind.INVOICE: "R", InvoiceKind.CREDIT_NOTE: "RK"}
_INVOICE: Final = [
    "id",
    "number",
    "series",
    "series_number",
    "kind",
    "customer_id",
    "issued_on",
    "due_on",
    "currency",
    "language",
    "prices_are",
    "net_minor",
    "vat_minor",
    "gross_minor",
    "corrects_id",
    "run_id",
    "command_id",
    "payment_method",
]
_LINE: Final = [
    "id",
    "invoice_id",
    "position",
    "contract_id",
    "contract_line_id",
    "title",
    "kind",
    "reason",
    "period",
    "days",
    "of_days",
    "quantity",
    "price_minor",
    "amount_minor",
    "net_minor",
    "vat_category",
    "vat_rate",
    "vat_country",
    "vat_reason",
    "corrects_line_id",
    "off_minor",
    "given_minor",
    "vat_minor",
]
_VAT: Final = ["invoice_id", "category", "rate", "country", "net_minor", "vat_minor"]
_BILLED: Final = [
    "contract_line_id",
    "first_day",
    "kind",
    "period",
    "amount_minor",
    "price_minor",
    "quantity",
    "days",
    "of_days",
    "vat_category",
    "vat_rate",
    "vat_country",
    "vat_reason",
    "currency",
    "invoice_id",
    "invoice_line_id",
    "off_minor",
    "given_minor",
    "vat_minor",
]
_UNBILL: Final = (
    "DELETE FROM umlauf.billed_period b"
    " USING unnest(%(lines)s::uuid[], %(days)s::date[], %(kinds)s::text[]) AS gone(line, first_day, kind)"
    " WHERE (b.contract_line_id, b.first_day, b.kind) = (gone.line, gone.first_day, gone.kind)"
)
_OUTBOX: Final = ["id", "kind", "subject_id", "batch_id", "facts", "created_at"]


class InvoiceRows:
    """Collects the rows of one batch; `write` hands all to the unit that needs no number, `write_numbered` draws the
    numbers and hands over the rest.

    Ids and days stand in them as text, which the server reads as well: the driver asks each value of another type anew
    how it is to be written, some 25 times an invoice.
    """

    def __init__(self, desk: Desk, issued_on: date, run_id: UUID | None) -> None:
        self._desk = desk
        self._run_id = run_id
        self._issued_on = issued_on
        self._due_on: dict[int, date] = {}
        self._drafts: list[tuple[InvoiceId, Account, DraftInvoice]] = []
        self._lines: list[list[Any]] = []
        self._vat: list[list[Any]] = []
        self._billed: list[BilledPeriod] = []
        self._corrected: dict[tuple[UUID, date, str], tuple[BilledPeriod, ...]] = {}

    def add(self, account: Account, draft: DraftInvoice) -> Issued:
        invoice_id = InvoiceId(self._desk.new_id())
        self._drafts.append((invoice_id, account, draft))
        for position, line in enumerate(draft.lines, start=1):
            line_id = InvoiceLineId(self._desk.new_id())
            self._lines.append(_line_row(line_id, invoice_id, position, line))
            if line.covers:
                self._billed.append(billed_period(line, invoice_id, line_id))
            elif line.posting.corrects is not None:
                row = line.posting.corrects
                self._corrected[row.line_id, row.period.start, row.kind] = line.posting.remaining
        for group in draft.vat:
            self._vat.append(
                [invoice_id.hex, group.category, group.rate, draft.country, group.net.minor, group.vat.minor]
            )
        return Issued(invoice_id, draft)

    def write(self) -> None:
        """What is billed now, and what the worker is to make of it. Credited rows go first, so that what is charged
        anew finds its place free."""
        if not self._drafts:
            return
        if self._corrected:
            lines, days, kinds = zip(*self._corrected, strict=True)
            self._desk.write(_UNBILL, lines=list(lines), days=list(days), kinds=list(kinds))
        billed = chain(chain.from_iterable(self._corrected.values()), self._billed)
        self._desk.copy("umlauf.billed_period", _BILLED, [_billed_row(row) for row in billed])
        self._desk.copy("umlauf.outbox", _OUTBOX, self._outbox())

    def write_numbered(self) -> None:
        """The counter of numbers is locked from here to the commit: other batches wait for it."""
        if not self._drafts:
            return
        invoices, recipients = self._numbered()
        self._desk.copy("umlauf.invoice", _INVOICE, invoices)
        self._desk.copy("umlauf.invoice_personal", ["invoice_id", "recipient"], recipients)
        self._desk.copy("umlauf.invoice_line", _LINE, self._lines)
        self._desk.copy("umlauf.invoice_vat", _VAT, self._vat)
        self._desk.write("SELECT umlauf.queue_papers(%(batch)s)", batch=self._desk.context.command_id)

    def _numbered(self) -> tuple[list[list[Any]], list[list[Any]]]:
        counts: dict[str, int] = defaultdict(int)
        for _, _, draft in self._drafts:
            counts[self._series(draft)] += 1
        following = {series: self._draw(series, count) for series, count in sorted(counts.items())}
        invoices, recipients = [], []
        for invoice_id, account, draft in self._drafts:
            series = self._series(draft)
            number = following[series]
            following[series] += 1
            invoices.append(self._invoice_row(invoice_id, series, number, account, draft))
            recipients.append(
                [invoice_id.hex, Jsonb(_recipient(account.recipient) | {"vat_id": _vat_id(account, draft)})]
            )
        return invoices, recipients

    def _series(self, draft: DraftInvoice) -> str:
        return series_of(SERIES[draft.kind], draft.prefix, self._issued_on.year)

    def _draw(self, series: str, count: int) -> int:
        """The first of `count` numbers; the counter stays locked until the commit, so none is lost or given twice."""
        row = self._desk.rows(
            "INSERT INTO umlauf.number_series (series, next) VALUES (%(series)s, 1 + %(count)s)"
            " ON CONFLICT (series) DO UPDATE SET next = number_series.next + %(count)s"
            " RETURNING next - %(count)s AS first",
            series=series,
            count=count,
        )[0]
        first: int = row["first"]
        return first

    def _invoice_row(
        self, invoice_id: InvoiceId, series: str, number: int, account: Account, draft: DraftInvoice
    ) -> list[Any]:
        return [
            invoice_id.hex,
            shown_number(series, number),
            series,
            number,
            draft.kind,
            draft.customer_id.hex,
            self._issued_on.isoformat(),
            self._due(draft.payment.days).isoformat(),
            draft.currency,
            account.language,
            draft.prices_are,
            draft.net.minor,
            draft.vat_total.minor,
            draft.gross.minor,
            draft.corrects,
            None if self._run_id is None else self._run_id.hex,
            self._desk.context.command_id.hex,
            draft.payment.method,
        ]

    def _due(self, days: int) -> date:
        """The same for all documents of a batch with the same terms."""
        if days not in self._due_on:
            self._due_on[days] = next_working_day(self._issued_on + timedelta(days=days))
        return self._due_on[days]

    def _outbox(self) -> list[list[Any]]:
        batch = self._desk.context.command_id.hex
        at = self._desk.context.effective_at
        return [
            [self._desk.new_id().hex, "invoice", invoice_id.hex, batch, "{}", at] for invoice_id, _, _ in self._drafts
        ]


def _vat_id(account: Account, draft: DraftInvoice) -> str:
    """As it was on the newest day that the document is about."""
    days = [line.posting.period.last_day or line.posting.period.start for line in draft.lines]
    return account.party.on(max(days)).vat_id


def _recipient(recipient: Recipient) -> dict[str, str]:
    address = recipient.address
    return {
        "name": recipient.name,
        "company": recipient.company,
        "street": address.street,
        "postcode": address.postcode,
        "city": address.city,
        "country": address.country,
    }


def _line_row(line_id: InvoiceLineId, invoice_id: InvoiceId, position: int, line: DraftLine) -> list[Any]:
    posting = line.posting
    return [
        line_id.hex,
        invoice_id.hex,
        position,
        line.contract_id.hex,
        posting.line.id.hex,
        posting.title,
        posting.kind,
        posting.reason,
        _range(posting.period),
        posting.days,
        posting.of_days,
        posting.quantity,
        posting.price.minor,
        line.amount.minor,
        line.net.minor,
        line.tax.category,
        line.tax.rate,
        line.tax.country,
        line.tax.reason,
        posting.corrects.invoice_line_id.hex if posting.corrects else None,
        posting.off.minor,
        posting.given.minor,
        line.vat.minor,
    ]


def _billed_row(row: BilledPeriod) -> list[Any]:
    return [
        row.line_id.hex,
        row.period.start.isoformat(),
        row.kind,
        _range(row.period),
        row.amount.minor,
        row.price.minor,
        row.quantity,
        row.days,
        row.of_days,
        row.tax.category,
        row.tax.rate,
        row.tax.country,
        row.tax.reason,
        row.amount.currency,
        row.invoice_id.hex,
        row.invoice_line_id.hex,
        row.off.minor,
        row.given.minor,
        row.vat.minor,
    ]


def _range(period: Period) -> str:
    """As Postgres reads a range: the end does not belong to it. Raises ValueError for a period without end."""
    if period.end is None:
        raise ValueError("what is billed has an end")
    return f"[{period.start.isoformat()},{period.end.isoformat()})"
