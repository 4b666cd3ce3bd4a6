"""Changes of single deliveries: base of the commands that ask first whether the parcel can still be reached."""

from abc import ABC
from dataclasses import dataclass
from datetime import date

from domain.clock import Clock
from domain.contracts.changing import ContractChange, ContractChanged, change_contract
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


def change_delivery_of(command: DeliveryChange, unit: Unit, clock: Clock) -> ContractChanged:
    """Edits the timeline; the open parcel follows in the same transaction.

    Raises DeliveryOnItsWay, and what `applied` does.
    """
    contract = unit.contracts.get(command.contract_id)
    for delivery in deliveries(contract, unit.deliveries.of(contract.id, [command.line_id]), command.first_day):
        slot = delivery.slot
        if (slot.line_id, slot.day) == (command.line_id, command.first_day) and not delivery.is_changeable:
            raise DeliveryOnItsWay(shipment=delivery.parcel.number if delivery.parcel else "", day=slot.day)
    return change_contract(command, unit, clock)
