"""A person is done with something that no later fact takes off the list."""

from dataclasses import dataclass, field

from domain.application import PERSONAL
from domain.clock import Clock
from domain.matters.model import SETTLED_BY_HAND, MatterGoesByItself, MatterStep, StepTaken, said
from domain.matters.taking import MatterCommand, MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SettleMatter(MatterCommand):
    """`cause`: as the list showed it; should it be stuck in another way later, it is shown again."""

    cause: str
    reason: str = field(default="", metadata=PERSONAL)


def settle_matter(command: SettleMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterGoesByItself, MatterReasonMissing."""
    if command.matter not in SETTLED_BY_HAND:
        raise MatterGoesByItself(kind=command.matter)
    taken = StepTaken(MatterStep.SETTLE, cause=command.cause, words=said(command.reason))
    return take(command, taken, unit)
