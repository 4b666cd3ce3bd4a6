"""A thing is to leave the books. Up to an amount at once; above it a second person agrees first."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ids import AssetId
from domain.losses.writing_off import (
    LONGEST_NOTE,
    WRITABLE,
    WRITE_OFF_PREFIX,
    NotToWriteOff,
    WriteOff,
    WriteOffId,
    WriteOffReason,
    WriteOffValueWrong,
    WrittenOffAlready,
)
from domain.losses.written import WriteOffMoved, book, written
from domain.money import EUR, Money
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class WriteOffAsset(Command):
    """`value`: what it is still worth in the books."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    write_off_id: WriteOffId
    asset_id: AssetId
    value: Money
    reason: WriteOffReason
    note: str = ""


def write_off_asset(command: WriteOffAsset, unit: Unit, clock: Clock) -> WriteOffMoved:
    """Raises UnknownAsset, WriteOffValueWrong, NotToWriteOff, WrittenOffAlready."""
    if command.value.minor < 0 or command.value.currency != EUR:
        raise WriteOffValueWrong(value=command.value)
    asset = unit.assets.get(command.asset_id)
    if asset.state.status not in WRITABLE:
        raise NotToWriteOff(asset=asset.code, status=asset.state.status)
    if unit.losses.live_write_off(asset.id) is not None:
        raise WrittenOffAlready(asset=asset.code)
    write_off = WriteOff(
        command.write_off_id,
        unit.numbers.next_code(WRITE_OFF_PREFIX),
        asset.id,
        command.value,
        command.reason,
        unit.today(),
        command.note.strip()[:LONGEST_NOTE],
        proposed_by=unit.context.actor_id,
    )
    unit.losses.add_write_off(write_off)
    if command.value.minor > unit.settings.losses().value.two_person_above.minor:
        unit.tasks.open(TaskKind.WRITE_OFF_WAITS, write_off.number, {"asset": asset.code})
        return written(write_off)
    return written(book(write_off, asset, unit, clock))
