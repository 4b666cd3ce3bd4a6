"""A delivery whose period is over is not sent any more: what was charged for it is given back with the next run."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from domain.contracts.pausing import paused
from domain.deliveries.changing import DeliveryChange
from domain.deliveries.schedule import NoSuchDelivery, is_over, slot_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackDelivery(DeliveryChange):
    """Also after the contract's end. A parcel that still waits to be packed goes; its task goes with the change."""

    @property
    def is_for_running(self) -> bool:
        return False

    def edited(self, contract: Contract, today: date) -> Contract:
        """The line rests for this period. Raises NoSuchDelivery: it was left out before, or is not over yet."""
        slot = slot_of(contract, self.line_id, self.first_day)
        if slot.is_skipped or not is_over(contract, slot, today):
            raise NoSuchDelivery(day=slot.day)
        return paused(contract, Pause(slot.day, slot.period.end, line_ids=(slot.line_id,)))
