"""Which postings share a document: the last step, which changes no amount but by VAT's one rounding a document.

Source: BILLING.md, lesson 18; docs/decisions/0030.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from domain.contracts.model import Contract
from domain.contracts.payment import Payment
from domain.settings.billing import AS_SHIPPED, BillingHouse, Collective


class Sheaf(NamedTuple):
    """What the postings of contracts on one document have in common, VAT apart.

    `prefix` is that of the store's own series, "" for the house's. `only` is the order or contract that shares its
    document with no other, None: all of the customer.
    """

    payment: Payment
    prefix: str
    only: UUID | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """For one customer and one day. `collective` None: as the house has it."""

    on: date
    house: BillingHouse = AS_SHIPPED
    collective: Collective | None = None

    def sheaf(self, contract: Contract) -> Sheaf:
        settings = self.house.settings
        prefix = self.house.prefixes.get(contract.store_id, "") if contract.store_id is not None else ""
        return Sheaf(contract.payment_on(self.on, settings.payment), prefix, self._only(contract))

    def _only(self, contract: Contract) -> UUID | None:
        collective = self.collective or self.house.settings.collective
        if collective is Collective.CUSTOMER:
            return None
        if collective is Collective.ORDER and contract.order_id is not None:
            return contract.order_id
        return contract.id


ALONE: Final = Grouping(date.max)
"""For drafts of one contract, where nothing can be split: the newest terms of payment."""
