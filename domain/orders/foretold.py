"""What a contract to be will cost: the run's own functions on a made-up contract, without a database."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings, still_billed, unsettled_rows
from domain.billing.invoice import DraftInvoice, InvoiceKind, billed_period, draft_invoices
from domain.billing.model import BilledPeriod
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.deadlines import fixed_end
from domain.contracts.model import Contract, LineKind
from domain.ids import ContractId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Money, total
from domain.orders.agreeing import Agreement
from domain.period import ONE_DAY

MOST: Final = 800
"""Documents: two years of days. More is cut off."""
CUSTOMER: Final = CustomerId(UUID(int=2))
_CONTRACT: Final = ContractId(UUID(int=1))


@dataclass(frozen=True, slots=True)
class TriedDocument:
    """One invoice or credit note, written on the first possible day."""

    on: date
    draft: DraftInvoice

    @property
    def signed(self) -> Money:
        """What is to pay; below zero for a credit note."""
        return -self.draft.gross if self.draft.kind is InvoiceKind.CREDIT_NOTE else self.draft.gross

    @property
    def deposit(self) -> Money:
        """The part that the customer gets back one day."""
        held = [line.amount for line in self.draft.lines if line.posting.line.kind is LineKind.DEPOSIT]
        return total(held, self.draft.currency)


def made_up(agreement: Agreement, start_on: date) -> Contract:
    """The contract as it would begin on that day, with the end that its terms know."""
    contract = Contract(
        _CONTRACT,
        "",
        CUSTOMER,
        None,
        agreement.terms,
        agreement.lines,
        concluded_on=start_on,
        cycles=agreement.cycles,
        discounts=agreement.discounts,
    ).activated(start_on)
    last_day = fixed_end(contract.terms, start_on)
    return contract if last_day is None else replace(contract, end_on=last_day + ONE_DAY)


def documents_before(contract: Contract, party: BillingParty, rules: TaxRules, until: date) -> list[TriedDocument]:
    """Every document that falls due before a day, oldest first. Raises TaxRateUnknown."""
    documents: list[TriedDocument] = []
    rows: list[BilledPeriod] = []
    settled_until: date | None = None
    day = next_due_on(contract, None)
    while day is not None and day < until and len(documents) < MOST:
        postings = due_postings(contract, rows, day, settled_until)
        rows = still_billed(rows, postings)
        for draft in draft_invoices([(contract, postings)], party, rules):
            documents.append(TriedDocument(day, draft))
            rows.extend(_rows(draft, len(documents)))
        rows, settled_until = unsettled_rows(contract, rows, day), day
        day = next_due_on(contract, day)
    return documents


def _rows(draft: DraftInvoice, number: int) -> list[BilledPeriod]:
    """What the draft leaves as billed, under made-up ids."""
    return [
        billed_period(line, InvoiceId(UUID(int=number)), InvoiceLineId(UUID(int=number << 32 | place)))
        for place, line in enumerate(draft.lines)
        if line.covers
    ]
