"""A run is to end: what it has billed stays, the rest waits for the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.run import UNDER_WAY
from domain.clock import Clock
from domain.errors import Conflict
from domain.ports import Unit


class RunHasEnded(Conflict):
    """The run was over before it could be cancelled."""

    code = "run_has_ended"


@dataclass(frozen=True, slots=True)
class CancelBillingRun(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    run_id: UUID


@dataclass(frozen=True, slots=True)
class BillingRunCancelled(Event):
    """It ends before its next batch, a moment later."""

    run_id: UUID

    def touched(self) -> Iterable[str]:
        return ("billing_runs",)


def cancel_billing_run(command: CancelBillingRun, unit: Unit, _clock: Clock) -> BillingRunCancelled:
    """Raises UnknownRun, RunHasEnded."""
    if unit.billing.run_state(command.run_id) not in UNDER_WAY:
        raise RunHasEnded
    unit.billing.ask_for_end(command.run_id)
    return BillingRunCancelled(command.run_id)
