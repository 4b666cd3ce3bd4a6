"""The open parcels of a contract made to agree with its timeline. Told twice, it does nothing more.

Called wherever a timeline changes and on the worker's daily look, so the warehouse never packs what was skipped.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from domain.catalog.model import ProductKind
from domain.contracts.model import Contract, ContractLine
from domain.deliveries.missed import ask_about
from domain.deliveries.schedule import (
    NOT_DELIVERING,
    Parcel,
    Slot,
    deliveries,
    handed_over_on,
    is_delivered,
    is_over,
    next_slot_day,
)
from domain.ids import ContractId, ContractLineId, OrderId, ShipmentId, ShipmentLineId
from domain.orders.model import Treatment
from domain.period import Period
from domain.ports import Unit
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus
from domain.supplies.model import put_back

NEVER: Final = date.max


class DeliveryBook(Protocol):
    """The parcels made for periods of contract lines."""

    @property
    def lead_days(self) -> int:
        """How many days before its first day the warehouse is told of a delivery."""
        ...

    def look_at_all(self) -> None:
        """The worker's daily look sees every contract that delivers, whenever it had something to do next."""
        ...

    def of(self, contract_id: ContractId, line_ids: Sequence[ContractLineId]) -> list[Parcel]:
        """All but cancelled ones; their shipments are locked until the command is done."""
        ...

    def add(self, shipment: Shipment, periods: Mapping[ContractLineId, Period]) -> None:
        """An open shipment of the order's store. Raises Conflict when a period has one already (at the latest when
        the unit ends)."""
        ...

    def change(self, parcel: Parcel) -> None:
        """Its quantity, what was counted into it, and the end of its period."""
        ...

    def cancel(self, shipment_id: ShipmentId) -> None:
        """Open ones only; its periods may be served again."""
        ...


@dataclass(frozen=True, slots=True)
class KeptUp:
    """`again_on`: nothing is to be done before that day, NEVER when nothing more is foreseen. `is_changed`: parcels, or
    what a person is asked about them."""

    again_on: date = NEVER
    is_changed: bool = False


def keep_up(contract: Contract, unit: Unit, today: date) -> KeptUp:
    """Makes what is due, changes or cancels what is open and no longer right; what is packed or gone stays.

    Periods that are over get no parcel by themselves; one that waits to be packed since then stays. Of those that were
    charged and have none a person is asked.
    """
    lines = [line for line in contract.lines if is_delivered(line)]
    if not lines or contract.order_id is None:
        return KeptUp()
    book = unit.deliveries
    parcels = book.of(contract.id, [line.id for line in lines])
    reached = today + timedelta(days=book.lead_days)
    wanted, over = _wanted(contract, parcels, today, reached)
    is_changed = ask_about(contract, [slot for slot in over if is_counted(contract.line(slot.line_id), unit)], unit)
    for shipment_id, inside in _open(parcels).items():
        day = _day(inside[0])
        asked = wanted.get(day, [])
        if {slot.line_id for slot in asked} == {parcel.line_id for parcel in inside}:
            is_changed |= _change(contract, inside, wanted.pop(day), unit)
        else:
            _empty(contract, inside, inside, unit)
            book.cancel(shipment_id)
            is_changed = True
    for _day_of, asked in sorted(wanted.items()):
        is_changed |= _make(contract, contract.order_id, asked, unit)
    later = next_slot_day(contract, reached) if contract.status not in NOT_DELIVERING else None
    return KeptUp(NEVER if later is None else handed_over_on(later, book.lead_days), is_changed)


def _wanted(
    contract: Contract, parcels: Sequence[Parcel], today: date, reached: date
) -> tuple[dict[date, list[Slot]], list[Slot]]:
    """By first day what is to be sent now and is not packed yet; and what was over before it could be sent. A parcel
    that waits is sent late rather than not."""
    fixed = [each for each in parcels if each.is_fixed]
    waiting = {(each.line_id, _day(each)) for each in parcels if not each.is_fixed}
    found: dict[date, list[Slot]] = defaultdict(list)
    over: list[Slot] = []
    for delivery in deliveries(contract, fixed, reached):
        slot = delivery.slot
        if delivery.parcel is not None or slot.is_skipped:
            continue
        if is_over(contract, slot, today) and (slot.line_id, slot.day) not in waiting:
            over.append(slot)
        else:
            found[slot.day].append(slot)
    return dict(found), over


