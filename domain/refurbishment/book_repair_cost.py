"""Put prices to the minutes and parts of a finished refurbishment: the worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class BookRepairCost(Command):
    """`finished_by` is the id of the command that finished the refurbishment."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    asset_id: AssetId
    finished_by: UUID


@dataclass(frozen=True, slots=True)
class RepairCostBooked(Event):
    asset_id: AssetId

    def touched(self) -> Iterable[str]:
        return (f"asset:{self.asset_id}",)


def book_repair_cost(command: BookRepairCost, unit: Unit, _clock: Clock) -> RepairCostBooked:
    """Minutes times the hourly rate plus parts at cost, as they are valid today."""
    unit.refurbishments.book_cost(command.asset_id, command.finished_by)
    return RepairCostBooked(command.asset_id)
