"""The customer is asked to bring a thing for its maintenance, or hears when we come. The worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId, ContractId
from domain.maintenance.book import Visit
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellMaintenance(Command):
    """`title`: what has to be done. `number`: the return with which it comes; "" when we come."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    asset_id: AssetId
    title: str
    visit: Visit
    on: date
    number: str


@dataclass(frozen=True, slots=True)
class MaintenanceTold(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}",)


def tell_maintenance(command: TellMaintenance, unit: Unit, _clock: Clock) -> MaintenanceTold:
    """Promises the letter. Raises UnknownAsset."""
    asset = unit.assets.get(command.asset_id)
    thing = unit.catalog.variant(asset.variant_id).title
    texts = {"thing": thing, "asset": asset.code, "maintenance": command.title, "return": command.number}
    kind = LetterKind.MAINTENANCE_BRING if command.visit is Visit.BRING else LetterKind.MAINTENANCE_VISIT
    unit.letters.promise(command.contract_id, Told(kind, {"on": command.on}, texts=texts))
    return MaintenanceTold(command.contract_id)
