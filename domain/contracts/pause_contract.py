"""A contract rests for a while."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from domain.contracts.pausing import paused


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseContract(ContractChange):
    """Puts a pause on the timeline. What is invoiced already is credited by the next run: the difference knows."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    pause: Pause

    def begins_on(self, _today: date) -> date | None:
        return self.pause.from_on

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises PausesOverlap, ContractLineNotFound."""
        return paused(contract, self.pause)
