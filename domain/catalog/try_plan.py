"""What a customer would pay under a plan: a made-up contract through the functions of the run, without a database."""

from dataclasses import dataclass
from datetime import date
from itertools import count as counted
from typing import Final
from uuid import UUID

from domain.billing.tax import BillingParty, TaxRules
from domain.catalog.plan import PricePlan
from domain.catalog.plan_rules import PlanWarning, warnings
from domain.customers.model import CustomerKind
from domain.money import Money, total
from domain.orders.agreeing import Buyer, Wish, agree
from domain.orders.foretold import CUSTOMER, TriedDocument, documents_before, made_up
from domain.period import ONE_DAY, add_months

MONTHS: Final = 24


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
class Tried:
    """`last_day` None: the contract goes on. `paid` is without `deposit`; both gross."""

    documents: tuple[TriedDocument, ...]
    paid: Money
    deposit: Money
    last_day: date | None
    warnings: tuple[PlanWarning, ...]


def try_plan(trial: Trial, rules: TaxRules) -> Tried:
    """Raises TaxRateUnknown, and what `agree` refuses."""
    ids = counted(10)
    wish = Wish(trial.plan, trial.title, trial.quantity, paid_up=trial.paid_up)
    agreement = agree([wish], Buyer(trial.kind), lambda: UUID(int=next(ids)), trial.voucher)
    contract = made_up(agreement, trial.start_on)
    party = BillingParty(CUSTOMER, trial.kind, trial.country, trial.vat_id)
    documents = documents_before(contract, party, rules, add_months(trial.start_on, trial.months))
    currency = trial.plan.price.currency
    deposit = total([each.deposit for each in documents], currency)
    paid = total([each.signed for each in documents], currency) - deposit
    last_day = None if contract.end_on is None else contract.end_on - ONE_DAY
    return Tried(tuple(documents), paid, deposit, last_day, tuple(warnings(trial.plan)))
