"""Base of the changes of single deliveries, which ask first whether the parcel can still be reached."""

from abc import ABC
from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.deliveries.schedule import deliveries
from domain.errors import RuleViolation
from domain.ids import ContractLineId
from domain.ports import Unit


class DeliveryOnItsWay(RuleViolation):
    """The parcel of this period is packed or gone; it can be unpacked in the warehouse, or comes back as a return."""

    code = "delivery_on_its_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChange(ContractChange, ABC):
    """One delivery: the line, and the first day of the period that it is for."""

    line_id: ContractLineId
    first_day: date

    def begins_on(self, _today: date) -> date | None:
        return self.first_day

    def check(self, contract: Contract, unit: Unit) -> None:
        """Raises DeliveryOnItsWay."""
        parcels = unit.deliveries.of(contract.id, [self.line_id])
        for delivery in deliveries(contract, parcels, self.first_day):
            slot = delivery.slot
            if (slot.line_id, slot.day) == (self.line_id, self.first_day) and not delivery.is_changeable:
                number = "" if delivery.parcel is None else delivery.parcel.number
                raise DeliveryOnItsWay(shipment=number, day=slot.day)
