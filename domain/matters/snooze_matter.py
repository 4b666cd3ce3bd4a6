"""It may wait: it is not shown until a day, and whoever wonders reads why."""

from dataclasses import dataclass, field
from datetime import date

from domain.application import PERSONAL
from domain.clock import Clock
from domain.matters.model import LONGEST_REST, MatterDayWrong, MatterStep, StepTaken, said
from domain.matters.taking import MatterCommand, MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SnoozeMatter(MatterCommand):
    """`until`: the day on which it is shown again."""

    until: date
    reason: str = field(default="", metadata=PERSONAL)


def snooze_matter(command: SnoozeMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterReasonMissing, MatterDayWrong."""
    if not 0 < (command.until - unit.today()).days <= LONGEST_REST:
        raise MatterDayWrong(day=command.until)
    return take(command, StepTaken(MatterStep.SNOOZE, until=command.until, words=said(command.reason)), unit)
