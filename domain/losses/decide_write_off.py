"""A second person agrees to a write-off, or does not."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.losses.writing_off import (
    LONGEST_NOTE,
    WRITABLE,
    NotToWriteOff,
    WriteOffId,
    WriteOffNeedsSecondPerson,
    WriteOffStep,
    after,
)
from domain.losses.written import WriteOffMoved, book, written
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class DecideWriteOff(Command):
    """`why` is kept with a refusal."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    write_off_id: WriteOffId
    agrees: bool
    why: str = ""


def decide_write_off(command: DecideWriteOff, unit: Unit, clock: Clock) -> WriteOffMoved:
    """Raises UnknownWriteOff, IllegalWriteOffStep, WriteOffNeedsSecondPerson, NotToWriteOff."""
    write_off = unit.losses.write_off(command.write_off_id)
    step = WriteOffStep.APPROVE if command.agrees else WriteOffStep.REFUSE
    after(write_off.status, step)
    if command.agrees and write_off.proposed_by == unit.context.actor_id:
        above = unit.settings.losses().value.two_person_above
        raise WriteOffNeedsSecondPerson(value=write_off.value, above=above)
    for task in unit.tasks.waiting(TaskKind.WRITE_OFF_WAITS, write_off.number):
        unit.tasks.clear(task.id, clock.now())
    if not command.agrees:
        unit.losses.step_write_off(write_off, step, unit.today(), command.why.strip()[:LONGEST_NOTE])
        return written(write_off.stepped(step, unit.today()))
    asset = unit.assets.get(write_off.asset_id)
    if asset.state.status not in WRITABLE:
        raise NotToWriteOff(asset=asset.code, status=asset.state.status)
    return written(book(write_off, asset, unit, clock))
