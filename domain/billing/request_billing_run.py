"""The run button: asks the worker to bill what is due by a day, all of it or some contracts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.run import run_id_of
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import ContractId
from domain.ports import Unit


class RunDayInTheFuture(InvalidInput):
    """Bills are written for days that have come."""

    code = "run_day_in_the_future"


@dataclass(frozen=True, slots=True)
class RequestBillingRun(Command):
    """`contract_ids` empty: all that is due. `with_backlog`: a person has looked at the contracts far behind."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    as_of: date
    contract_ids: tuple[ContractId, ...] = ()
    with_backlog: bool = False


@dataclass(frozen=True, slots=True)
class BillingRunRequested(Event):
    as_of: date
    run_id: UUID | None = None

    def touched(self) -> Iterable[str]:
        return ("billing_runs",)


def request_billing_run(command: RequestBillingRun, unit: Unit, _clock: Clock) -> BillingRunRequested:
    """Raises RunDayInTheFuture."""
    if command.as_of > unit.today():
        raise RunDayInTheFuture(day=command.as_of)
    run_id = run_id_of(unit.context.command_id)
    unit.billing.ask_for_run(run_id, command.as_of, len(command.contract_ids))
    return BillingRunRequested(command.as_of, run_id)
