"""One single payment costs another amount."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.edits import payment_changed
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePayment(ContractChange):
    """`price` of one unit for the one period that begins on `first_day`; afterwards it is as before."""

    line_id: ContractLineId
    first_day: date
    price: Money

    def begins_on(self, _today: date) -> date | None:
        return self.first_day

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises ContractLineNotFound, NoSuchPeriod, NegativePrice, LineIsChargedOnce."""
        return payment_changed(contract, self.line_id, self.first_day, self.price)
