"""Somebody in the office agrees to a return that was asked for: from today it has its effects."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command
from domain.clock import Clock
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.effects import take_effect
from domain.returns.opening import approve_facts
from domain.returns.overtaken import end_takes_over
from domain.returns.stages import Step


@dataclass(frozen=True, slots=True)
class ApproveReturn(Command):
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId


def approve_return(command: ApproveReturn, unit: Unit, clock: Clock) -> ReturnMoved:
    """The customer is told how and until when. Raises UnknownReturnCase, IllegalReturnStep."""
    case = known(command.return_id, unit).stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.step(case)
    take_effect(case, unit, clock)
    end_takes_over(case, unit)
    return moved(case)
