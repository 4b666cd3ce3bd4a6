"""The owner says what may be swapped for what, and by which rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.errors import Conflict
from domain.ports import Unit
from domain.swaps.groups import ExchangeGroup, GroupId, InAnotherGroup, Member, SwapRules


class ExchangeGroupChanged(Conflict):
    """Someone else changed the group since this person looked at it."""

    code = "exchange_group_changed"


@dataclass(frozen=True, slots=True)
class SaveGroup(Command):
    """`group_id` None: a new one. `version` is that which the person saw (0 for a new one). A closed group lets nobody
    swap any more; swaps that are agreed stay."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    group_id: GroupId | None
    version: int
    name: str
    members: tuple[Member, ...]
    rules: SwapRules
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class GroupSaved(Event):
    group_id: GroupId
    version: int

    def touched(self) -> Iterable[str]:
        return ("exchange_groups",)


def save_group(command: SaveGroup, unit: Unit, _clock: Clock) -> GroupSaved:
    """Raises ExchangeGroupWrong, UnknownExchangeGroup, ExchangeGroupChanged, UnknownVariant, InAnotherGroup."""
    group_id = command.group_id
    if group_id is not None and unit.swaps.group(group_id).version != command.version:
        raise ExchangeGroupChanged(name=command.name)
    known = GroupId(unit.new_id()) if group_id is None else group_id
    version = 1 if group_id is None else command.version + 1
    group = ExchangeGroup(known, version, command.name.strip(), command.members, command.rules, command.is_closed)
    for member in group.members:
        unit.catalog.variant(member.variant_id)
    if not group.is_closed:
        taken = unit.swaps.grouped_elsewhere(group.id, [each.variant_id for each in group.members])
        if taken:
            raise InAnotherGroup(title=unit.catalog.variant(next(iter(taken))).title)
    unit.swaps.save_group(group)
    return GroupSaved(group.id, group.version)
