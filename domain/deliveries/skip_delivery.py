"""One delivery is left out: its period is neither sent nor charged."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from domain.contracts.pausing import paused
from domain.deliveries.changing import DeliveryChange
from domain.deliveries.schedule import NoSuchDelivery, slot_of
from domain.period import ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipDelivery(DeliveryChange):
    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    def edited(self, contract: Contract, _today: date) -> Contract:
        """The line rests for this period; an extra delivery goes altogether. Raises NoSuchDelivery, PausesOverlap."""
        line, slot = contract.line(self.line_id), slot_of(contract, self.line_id, self.first_day)
        if slot.is_skipped:
            raise NoSuchDelivery(day=slot.day)
        if not line.is_recurring:
            return contract.line_ended(line.id, slot.day - ONE_DAY)
        return paused(contract, Pause(slot.day, slot.period.end, line_ids=(line.id,)))
