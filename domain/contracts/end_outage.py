"""The customer can use a thing again that was in repair with us or came late."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.outages import over
from domain.ids import ContractLineId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOutage(ContractChange):
    """`until` is the first day on which the thing can be used again."""

    line_id: ContractLineId
    until: date

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NoOutage."""
        return over(contract, self.line_id, self.until)
