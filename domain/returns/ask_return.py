"""A customer asks at the counter to give things back: the station writes down the wish, the worker announces it.

A station may read no contract, so it names things alone; what is announced, and whether somebody has to agree, follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import OUT
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId, ContractId
from domain.ports import Unit
from domain.returns.announce_return import AnnounceReturn, OtherCustomer, check_days
from domain.returns.model import AskedBy, NotOut, Way
from domain.returns.opening import check_not_expected


class NothingAsked(InvalidInput):
    """Whoever asks for a return says which things."""

    code = "nothing_asked"


@dataclass(frozen=True, slots=True)
class AskReturn(Command):
    """`return_until` is the last day by which everything shall be here. `pick_up_on` belongs to the way PICK_UP."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS, Seat.PORTAL}
    has_consequences: ClassVar[bool] = True

    asset_ids: tuple[AssetId, ...]
    return_until: date
    reason: str = "not_needed"
    way: Way = Way.DROP_OFF
    pick_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnAsked(Event):
    """`contracts` are those of the things, each once, in the order in which the things were named."""

    asset_ids: tuple[AssetId, ...]
    contracts: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return ("returns", "assets", *(f"asset:{each}" for each in self.asset_ids))


def ask_return(command: AskReturn, unit: Unit, _clock: Clock) -> ReturnAsked:
    """Nothing changes but that the worker hears of it.

    Raises:
        NothingAsked: no thing is named.
        NotOut: one of them is not with a customer.
        AnnouncedAlready: one of them is expected back already.
        OtherCustomer: they are not all of one customer.
        ReturnDateInThePast, PickUpDayWrong: as when the office announces it.
    """
    check_days(command.return_until, command.way, command.pick_up_on, unit.today())
    things = unit.assets.get_all(list(dict.fromkeys(command.asset_ids)))
    if not things:
        raise NothingAsked
    for thing in things:
        if thing.state.status not in OUT:
            raise NotOut(asset=thing.code, status=thing.state.status)
    holders = [unit.assignments.holding(thing.id) for thing in things]
    for thing, holder in zip(things, holders, strict=True):
        check_not_expected(thing, holder.contract_id, unit)
    if len({holder.customer_id for holder in holders}) > 1:
        raise OtherCustomer(asset=things[0].code)
    contracts = tuple(dict.fromkeys(holder.contract_id for holder in holders))
    return ReturnAsked(tuple(thing.id for thing in things), contracts)


def announced(command: AskReturn, asked: ReturnAsked, seat: Seat) -> AnnounceReturn:
    """What the worker announces for it. Who asked is told by the seat, whatever a client says."""
    first, *others = asked.contracts
    by = {Seat.POS: AskedBy.COUNTER, Seat.PORTAL: AskedBy.PORTAL}.get(seat, AskedBy.OFFICE)
    return AnnounceReturn(
        first,
        command.return_until,
        command.reason,
        asset_ids=asked.asset_ids,
        also=tuple(others),
        asked_by=by,
        way=command.way,
        pick_up_on=command.pick_up_on,
    )
