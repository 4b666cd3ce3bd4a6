"""A person holds the bills of one contract back: until a day, with a reason, and never silently."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.application import Command, Event
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import ContractId
from domain.ports import Unit
from domain.tasks.model import TaskKind

MOST_HELD_DAYS: Final = 366


class HoldDayWrong(InvalidInput):
    """Bills are held until a day to come, for a year at most: what is forgotten is never paid."""

    code = "hold_day_wrong"


class HoldReasonMissing(InvalidInput):
    """Whoever finds the contract unbilled wants to know why."""

    code = "hold_reason_missing"


@dataclass(frozen=True, slots=True)
class HoldBilling(Command):
    """`until` is the first day on which a run may bill the contract again."""

    contract_id: ContractId
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class BillingHeld(Event):
    """`until` None: it is no longer held."""

    contract_id: ContractId
    until: date | None = None

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}", "billing_holds", "tasks")


def hold_billing(command: HoldBilling, unit: Unit, _clock: Clock) -> BillingHeld:
    """Every run leaves the contract out until that day; then all that is due is billed. Opens a task.

    Raises HoldDayWrong, HoldReasonMissing, UnknownContract.
    """
    today, reason = unit.today(), command.reason.strip()
    if not today < command.until <= today + timedelta(days=MOST_HELD_DAYS):
        raise HoldDayWrong(value=command.until)
    if not reason:
        raise HoldReasonMissing
    contract = unit.contracts.get(command.contract_id)
    unit.billing.hold(contract, command.until, reason)
    if not unit.tasks.is_open(TaskKind.BILLING_HELD, contract.number):
        unit.tasks.open(TaskKind.BILLING_HELD, contract.number, {"until": command.until.isoformat()})
    return BillingHeld(contract.id, command.until)
