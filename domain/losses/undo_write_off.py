"""A write-off of today was a mistake: the thing is where it was, and its value too. Tomorrow the books are closed."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.assets.ledger import Fact
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.losses.writing_off import WriteOffId, WriteOffStep
from domain.losses.written import WriteOffMoved, written
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class UndoWriteOff(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    write_off_id: WriteOffId


def undo_write_off(command: UndoWriteOff, unit: Unit, clock: Clock) -> WriteOffMoved:
    """Raises UnknownWriteOff, IllegalWriteOffStep, BooksOfDayClosed, UndoTooLate."""
    write_off = unit.losses.write_off(command.write_off_id)
    undone = write_off.stepped(WriteOffStep.UNDO, unit.today())
    asset = unit.assets.get(write_off.asset_id)
    was_on_shelf = asset.state.status is Status.RETIRED and asset.state.before is not None
    if was_on_shelf and unit.losses.retired_by(write_off, asset.state.effective_seq):
        facts: dict[str, Fact] = {"seq": asset.state.effective_seq, "written_off": write_off.number}
        unit.assets.append(*asset.record(Kind.UNDONE, unit.context, clock.now(), facts))
    else:
        unit.assets.append(*asset.record(Kind.NOTED, unit.context, clock.now(), {"write_off_undone": write_off.number}))
    unit.losses.step_write_off(write_off, WriteOffStep.UNDO, unit.today())
    return written(undone)
