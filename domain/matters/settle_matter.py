"""A person is done with something that no later fact takes off the list."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.matters.model import (
    SETTLED_BY_HAND,
    MatterGoesByItself,
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
class SettleMatter(Command):
    """`cause`: as the list showed it; should it be stuck in another way later, it is shown again."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId
    cause: str
    reason: str = field(default="", metadata=PERSONAL)


def settle_matter(command: SettleMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterGoesByItself, MatterReasonMissing."""
    if command.matter not in SETTLED_BY_HAND:
        raise MatterGoesByItself(kind=command.matter)
    taken = StepTaken(MatterStep.SETTLE, cause=command.cause, words=said(command.reason))
    return take(MatterRef(command.matter, command.matter_id), taken, unit)
