"""What a change will cause: the same edit as the command's, and the run's own functions, without writing.

Source: DESIGN.md 1 ("The difference"); BILLING.md, lesson 12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.billing.invoice import InvoiceKind
from domain.billing.model import BilledPeriod
from domain.billing.next_invoices import MOST, NextInvoice, next_invoices
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.changing import ContractChange, applied
from domain.contracts.model import Contract
from domain.money import Money

AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """`before` and `after`: the documents of the next twelve months, oldest first, without and with the change."""

    contract: Contract
    before: tuple[NextInvoice, ...]
    after: tuple[NextInvoice, ...]
    today: date

    @property
    def today_more(self) -> Money:
        """What is billed today because of the change; below zero: what is credited."""
        return self._sum(self.after, self.today) - self._sum(self.before, self.today)

    @property
    def year_more(self) -> Money:
        """What the customer pays more within twelve months; below zero: less."""
        return self._sum(self.after, None) - self._sum(self.before, None)

    def _sum(self, documents: Sequence[NextInvoice], day: date | None) -> Money:
        wanted = [each.draft for each in documents if day in (None, each.on)]
        signed = [-each.gross if each.kind is InvoiceKind.CREDIT_NOTE else each.gross for each in wanted]
        return Money(sum(amount.minor for amount in signed), self.contract.terms.currency)


def preview_change(
    command: ContractChange,
    contract: Contract,
    billed: Sequence[BilledPeriod],
    party: BillingParty,
    rules: TaxRules,
    *,
    today: date,
) -> ChangePreview:
    """Raises what the command itself would, and TaxRateUnknown."""
    changed = applied(command.for_customer(party.kind), contract, today)

    def documents(timeline: Contract) -> tuple[NextInvoice, ...]:
        found = next_invoices(timeline, billed, party, rules, today=today, count=MOST)
        return tuple(each for each in found if each.on < today + AHEAD)

    return ChangePreview(changed, documents(contract), documents(changed), today)
