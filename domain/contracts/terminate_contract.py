"""The house ends a contract for a good reason (no payment, misuse), at once or on a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.contracts.cancel_contract import ReasonMissing, ended_by_notice
from domain.contracts.changing import ContractChange
from domain.contracts.end_dates import Notice
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.status import Action, after


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateContract(ContractChange):
    """`last_day` None: today. `reason` is what the customer is told and a court may ask for. `cause` is one of the
    owner's list, for statistics alone."""

    has_consequences: ClassVar[bool] = True

    last_day: date | None = None
    cause: str = ""

    def begins_on(self, _today: date) -> date | None:
        return self.last_day

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises ReasonMissing, IllegalContractTransition."""
        after(contract.status, Action.TERMINATE)
        if not self.reason.strip():
            raise ReasonMissing(kind=EndKind.TERMINATION)
        return ended_by_notice(contract, Notice(EndKind.TERMINATION, today, self.last_day or today))
