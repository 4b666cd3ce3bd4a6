"""The owner puts a step of the first set-up off, or takes it up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.setup.model import SetupStep


@dataclass(frozen=True, slots=True)
class MarkSetupStep(Command):
    """`is_put_off` False: it is to be reminded of again, as long as it is lacking."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    step: SetupStep
    is_put_off: bool = True


@dataclass(frozen=True, slots=True)
class SetupStepMarked(Event):
    step: SetupStep

    def touched(self) -> Iterable[str]:
        return ("setup",)


def mark_setup_step(command: MarkSetupStep, unit: Unit, _clock: Clock) -> SetupStepMarked:
    """The newest mark of a step counts."""
    unit.setup.mark(command.step, is_put_off=command.is_put_off)
    return SetupStepMarked(command.step)
