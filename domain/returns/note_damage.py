"""Damage is found at a thing that came back; what it costs is decided in the office."""

from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.claims import DamageId, FoundDamage
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.model import LineState, NotOfThisReturn
from domain.returns.stages import Step
from domain.tasks.model import TaskKind

LONGEST: Final = 80
MOST: Final = 99


class DamageNotSaid(InvalidInput):
    """A damage is one of the list, or has words; at most 80 letters, one to 99 times."""

    code = "damage_not_said"


@dataclass(frozen=True, slots=True)
class NoteDamage(Command):
    """`damage` is the code of the owner's list, "" for what is not on it. `title` is what was seen, as it was called
    then."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    return_id: ReturnId
    asset_id: AssetId
    damage: str
    title: str
    quantity: int = 1


def note_damage(command: NoteDamage, unit: Unit, _clock: Clock) -> ReturnMoved:
    """The first one of a thing opens a task for the office.

    Raises DamageNotSaid, UnknownReturnCase, NotOfThisReturn, IllegalReturnStep.
    """
    title = " ".join(command.title.split())
    if not title or len(title) > LONGEST or not 1 <= command.quantity <= MOST:
        raise DamageNotSaid(longest=LONGEST, most=MOST)
    case = known(command.return_id, unit)
    line = case.line_of(command.asset_id)
    if line is None or line.state is not LineState.RECEIVED:
        raise NotOfThisReturn(number=case.number)
    found = FoundDamage(DamageId(unit.new_id()), command.asset_id, command.damage, title, command.quantity)
    case = case.stepped(Step.NOTE_DAMAGE, {"asset": str(command.asset_id), "damage": title})
    unit.returns.add_damage(case.id, found)
    unit.returns.step(case)
    asset = unit.assets.get(command.asset_id)
    if not unit.tasks.is_open(TaskKind.DAMAGED_RETURN, asset.code):
        unit.tasks.open(TaskKind.DAMAGED_RETURN, asset.code, {"return": case.number})
    return moved(case)
