"""A deposit is given back at the end, with what has to be paid for damage on the same day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.contracts.changing import ContractChange
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.model import Contract, LineKind
from domain.errors import RuleViolation
from domain.ids import ContractLineId
from domain.period import ONE_DAY


class NotADeposit(RuleViolation):
    """The line is something else."""

    code = "not_a_deposit"


class DepositIsSettled(RuleViolation):
    """It was given back before."""

    code = "deposit_is_settled"


class DepositStillNeeded(RuleViolation):
    """The contract goes on: the deposit secures what is still out."""

    code = "deposit_still_needed"


def holds_deposit(contract: Contract) -> bool:
    """Whether a deposit of the contract was taken and not settled yet."""
    return any(line.kind is LineKind.DEPOSIT and line.end_on is None for line in contract.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDeposit(ContractChange):
    """The whole deposit goes back, on a document of its own without VAT; `items` are charged beside it.

    So the liability is gone, damages are taxed as what they are, and what is left of the rent stands on the same day's
    invoice. What is paid out is the one less the other. `on` None: today.
    """

    has_consequences: ClassVar[bool] = True

    line_id: ContractLineId
    items: tuple[ChargedItem, ...] = ()
    on: date | None = None

    @property
    def is_for_running(self) -> bool:
        return False

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises NotADeposit, DepositIsSettled, DepositStillNeeded, and what ChargeOnce does."""
        line = contract.line(self.line_id)
        if line.kind is not LineKind.DEPOSIT:
            raise NotADeposit(line=line.title)
        if line.end_on is not None:
            raise DepositIsSettled(line=line.title)
        start_on = contract.start_on
        if start_on is None or contract.end_on is None:
            raise DepositStillNeeded(contract=contract.number)
        if self.items:
            charge = ChargeOnce(contract.id, contract.version, self.reason, items=self.items, on=self.on)
            contract = charge.edited(contract, today)
        first: date = line.start_on or start_on
        return contract.line_ended(line.id, first - ONE_DAY)
