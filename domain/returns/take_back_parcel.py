"""A parcel of ours could not be delivered and is here again: its things come back, to be sent once more or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import OUT, Kind
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, ReturnId, ShipmentId
from domain.ports import Unit
from domain.returns.model import Purpose, ReturnLine
from domain.returns.opening import came_unasked
from domain.shipping.model import ShipmentCause

UNDELIVERED: Final = "undelivered"


class NothingOfParcelOut(RuleViolation):
    """The parcel was not sent, or nothing of it is out any more."""

    code = "nothing_of_parcel_out"


@dataclass(frozen=True, slots=True)
class TakeBackParcel(Command):
    """`sends_again` False: the customer does not want it any more, and what it carried ends."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    shipment_id: ShipmentId
    sends_again: bool = True


@dataclass(frozen=True, slots=True)
class ParcelTakenBack(Event):
    """`things`: each thing with its contract line. `is_first`: the parcel of the order, so nobody had anything yet."""

    shipment_id: ShipmentId
    number: str
    return_id: ReturnId
    return_number: str
    contract_id: ContractId
    things: tuple[tuple[AssetId, ContractLineId], ...]
    purpose: Purpose
    is_first: bool = False

    def touched(self) -> Iterable[str]:
        of_things = [f"asset:{asset_id}" for asset_id, _ in self.things]
        return ("returns", f"return:{self.return_id}", "assets", "tasks", f"contract:{self.contract_id}", *of_things)


def take_back_parcel(command: TakeBackParcel, unit: Unit, clock: Clock) -> ParcelTakenBack:
    """As if each thing were scanned by itself; condition and grade stay as they were, for nobody had it.

    Raises UnknownShipment, NothingOfParcelOut.
    """
    shipment = unit.shipments.get(command.shipment_id)
    ids = [line.asset_id for line in shipment.lines if line.asset_id is not None]
    assets = [asset for asset in unit.assets.get_all(ids) if asset.state.status in OUT]
    if not assets:
        raise NothingOfParcelOut(shipment=shipment.number)
    at, purpose = unit.context.effective_at, Purpose.RESEND if command.sends_again else Purpose.END
    holders = {asset.id: unit.assignments.holding(asset.id) for asset in assets}
    lines = [
        ReturnLine(asset_id, holder.contract_line_id, contract_id=holder.contract_id)
        for asset_id, holder in holders.items()
    ]
    case = came_unasked(next(iter(holders.values())), lines, UNDELIVERED, purpose, unit)
    for asset in assets:
        case = case.received(asset.id, at, asset.state.condition, asset.state.grade)
        facts = {"return": case.number, "shipment": shipment.number}
        back, event = asset.record(Kind.TAKEN_BACK, unit.context, clock.now(), facts)
        unit.assets.append(back, event)
        unit.assets.append(*back.record(Kind.SENT_TO_REPAIR, unit.context, clock.now()))
        unit.refurbishments.queue(asset.id)
        unit.assignments.close(asset.id, at)
    unit.returns.add(case)
    things = tuple((line.asset_id, line.contract_line_id) for line in lines)
    is_first = shipment.cause is ShipmentCause.ORDER
    whole = (shipment.id, shipment.number, case.id, case.number, case.contract_id)
    return ParcelTakenBack(*whole, things, case.purpose, is_first)
