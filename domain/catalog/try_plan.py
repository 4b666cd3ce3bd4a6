"""What a customer would pay under a plan: a made-up contract through the functions of the run, without a database."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count as counted
from typing import Final
from uuid import UUID

from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings, still_billed, unsettled_rows
from domain.billing.invoice import DraftInvoice, InvoiceKind, billed_period, draft_invoices
from domain.billing.model import BilledPeriod
from domain.billing.tax import BillingParty, TaxRules
from domain.catalog.plan import PricePlan
from domain.catalog.plan_rules import PlanWarning, warnings
from domain.contracts.deadlines import fixed_end
from domain.contracts.model import Contract, LineKind
from domain.customers.model import CustomerKind
from domain.ids import ContractId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Money, total
from domain.orders.agreeing import Buyer, Wish, agree
from domain.period import ONE_DAY, add_months

MONTHS: Final = 24
MOST: Final = 800
"""Documents: two years of days. More is cut off."""
_CONTRACT: Final = ContractId(UUID(int=1))
_CUSTOMER: Final = CustomerId(UUID(int=2))


@dataclass(frozen=True, slots=True)
class Trial:
    """One customer who takes one product from `start_on`. `vat_id` is taken for a checked one, "" for none."""

    plan: PricePlan
    title: str
    start_on: date
    kind: CustomerKind = CustomerKind.CONSUMER
    country: str = "DE"
    vat_id: str = ""
    quantity: int = 1
    paid_up: int | None = None
    voucher: str = ""
    months: int = MONTHS


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


@dataclass(frozen=True, slots=True)
class Tried:
    """`last_day` None: the contract goes on. `paid` is without `deposit`; both gross."""

    documents: tuple[TriedDocument, ...]
    paid: Money
    deposit: Money
    last_day: date | None
    warnings: tuple[PlanWarning, ...]


def try_plan(trial: Trial, rules: TaxRules) -> Tried:
    """Raises TaxRateUnknown, and what `agree` refuses."""
    contract = _contract(trial)
    party = BillingParty(_CUSTOMER, trial.kind, trial.country, trial.vat_id)
    until = add_months(trial.start_on, trial.months)
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
    currency = trial.plan.price.currency
    deposit = total([each.deposit for each in documents], currency)
    paid = total([each.signed for each in documents], currency) - deposit
    last_day = None if contract.end_on is None else contract.end_on - ONE_DAY
    return Tried(tuple(documents), paid, deposit, last_day, tuple(warnings(trial.plan)))


def _contract(trial: Trial) -> Contract:
    ids = counted(10)
    wish = Wish(trial.plan, trial.title, trial.quantity, paid_up=trial.paid_up)
    agreement = agree([wish], Buyer(trial.kind), lambda: UUID(int=next(ids)), trial.voucher)
    contract = Contract(
        _CONTRACT,
        "",
        _CUSTOMER,
        None,
        agreement.terms,
        agreement.lines,
        concluded_on=trial.start_on,
        cycles=agreement.cycles,
        discounts=agreement.discounts,
    ).activated(trial.start_on)
    last_day = fixed_end(contract.terms, trial.start_on)
    return contract if last_day is None else replace(contract, end_on=last_day + ONE_DAY)


def _rows(draft: DraftInvoice, number: int) -> list[BilledPeriod]:
    """What the draft leaves as billed, under made-up ids."""
    return [
        billed_period(line, InvoiceId(UUID(int=number)), InvoiceLineId(UUID(int=number << 32 | place)))
        for place, line in enumerate(draft.lines)
        if line.covers
    ]
