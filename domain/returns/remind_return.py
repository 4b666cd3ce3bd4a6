"""Somebody reminds a customer of a return by hand; the reminders by day go on after it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.stages import Step
from domain.returns.telling import reminders_told


class RemindedAlready(RuleViolation):
    """The customer was reminded of it today, by a person or by the day."""

    code = "reminded_already"


class NotToBeReminded(RuleViolation):
    """Who died or is insolvent gets no reminder; somebody talks to those who look after it."""

    code = "not_to_be_reminded"


@dataclass(frozen=True, slots=True)
class RemindReturn(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId


def remind_return(command: RemindReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises UnknownReturnCase, IllegalReturnStep, RemindedAlready, NotToBeReminded."""
    case, day = known(command.return_id, unit), unit.today()
    if unit.losses.open_case(case.customer_id) is not None:
        raise NotToBeReminded(number=case.number)
    until = case.return_until or day
    offset = (day - until).days
    if offset in reminders_told(case):
        raise RemindedAlready(number=case.number)
    now = case.stepped(Step.REMIND, {"offset": offset, "until": until.isoformat()})
    unit.returns.step(now)
    return moved(now)
