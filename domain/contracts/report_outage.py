"""The customer cannot use a thing because of us. Whether the contract rests, the days decide."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.outages import reported
from domain.contracts.parts import Outage, PauseReason
from domain.ids import ContractLineId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutage(ContractChange):
    """`since` is the first day without the thing."""

    has_consequences: ClassVar[bool] = True

    line_id: ContractLineId
    since: date
    why: PauseReason = PauseReason.REPAIR

    def begins_on(self, _today: date) -> date | None:
        return self.since

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises OutageKnown, ContractLineNotFound."""
        return reported(contract, Outage(self.line_id, self.since, self.why))
