"""Sentences of a preview about what a person would ask: the law for consumers, tax across borders, long backlogs."""

from collections.abc import Iterator
from typing import Final

from domain.billing.invoice import DraftInvoice
from domain.billing.model import TaxReason
from domain.contracts.model import Contract
from domain.contracts.preview_contract import contract_start
from domain.contracts.terms import Renewal
from domain.customers.model import CustomerKind
from domain.ids import ContractLineId
from domain.period import Interval, Unit

_LAW: Final = "section 309 no. 9 BGB, which binds all consumer contracts but plain rental"
_TWO_YEARS: Final = Interval(Unit.YEAR, 2)
_ONE_MONTH: Final = Interval(Unit.MONTH)
_LONGEST_BACKLOG: Final = 3
_TAX: Final = {
    TaxReason.CUSTOMER_COUNTRY: "is taxed in {country}, where the customer lives (hire of transport above 30 days).",
    TaxReason.DESTINATION_COUNTRY: "is taxed in {country}, where the customer lives, and declared through OSS.",
    TaxReason.REVERSE_CHARGE: "is taxed in {country} by the customer (reverse charge).",
    TaxReason.INTRA_COMMUNITY_SUPPLY: "is an intra-Community supply to {country}, free of VAT.",
    TaxReason.EXPORT: "is an export to {country}, free of VAT.",
    TaxReason.OUTSIDE_EU: "is supplied in {country}, outside the scope of VAT.",
}


def law_notes(contract: Contract, kind: CustomerKind) -> Iterator[str]:
    """What terms of business may not say to a consumer. Source: RULES.md 3.1."""
    terms, start_on = contract.terms, contract_start(contract)
    if kind is not CustomerKind.CONSUMER:
        return
    if terms.min_term is not None:
        if terms.renewal is Renewal.FIXED:
            yield f"Renewal for the same term again is against {_LAW}."
        if terms.min_term.after(start_on, 1) > _TWO_YEARS.after(start_on, 1):
            yield f"A first term above two years is against {_LAW}."
    if terms.notice is not None and terms.notice.after(start_on, 1) > _ONE_MONTH.after(start_on, 1):
        yield f"Notice of more than a month is against {_LAW}."


def tax_notes(draft: DraftInvoice) -> Iterator[str]:
    """Where and why a line is not taxed as at home."""
    for line in draft.lines:
        sentence = _TAX.get(line.tax.reason)
        if sentence is not None:
            yield f"{line.posting.line.title} {sentence.format(country=line.tax.country)}"


def backlog_notes(draft: DraftInvoice) -> Iterator[str]:
    """Above three missing periods of a line a person is asked before posting. Source: BILLING.md, lesson 5."""
    counts: dict[ContractLineId, int] = {}
    for line in draft.lines:
        if line.covers:
            counts[line.posting.line.id] = counts.get(line.posting.line.id, 0) + 1
    if counts and max(counts.values()) > _LONGEST_BACKLOG:
        yield f"One run bills {max(counts.values())} periods of a line at once; above three a person confirms them."
