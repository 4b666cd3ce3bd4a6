"""One line is delivered, and charged, in another rhythm from a delivery on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.model import Contract, LineIsChargedOnce
from domain.contracts.parts import Cycle
from domain.deliveries.changing import DeliveryChange
from domain.deliveries.schedule import slot_of
from domain.money import Money
from domain.period import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRhythm(DeliveryChange):
    """`price` of one piece for one delivery, None: as it was, for each delivery brings the same as before."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    interval: Interval
    price: Money | None = None

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NoSuchDelivery, LineIsChargedOnce, NegativePrice."""
        line, slot = contract.line(self.line_id), slot_of(contract, self.line_id, self.first_day)
        if not line.is_recurring:
            raise LineIsChargedOnce(line=line.title, kind=line.kind)
        kept = tuple(
            each
            for each in contract.cycles
            if each.line_id != line.id or each.from_on is None or each.from_on < slot.day
        )
        changed = replace(contract, cycles=(*kept, Cycle(slot.day, self.interval, line_id=line.id)))
        return changed if self.price is None else changed.price_changed(line.id, slot.day, self.price)
