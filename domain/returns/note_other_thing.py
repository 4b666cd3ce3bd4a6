"""Something else lay in the parcel than was expected: a wrong serial, somebody else's thing, no thing of ours."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.assets.status import Kind
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.effects import rest_is_due
from domain.returns.model import NotOfThisReturn
from domain.returns.note_missing import check_expected
from domain.tasks.model import TaskKind


class NothingFoundInstead(InvalidInput):
    """What lay there has to be said: a thing of ours, or what stands on it."""

    code = "nothing_found_instead"


@dataclass(frozen=True, slots=True)
class NoteOtherThing(Command):
    """`found_id`: a thing of ours that lay there instead of `asset_id`; None: something else, with `found_text`."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    asset_id: AssetId
    found_id: AssetId | None = None
    found_text: str = ""


def note_other_thing(command: NoteOtherThing, unit: Unit, clock: Clock) -> ReturnMoved:
    """Both things get a note, and a person sorts it out: neither changes its holder by it.

    Raises UnknownReturnCase, NotOfThisReturn, NothingFoundInstead, IllegalReturnStep.
    """
    case = known(command.return_id, unit)
    check_expected(case, command.asset_id)
    if case.line_of(command.found_id) is not None if command.found_id is not None else False:
        raise NotOfThisReturn(number=case.number)
    text = " ".join(command.found_text.split())[:128]
    if command.found_id is None and not text:
        raise NothingFoundInstead
    expected = unit.assets.get(command.asset_id)
    facts = {"return": case.number, "expected": expected.code, "found": text}
    if command.found_id is not None:
        found = unit.assets.get(command.found_id)
        facts = {**facts, "found": found.code}
        unit.assets.append(*found.record(Kind.NOTED, unit.context, clock.now(), facts))
    unit.assets.append(*expected.record(Kind.NOTED, unit.context, clock.now(), facts))
    rest_is_due(case, None, unit, clock)
    case = case.with_other(expected.id, unit.context.effective_at, command.found_id, str(facts["found"]))
    unit.returns.look(case)
    unit.tasks.open(TaskKind.OTHER_THING, case.number, {"asset": expected.code, "found": str(facts["found"])})
    return moved(case)
