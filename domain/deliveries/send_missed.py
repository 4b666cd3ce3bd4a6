"""A delivery whose period is over is sent late: its parcel is made now, and what was charged stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.application import Command, Event
from domain.clock import Clock
from domain.deliveries.keep_up import make_late, missed
from domain.deliveries.missed import settled
from domain.deliveries.schedule import NoSuchDelivery
from domain.ids import ContractId, ContractLineId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SendMissed(Command):
    """`first_day` of the period that it was for."""

    contract_id: ContractId
    line_id: ContractLineId
    first_day: date


@dataclass(frozen=True, slots=True)
class MissedSent(Event):
    contract_id: ContractId
    first_day: date

    def touched(self) -> Iterable[str]:
        return ("contracts", "shipments", "tasks", f"contract:{self.contract_id}")


def send_missed(command: SendMissed, unit: Unit, _clock: Clock) -> MissedSent:
    """Puts it on the packing list and takes its task off the other one.

    Raises:
        NoSuchDelivery: a parcel was made meanwhile, the money was given back, or its period is not over.
    """
    contract = unit.contracts.get(command.contract_id)
    for slot in missed(contract, unit, unit.today()):
        if (slot.line_id, slot.day) == (command.line_id, command.first_day) and make_late(contract, slot, unit):
            settled(contract, slot, unit)
            return MissedSent(contract.id, slot.day)
    raise NoSuchDelivery(day=command.first_day)
