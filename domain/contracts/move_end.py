"""The end of a contract that ends on a known day is moved, or taken away."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEnd(ContractChange):
    """`last_day` is charged still; None: it goes on until notice."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    last_day: date | None

    def begins_on(self, _today: date) -> date | None:
        return self.last_day

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises EndBeforeStart."""
        return replace(contract, end_on=None) if self.last_day is None else contract.ended(self.last_day)
