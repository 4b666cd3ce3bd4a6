"""It may wait: it is not shown until a day, and whoever wonders reads why."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.matters.model import (
    LONGEST_REST,
    MatterDayWrong,
    MatterId,
    MatterKind,
    MatterRef,
    MatterStep,
    StepTaken,
    said,
)
from domain.matters.taking import MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SnoozeMatter(Command):
    """`until`: the day on which it is shown again."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId
    until: date
    reason: str = field(default="", metadata=PERSONAL)


def snooze_matter(command: SnoozeMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterReasonMissing, MatterDayWrong."""
    if not 0 < (command.until - unit.today()).days <= LONGEST_REST:
        raise MatterDayWrong(day=command.until)
    return take(
        MatterRef(command.matter, command.matter_id),
        StepTaken(MatterStep.SNOOZE, until=command.until, words=said(command.reason)),
        unit,
    )
