"""One delivery brings more or fewer pieces; the ones after it are as before."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.model import Contract, LineVersion
from domain.deliveries.changing import DeliveryChange
from domain.deliveries.schedule import NoSuchDelivery, slot_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDelivery(DeliveryChange):
    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    quantity: Decimal

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NoSuchDelivery, QuantityNotPositive, LineIsChargedOnce."""
        slot, line = slot_of(contract, self.line_id, self.first_day), contract.line(self.line_id)
        if slot.is_skipped or slot.period.end is None:
            raise NoSuchDelivery(day=slot.day)
        _, afterwards = line.at(slot.period.end)
        outside = tuple(_outside(version, slot.day, slot.period.end) for version in line.versions)
        kept = replace(line, versions=tuple(each for each in outside if each is not None))
        changed = replace(contract, lines=tuple(kept if each.id == line.id else each for each in contract.lines))
        changed = changed.quantity_changed(line.id, slot.day, self.quantity)
        return changed.quantity_changed(line.id, slot.period.end, afterwards)


def _outside(version: LineVersion, start: date, end: date) -> LineVersion | None:
    """A change of quantity within the period gives way; None: nothing else changed then."""
    if version.from_on is None or not start < version.from_on < end or version.quantity is None:
        return version
    if version.price is None and version.title is None:
        return None
    return replace(version, quantity=None)
