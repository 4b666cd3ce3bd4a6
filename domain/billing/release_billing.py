"""What was held back may be billed again, with the next run."""

from dataclasses import dataclass

from domain.application import Command
from domain.billing.hold_billing import BillingHeld
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ContractId
from domain.ports import Unit


class BillingNotHeld(RuleViolation):
    """Nobody holds the bills of this contract back, or no longer."""

    code = "billing_not_held"


@dataclass(frozen=True, slots=True)
class ReleaseBilling(Command):
    contract_id: ContractId


def release_billing(command: ReleaseBilling, unit: Unit, _clock: Clock) -> BillingHeld:
    """Its task is done with it. Raises BillingNotHeld, UnknownContract."""
    contract = unit.contracts.get(command.contract_id)
    if not unit.billing.is_held(contract.id):
        raise BillingNotHeld(contract=contract.number)
    unit.billing.release(contract)
    return BillingHeld(contract.id)
