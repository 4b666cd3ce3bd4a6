"""A write-off of today was a mistake: the thing is where it was, and its value too. Tomorrow the books are closed."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.assets.ledger import Fact
from domain.assets.status import Kind
from domain.clock import Clock
from domain.losses.writing_off import WriteOffId, WriteOffStep
from domain.losses.written import WriteOffMoved, written
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class UndoWriteOff(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    write_off_id: WriteOffId


def undo_write_off(command: UndoWriteOff, unit: Unit, clock: Clock) -> WriteOffMoved:
    """What happened to the thing since stays. Raises UnknownWriteOff, IllegalWriteOffStep, BooksOfDayClosed."""
    write_off = unit.losses.write_off(command.write_off_id)
    undone = write_off.stepped(WriteOffStep.UNDO, unit.today())
    asset = unit.assets.get(write_off.asset_id)
    if unit.losses.recorded_by(write_off, asset.state.effective_seq):
        facts: dict[str, Fact] = {"seq": asset.state.effective_seq, "write_off_undone": write_off.number}
        unit.assets.append(*asset.record(Kind.UNDONE, unit.context, clock.now(), facts))
    unit.losses.step_write_off(write_off, WriteOffStep.UNDO, unit.today())
    return written(undone)
