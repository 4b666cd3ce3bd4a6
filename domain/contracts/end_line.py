"""One line ends while the contract goes on."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.ids import ContractLineId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLine(ContractChange):
    """`last_day` is charged still."""

    has_consequences: ClassVar[bool] = True

    line_id: ContractLineId
    last_day: date

    def begins_on(self, _today: date) -> date | None:
        return self.last_day

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises ContractLineNotFound, EndBeforeStart."""
        return contract.line_ended(self.line_id, self.last_day)
