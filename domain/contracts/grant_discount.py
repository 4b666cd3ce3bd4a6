"""Less to pay for a while: a percentage, an amount, a voucher."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.edits import discounted
from domain.contracts.model import Contract
from domain.contracts.parts import Discount


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDiscount(ContractChange):
    """For the periods that begin from the discount's day on."""

    discount: Discount

    def begins_on(self, _today: date) -> date | None:
        return self.discount.from_on

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises DiscountTwice, ContractLineNotFound, PriceCurrencyDiffers."""
        return discounted(contract, self.discount)
