"""Goodwill, or a refund for late delivery or a defect, for the very days it concerns."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.giving_back import Gift, given_back
from domain.contracts.model import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackMoney(ContractChange):
    """The days stay charged; the next run writes the credit. Possible after the end too."""

    gift: Gift

    @property
    def is_for_running(self) -> bool:
        return False

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NothingChargedThen, MoreThanCharged, NothingGivenBack."""
        return given_back(contract, self.gift)
