"""A delivery that was left out is sent after all."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from domain.deliveries.changing import DeliveryChange
from domain.deliveries.schedule import NoSuchDelivery, Slot, slot_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDelivery(DeliveryChange):
    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    def edited(self, contract: Contract, _today: date) -> Contract:
        """Raises NoSuchDelivery: none was left out on that day, or the whole contract rests then."""
        slot = slot_of(contract, self.line_id, self.first_day)
        skipped = [each for each in contract.pauses if each.line_ids == (slot.line_id,) and slot.day in each.days]
        if not skipped:
            raise NoSuchDelivery(day=slot.day)
        others = tuple(each for each in contract.pauses if each is not skipped[0])
        restored = replace(contract, pauses=(*others, *_around(skipped[0], slot)))
        if slot_of(restored, slot.line_id, slot.day).is_skipped:
            raise NoSuchDelivery(day=slot.day)
        return restored


def _around(pause: Pause, slot: Slot) -> tuple[Pause, ...]:
    """What is left of a longer pause before and after the one period."""
    left: list[Pause] = []
    if pause.from_on < slot.day:
        left.append(replace(pause, resume_on=slot.day))
    end = slot.period.end
    if end is not None and (pause.resume_on is None or end < pause.resume_on):
        left.append(replace(pause, from_on=end))
    return tuple(left)
