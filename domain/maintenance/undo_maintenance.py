"""A maintenance was noted by mistake: it counts no more, and what was due before is due again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId
from domain.maintenance.book import CareDoneId
from domain.maintenance.meters import MOST_WORDS
from domain.ports import Unit


class UndoReasonMissing(InvalidInput):
    """Whoever takes back what was noted says why."""

    code = "maintenance_undo_reason_missing"


@dataclass(frozen=True, slots=True)
class UndoMaintenance(Command):
    """Readings that came with it stay: they were read."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR

    done_id: CareDoneId
    asset_id: AssetId
    reason: str


@dataclass(frozen=True, slots=True)
class MaintenanceUndone(Event):
    """`title`: what was not done after all."""

    asset_id: AssetId
    title: str

    def touched(self) -> Iterable[str]:
        return ("care", "tasks", f"asset:{self.asset_id}")


def undo_maintenance(command: UndoMaintenance, unit: Unit, _clock: Clock) -> MaintenanceUndone:
    """The next look finds what is due again. Raises UnknownMaintenance, UndoReasonMissing."""
    reason = " ".join(command.reason.split())[:MOST_WORDS]
    if not reason:
        raise UndoReasonMissing
    done = unit.care.done(command.done_id)
    unit.care.undo(command.done_id, reason)
    return MaintenanceUndone(done.asset_id, done.plan.title)
