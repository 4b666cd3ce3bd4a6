"""A pause ends earlier than planned, or at last."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.pausing import resumed
from domain.ids import ContractLineId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeContract(ContractChange):
    """`resume_on` is the first day that may be charged again. `line_id`: of several pauses that of this line."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    resume_on: date
    line_id: ContractLineId | None = None

    def begins_on(self, _today: date) -> date | None:
        return self.resume_on

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NotPaused."""
        return resumed(contract, self.resume_on, self.line_id)
