"""Whatever changes, and however often: no credit gives back more than its line, nor all of them more than the invoice.

Source: BILLING.md, lesson 15: the last note of an invoice takes the odd cent.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.invoice import DraftLine, InvoiceKind
from domain.billing.model import Reason
from domain.contracts.model import Contract
from domain.ids import InvoiceId, InvoiceLineId
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import LAST, Books


@dataclass
class Held:
    """What lines and invoices charged, and what credits took from them, in cents: amount (or gross) and VAT."""

    lines: dict[InvoiceLineId, tuple[int, int]] = field(default_factory=dict)
    credits_of_line: dict[InvoiceLineId, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    invoices: dict[InvoiceId, int] = field(default_factory=lambda: defaultdict(int))
    notes: dict[InvoiceId, int] = field(default_factory=lambda: defaultdict(int))

    def read(self, books: Books) -> "Held":
        for number, draft in enumerate(books.documents, start=1):
            invoice_id = InvoiceId(UUID(int=number))
            if draft.kind is InvoiceKind.CREDIT_NOTE:
                assert draft.corrects is not None
                self.notes[draft.corrects] += draft.gross.minor
            for place, line in enumerate(draft.lines):
                self._line(invoice_id, InvoiceLineId(UUID(int=number << 32 | place)), line)
        return self

    def _line(self, invoice_id: InvoiceId, line_id: InvoiceLineId, line: DraftLine) -> None:
        row = line.posting.corrects
        if row is not None:
            self.credits_of_line[row.invoice_line_id].append((-line.posting.amount.minor, abs(line.vat.minor)))
            return
        if line.covers:
            self.lines[line_id] = (line.posting.amount.minor, line.vat.minor)
        is_discount = line.posting.reason is Reason.DISCOUNT
        self.invoices[invoice_id] += line.net.minor + (0 if is_discount else line.vat.minor)


def after_changes(contract: Contract, data: st.DataObject) -> Books:
    """Billed, changed and billed again, a few times, on days that only go forward."""
    books, day = Books(), contract.start_on
    assert day is not None
    for _ in range(data.draw(st.integers(1, 4))):
        day += timedelta(days=data.draw(st.integers(0, 200)))
        books.run(contract, day)
        contract = data.draw(tl.edits(contract))
    books.run(contract, max(day, LAST))
    return books


@settings(max_examples=25)
@given(data=st.data())
def test_credits_never_exceed_what_their_line_and_their_invoice_hold(data: st.DataObject) -> None:
    books = after_changes(data.draw(tl.contracts()), data)
    held = Held().read(books)
    standing = {row.invoice_line_id for row in books.rows}
    for line_id, taken in held.credits_of_line.items():
        amount, vat = held.lines[line_id]
        assert sum(each for each, _ in taken) <= amount
        assert sum(each for _, each in taken) <= vat
        if line_id not in standing:
            assert (sum(each for each, _ in taken), sum(each for _, each in taken)) == (amount, vat)
    for invoice_id, credited in held.notes.items():
        assert credited <= held.invoices[invoice_id], "credit notes give back more than the invoice charged"


@settings(max_examples=25)
@given(data=st.data())
def test_what_is_wholly_given_back_was_given_back_to_the_cent(data: st.DataObject) -> None:
    """The end before the first day: whatever was invoiced of periods comes back, VAT and odd cents included."""
    contract = data.draw(tl.contracts())
    books = after_changes(contract, data)
    start = contract.start_on
    assert start is not None
    gone = contract
    for line in contract.lines:
        gone = gone.line_ended(line.id, (line.start_on or start) - timedelta(days=1))
    books.run(gone, LAST + timedelta(days=400))
    gross = sum(draft.gross.minor * (-1 if draft.kind is InvoiceKind.CREDIT_NOTE else 1) for draft in books.documents)
    left = [row for row in books.rows if row.amount or row.vat]
    assert (left, books.posted(), gross) == ([], 0, 0)
