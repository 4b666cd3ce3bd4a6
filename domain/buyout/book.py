"""What the commands of a purchase ask of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.billing.tax import TaxRules
from domain.buyout.offer import Offer, OfferId
from domain.buyout.quote import BuyoutFacts
from domain.buyout.rules import BuyoutRules
from domain.contracts.model import Contract
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId, PlanId


@dataclass(frozen=True, slots=True)
class KeptRules:
    """`version` 0: nobody ever set any. `rules` None: things of this plan are not sold by a formula."""

    version: int
    rules: BuyoutRules | None


class BuyoutBook(Protocol):
    def facts(self, contract: Contract, tax: TaxRules) -> BuyoutFacts: ...

    def add(self, offer: Offer) -> None: ...

    def get(self, offer_id: OfferId) -> Offer:
        """Locks it until the command is done. Raises UnknownOffer."""
        ...

    def live(self, contract_id: ContractId) -> list[Offer]:
        """Offered or accepted, the oldest first; locked until the command is done."""
        ...

    def save(self, offer: Offer) -> None:
        """Status, days, reason and sale lines; a price never changes."""
        ...

    def overdue(self, day: date) -> list[OfferId]:
        """Those that nobody took and whose last day is over."""
        ...

    def waiting(self, customer_id: CustomerId) -> list[OfferId]:
        """The accepted offers of a customer."""
        ...

    def invoices(self, sale_lines: Sequence[ContractLineId]) -> dict[ContractLineId, InvoiceId]:
        """By which invoice each line is charged; what is not billed yet is missing."""
        ...

    def rules(self, family: PlanId) -> KeptRules: ...

    def set_rules(self, family: PlanId, kept: KeptRules, reason: str) -> None:
        """Raises Conflict when someone else set this version first (at the latest when the unit ends)."""
        ...
