"""The goods arrived earlier or later: the contract began on another day, and all that follows moves with it."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.edits import started_on
from domain.contracts.model import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStart(ContractChange):
    """`start_on` is the first paid day."""

    start_on: date

    def begins_on(self, _today: date) -> date | None:
        return self.start_on

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises IllegalContractTransition, EndBeforeStart."""
        return started_on(contract, self.start_on)
