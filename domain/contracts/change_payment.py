"""One single payment costs another amount."""

from dataclasses import dataclass
from datetime import date

from domain.billing.cells import cells
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.move_payment import NoSuchPeriod
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
        line = contract.line(self.line_id)
        cell = next(cells(contract, line, self.first_day), None)
        if cell is None or cell.covered.start != self.first_day or cell.covered.end is None:
            raise NoSuchPeriod(day=self.first_day)
        after, _ = line.at(cell.covered.end)
        changed = contract.price_changed(self.line_id, self.first_day, self.price)
        return changed.price_changed(self.line_id, cell.covered.end, after)