def missed(contract: Contract, unit: Unit, today: date) -> list[Slot]:
    """The periods that are over, are charged and have no parcel, oldest first."""
    parcels = unit.deliveries.of(contract.id, [line.id for line in contract.lines if is_delivered(line)])
    _, over = _wanted(contract, parcels, today, today)
    return [slot for slot in over if is_counted(contract.line(slot.line_id), unit)]


def _open(parcels: Sequence[Parcel]) -> dict[ShipmentId, list[Parcel]]:
    found: dict[ShipmentId, list[Parcel]] = defaultdict(list)
    for each in parcels:
        if not each.is_fixed:
            found[each.shipment_id].append(each)
    return dict(found)


def _day(parcel: Parcel) -> date:
    return date.min if parcel.period is None else parcel.period.start


def _empty(contract: Contract, inside: Sequence[Parcel], emptied: Sequence[Parcel], unit: Unit) -> None:
    """What was counted into some lines of a shipment goes back to its shelves."""
    variants = {parcel.line_id: contract.line(parcel.line_id).variant_id for parcel in inside}
    for variant_id in {variants[parcel.line_id] for parcel in emptied if parcel.done}:
        stays = [each.done for each in inside if variants[each.line_id] == variant_id and each not in emptied]
        if variant_id is not None:
            put_back(unit, emptied[0].shipment_id, variant_id, sum(stays))


def _change(contract: Contract, inside: Sequence[Parcel], asked: Sequence[Slot], unit: Unit) -> bool:
    """What was counted in already is counted anew when it is more than is wanted now. Whether anything changed."""
    by_line = {slot.line_id: slot for slot in asked}
    emptied: list[Parcel] = []
    is_changed = False
    for parcel in inside:
        slot = by_line[parcel.line_id]
        if (parcel.quantity, parcel.period) != (slot.quantity, slot.period):
            done = parcel.done if parcel.done <= slot.quantity else 0
            emptied += [] if done else [parcel]
            changed = Parcel(
                *(parcel.shipment_id, parcel.number, parcel.status, parcel.line_id, slot.period, slot.quantity, done)
            )
            unit.deliveries.change(changed)
            is_changed = True
    _empty(contract, inside, emptied, unit)
    return is_changed


def make_late(contract: Contract, slot: Slot, unit: Unit) -> bool:
    """Makes the parcel of one period, whenever that was; False: it has nothing to carry."""
    return contract.order_id is not None and _make(contract, contract.order_id, [slot], unit)


def _make(contract: Contract, order_id: OrderId, asked: Sequence[Slot], unit: Unit) -> bool:
    """One shipment for all that is wanted on one day; False: it has nothing to carry."""
    made: list[ShipmentLine] = []
    periods: dict[ContractLineId, Period] = {}
    for slot in asked:
        line = _piece(contract.line(slot.line_id), slot, len(made) + 1, unit)
        if line is not None:
            made.append(line)
            periods[slot.line_id] = slot.period
    if made:
        shipment = Shipment(
            ShipmentId(unit.new_id()),
            unit.numbers.next_code("SH"),
            order_id,
            contract.id,
            contract.customer_id,
            ShipmentStatus.OPEN,
            tuple(made),
            cause=ShipmentCause.SUPPLY,
        )
        unit.deliveries.add(shipment, periods)
    return bool(made)


def _piece(line: ContractLine, slot: Slot, position: int, unit: Unit) -> ShipmentLine | None:
    if line.variant_id is None or not is_counted(line, unit):
        return None
    title = line.title_on(slot.day)
    return ShipmentLine(
        *(
            ShipmentLineId(unit.new_id()),
            position,
            line.variant_id,
            title,
            Treatment.SALE,
            slot.quantity,
            False,
            line.id,
        )
    )


def is_counted(line: ContractLine, unit: Unit) -> bool:
    """Counted pieces alone are delivered: a thing with a code of its own is handed out by an order."""
    return line.variant_id is not None and (
        unit.catalog.variant(line.variant_id).product.kind is ProductKind.CONSUMABLE
    )
