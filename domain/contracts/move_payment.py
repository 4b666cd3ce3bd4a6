"""One single payment is asked for on another day."""

from dataclasses import dataclass, replace
from datetime import date

from domain.billing.cells import cells
from domain.contracts.changing import ContractChange
from domain.contracts.edits import NoSuchPeriod
from domain.contracts.model import Contract
from domain.contracts.parts import DueMove
from domain.ids import ContractLineId


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePayment(ContractChange):
    """The period of the line that begins on `first_day` is billed on `due_on`; all others stay."""

    line_id: ContractLineId
    first_day: date
    due_on: date

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises ContractLineNotFound, NoSuchPeriod."""
        cell = next(cells(contract, contract.line(self.line_id), self.first_day), None)
        if cell is None or cell.covered.start != self.first_day:
            raise NoSuchPeriod(day=self.first_day)
        others = tuple(
            each for each in contract.due_moves if (each.line_id, each.first_day) != (self.line_id, self.first_day)
        )
        return replace(contract, due_moves=(*others, DueMove(self.line_id, self.first_day, self.due_on)))
