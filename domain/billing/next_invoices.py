"""What a contract will cause when nothing changes: the run's own functions, ahead of time and without writing.

Source: DESIGN.md 1 ("The difference"): a preview is the same function on the same or a changed timeline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings, still_billed
from domain.billing.invoice import DraftInvoice, billed_period, draft_invoices
from domain.billing.model import BilledPeriod
from domain.billing.retaxed import tax_fits
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.ending import ended_with_last, line_done
from domain.contracts.model import Contract
from domain.contracts.price_campaign import LinePrice
from domain.ids import ContractLineId, InvoiceId, InvoiceLineId

MOST: Final = 120
"""A year of weeks beside another rhythm; of a contract by the day, what comes later is not foretold."""


@dataclass(frozen=True, slots=True)
class KnownLater:
    """From the day `on` the timeline is this one: something that is expected to happen then."""

    on: date
    contract: Contract


@dataclass(frozen=True, slots=True)
class NextInvoice:
    """One document that will be written on `on`, the first possible day of a run. `announced` are the prices it charges
    that the customer was told of and that do not hold yet."""

    on: date
    draft: DraftInvoice
    announced: tuple[LinePrice, ...] = ()


def next_invoices(
    contract: Contract,
    billed: Sequence[BilledPeriod],
    party: BillingParty,
    rules: TaxRules,
    *,
    today: date,
    count: int = 6,
    later: KnownLater | None = None,
    until: date | None = None,
) -> tuple[NextInvoice, ...]:
    """The documents of the next runs, oldest first: at least `count` when the contract goes on for so long.

    What is due already, and was not billed yet, is named for `today`. `until` is the first day that is not
    looked at. Empty for a draft and for what is settled.

    Raises TaxRateUnknown.
    """
    found: list[NextInvoice] = []
    rows = list(billed)
    day: date | None = today
    while day is not None and len(found) < min(count, MOST) and (until is None or day < until):
        if later is not None and later.on <= day:
            contract, later = later.contract, None
        postings = due_postings(contract, rows, day, fits=tax_fits(contract, party, rules))
        rows = still_billed(rows, postings)
        for draft in draft_invoices([(contract, postings)], party, rules):
            invoice_id = InvoiceId(UUID(int=len(found) + 1))
            found.append(NextInvoice(day, draft))
            rows.extend(_rows(draft, invoice_id))
        day = next_due_on(contract, day)
        if later is not None:
            day = later.on if day is None else min(day, later.on)
    return tuple(found)


def _rows(draft: DraftInvoice, invoice_id: InvoiceId) -> list[BilledPeriod]:
    """What the draft would leave as billed, under made-up ids."""
    return [
        billed_period(line, invoice_id, InvoiceLineId(UUID(int=invoice_id.int << 32 | number)))
        for number, line in enumerate(draft.lines)
        if line.covers
    ]


def with_lines_back(contract: Contract, line_ids: Sequence[ContractLineId], last_day: date) -> Contract:
    """The contract as it will run when these lines are charged up to and including `last_day`: what the worker does
    when the things are here (`domain/contracts/end_returned_line.py`)."""
    for line_id in line_ids:
        contract = line_done(contract, line_id, last_day)
    return ended_with_last(contract, last_day)
