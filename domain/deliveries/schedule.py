"""What consumables ask to be sent: one parcel a period, read from the same timeline as what they cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Final

from domain.billing.cells import our_cells
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.status import Status
from domain.errors import RuleViolation
from domain.ids import ContractLineId, ShipmentId
from domain.period import ONE_DAY, Period
from domain.shipping.model import ShipmentStatus

NOT_DELIVERING: Final = frozenset({Status.DRAFT, Status.WITHDRAWN})
"""All others send what they charge; one that is over, what was to be sent before its end."""
_FIXED: Final = frozenset({ShipmentStatus.PACKED, ShipmentStatus.DISPATCHED})


class NoSuchDelivery(RuleViolation):
    """Nothing of this line is to be delivered for a period that begins on that day."""

    code = "no_such_delivery"


@dataclass(frozen=True, slots=True)
class Slot:
    """What one period of a line asks for: so many pieces, at the customer's on its first day. Skipped: none."""

    line_id: ContractLineId
    period: Period
    quantity: int
    is_skipped: bool = False

    @property
    def day(self) -> date:
        return self.period.start


@dataclass(frozen=True, slots=True)
class Parcel:
    """The pieces of one line in a shipment. `period` is what they were sent for, None: they go with the order."""

    shipment_id: ShipmentId
    number: str
    status: ShipmentStatus
    line_id: ContractLineId
    period: Period | None
    quantity: int
    done: int = 0

    @property
    def is_fixed(self) -> bool:
        """Packed or gone: no change reaches it any more. What goes with the order belongs to the order."""
        return self.period is None or self.status in _FIXED


class DeliveryState(StrEnum):
    """How far one delivery is. MISSED: its period is over, it is charged, and nothing was sent."""

    PLANNED = "planned"
    MISSED = "missed"
    SKIPPED = "skipped"
    TO_PACK = "to_pack"
    PACKED = "packed"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A slot with the parcel that serves it, None: none was made yet. `is_missed`: a person is asked about it."""

    slot: Slot
    parcel: Parcel | None
    is_missed: bool = False

    @property
    def state(self) -> DeliveryState:
        if self.parcel is None:
            if self.is_missed:
                return DeliveryState.MISSED
            return DeliveryState.SKIPPED if self.slot.is_skipped else DeliveryState.PLANNED
        if self.parcel.status is ShipmentStatus.DISPATCHED:
            return DeliveryState.SENT
        return DeliveryState.PACKED if self.parcel.status is ShipmentStatus.PACKED else DeliveryState.TO_PACK

    @property
    def is_changeable(self) -> bool:
        return not self.is_missed and (self.parcel is None or not self.parcel.is_fixed)


def is_delivered(line: ContractLine) -> bool:
    """Consumables, period by period, and what was sold to a running contract: once, on its day."""
    if line.variant_id is None:
        return False
    return line.kind is LineKind.CONSUMABLE or (line.kind is LineKind.SALE and line.start_on is not None)


def slots(contract: Contract, line: ContractLine) -> Iterator[Slot]:
    """The slots of a line, oldest first; endless when the line is."""
    if not is_delivered(line) or contract.status in NOT_DELIVERING:
        return
    if not line.is_recurring:
        span = contract.span(line)
        if span is not None and not contract.is_settled_elsewhere(line, span.start):
            yield Slot(line.id, Period(span.start, span.start + ONE_DAY), _pieces(line, span.start))
        return
    for cell in our_cells(contract, line):
        if cell.covered.end is None:
            return
        day = cell.covered.start
        yield Slot(line.id, cell.covered, _pieces(line, day), is_skipped=cell.charged is None)


def deliveries(contract: Contract, parcels: Sequence[Parcel], until: date) -> list[Delivery]:
    """All slots that begin on or before `until`, each with its parcel, in order of days and lines."""
    found: list[Delivery] = []
    for line in contract.lines:
        if is_delivered(line):
            found += _of_line(contract, line, [each for each in parcels if each.line_id == line.id], until)
    position = {line.id: line.position for line in contract.lines}
    return sorted(found, key=lambda each: (each.slot.day, position[each.slot.line_id]))


def _of_line(contract: Contract, line: ContractLine, parcels: Sequence[Parcel], until: date) -> list[Delivery]:
    known: list[Slot] = []
    for slot in slots(contract, line):
        if slot.day > until:
            break
        known.append(slot)
    serving: dict[int, Parcel] = {}
    for parcel in sorted(parcels, key=_first_to_last):
        number = _served(known, parcel, serving)
        if number is not None:
            serving[number] = parcel
    return [Delivery(slot, serving.get(number)) for number, slot in enumerate(known)]


def _served(known: Sequence[Slot], parcel: Parcel, taken: dict[int, Parcel]) -> int | None:
    """The first free slot that shares days with the parcel's: periods that moved keep what was sent for them. One that
    was skipped is served only when the parcel fits no other: it left before."""
    if not parcel.is_fixed:
        return next((n for n, slot in enumerate(known) if n not in taken and slot.day == _day(parcel)), None)
    fitting = [
        number
        for number, slot in enumerate(known)
        if number not in taken and (parcel.period is None or parcel.period.overlaps(slot.period))
    ]
    if parcel.period is None:
        return next(iter(fitting), None)
    return next((number for number in fitting if not known[number].is_skipped), next(iter(fitting), None))


def _first_to_last(parcel: Parcel) -> tuple[bool, date]:
    """What is packed or gone comes first: an open parcel gets what is left."""
    return not parcel.is_fixed, _day(parcel)


def _day(parcel: Parcel) -> date:
    return date.min if parcel.period is None else parcel.period.start


def slot_of(contract: Contract, line_id: ContractLineId, day: date) -> Slot:
    """The slot of a line whose period begins on `day`. Raises NoSuchDelivery, ContractLineNotFound."""
    for slot in slots(contract, contract.line(line_id)):
        if slot.day == day:
            return slot
        if slot.day > day:
            break
    raise NoSuchDelivery(day=day)


def next_slot_day(contract: Contract, after: date) -> date | None:
    """The first day of the next slot of any line that begins after a day; None: nothing more is known of."""
    days: list[date] = []
    for line in contract.lines:
        day = next((slot.day for slot in slots(contract, line) if slot.day > after), None)
        if day is not None:
            days.append(day)
    return min(days, default=None)


def is_over(contract: Contract, slot: Slot, today: date) -> bool:
    """The days that it was to serve are past. What is sent once is never too late."""
    return slot.period.end is not None and slot.period.end <= today and contract.line(slot.line_id).is_recurring


def handed_over_on(day: date, lead_days: int) -> date:
    """The day on which the warehouse is told of a delivery that is wanted on `day`."""
    return day - timedelta(days=lead_days)


def _pieces(line: ContractLine, day: date) -> int:
    _, quantity = line.at(day)
    return int(Decimal(quantity).to_integral_value(ROUND_CEILING))
