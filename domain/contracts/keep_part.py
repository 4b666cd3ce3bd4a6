"""A part of a bundle is with the customer after all, or again: its note goes, wholly or from a day on."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.parts_back import kind_kept
from domain.ids import ContractLineId, VariantId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPart(ContractChange):
    """The piece of that kind that was noted last. `from_on` is the first day with it; None: it never came back."""

    line_id: ContractLineId
    variant_id: VariantId
    from_on: date | None = None

    def begins_on(self, _today: date) -> date | None:
        return self.from_on

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises ContractLineNotFound, NotABundle, PartNotBack."""
        return kind_kept(contract, self.line_id, self.variant_id, self.from_on)
