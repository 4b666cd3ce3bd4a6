"""A part of a bundle came back and no scan told it, or told the wrong day: a person says so."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.parts_back import kind_back
from domain.ids import ContractLineId, VariantId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPart(ContractChange):
    """One piece of that kind; `last_day` is charged still."""

    has_consequences: ClassVar[bool] = True

    line_id: ContractLineId
    variant_id: VariantId
    last_day: date

    def begins_on(self, _today: date) -> date | None:
        return self.last_day

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises ContractLineNotFound, NotABundle, PartNotOut."""
        return kind_back(contract, self.line_id, self.variant_id, self.last_day)
