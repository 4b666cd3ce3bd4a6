"""Notice is taken back by both, as long as the contract has not ended."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.status import Action
from domain.errors import RuleViolation


class EndHasCome(RuleViolation):
    """The last day is over: the contract has ended, and a new one is needed."""

    code = "end_has_come"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepContract(ContractChange):
    """The contract goes on as if no notice had come; a fee for an early end goes back."""

    has_consequences: ClassVar[bool] = True

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises IllegalContractTransition, EndHasCome."""
        kept = contract.acted(Action.KEEP)
        if contract.end_on is not None and contract.end_on <= today:
            raise EndHasCome(contract=contract.number, end_on=contract.end_on)
        ending = contract.ending
        fee_id = None if ending is None else ending.fee_line_id
        lines = tuple(replace(line, end_on=line.start_on) if line.id == fee_id else line for line in contract.lines)
        end_on = None if ending is None else ending.end_before
        return replace(kept, lines=lines, end_on=end_on, notice_on=None, ending=None, reminded_of=None)
