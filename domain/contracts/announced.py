"""Announced prices whose day has not come, in what is foretold: charged as they will be, and marked as announced.

Source: DESIGN.md 1 ("The difference"): the timeline that the day will make, billed by the run's own functions.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.billing.next_invoices import NextInvoice
from domain.contracts.model import Contract
from domain.contracts.price_campaign import RUNNING, LinePrice
from domain.contracts.repricing import holding, repriced


def as_announced(contract: Contract, prices: tuple[LinePrice, ...]) -> Contract:
    """The timeline as it will be when the announced prices come true; a contract that ends is left out by then."""
    return repriced(contract, prices) if contract.status in RUNNING else contract


def foretold(
    contract: Contract, prices: tuple[LinePrice, ...], foretell: Callable[[Contract], Sequence[NextInvoice]]
) -> tuple[NextInvoice, ...]:
    """What `foretell` finds for the contract as it will be; each document names the announced prices it charges."""
    coming = holding(contract, prices) if contract.status in RUNNING else ()
    found = foretell(as_announced(contract, prices))
    return tuple(replace(each, announced=_charged(each, coming)) for each in found) if coming else tuple(found)


def _charged(document: NextInvoice, coming: Sequence[LinePrice]) -> tuple[LinePrice, ...]:
    charged = [line.posting for line in document.draft.lines if line.covers]
    return tuple(
        price
        for price in coming
        if any(each.line.id == price.line_id and price.from_on <= each.period.start for each in charged)
    )
