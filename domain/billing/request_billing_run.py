"""The run button: asks the worker to bill everything that is due by a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ports import Unit


class RunDayInTheFuture(InvalidInput):
    """Bills are written for days that have come."""

    code = "run_day_in_the_future"


@dataclass(frozen=True, slots=True)
class RequestBillingRun(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    as_of: date


@dataclass(frozen=True, slots=True)
class BillingRunRequested(Event):
    as_of: date

    def touched(self) -> Iterable[str]:
        return ("billing_runs",)


def request_billing_run(command: RequestBillingRun, unit: Unit, _clock: Clock) -> BillingRunRequested:
    """Raises RunDayInTheFuture."""
    if command.as_of > unit.today():
        raise RunDayInTheFuture(day=command.as_of)
    return BillingRunRequested(command.as_of)
