"""A thing that is with a customer needs its maintenance: the customer brings it by a day, or we come on one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import Command, Event
from domain.assets.status import OUT
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId, ContractId
from domain.maintenance.book import CareAsked, Visit
from domain.maintenance.due import tell_due
from domain.maintenance.plan import CarePlanId
from domain.ports import Unit
from domain.returns.announce_return import AnnounceReturn, announce_return
from domain.returns.model import NotOut, Purpose

REASON: Final = "maintenance"


class MaintenanceAskedInThePast(InvalidInput):
    """The customer needs a day that is still to come."""

    code = "maintenance_asked_in_the_past"


@dataclass(frozen=True, slots=True)
class AskMaintenance(Command):
    """`on`: the last day to bring it, or the day on which we come. What is brought goes out again afterwards."""

    has_consequences: ClassVar[bool] = True

    asset_id: AssetId
    plan_id: CarePlanId
    visit: Visit
    on: date


@dataclass(frozen=True, slots=True)
class MaintenanceAsked(Event):
    """`title`: what has to be done. `number`: the return with which it comes; "" when we come."""

    asset_id: AssetId
    contract_id: ContractId
    title: str
    number: str

    def touched(self) -> Iterable[str]:
        return ("care", "tasks", "returns", f"asset:{self.asset_id}", f"contract:{self.contract_id}")


def ask_maintenance(command: AskMaintenance, unit: Unit, clock: Clock) -> MaintenanceAsked:
    """What is brought is announced as a return that goes out again. The letter is the worker's.

    Raises:
        UnknownAsset, UnknownCarePlan.
        NotOut: no customer has it.
        MaintenanceAskedInThePast: the day is over.
        NothingOut: it is announced for its return already.
    """
    asset = unit.assets.get(command.asset_id)
    plan = unit.care.of_asset(asset.id).plan(command.plan_id)
    if asset.state.status not in OUT:
        raise NotOut(asset=asset.code, status=asset.state.status)
    if command.on < unit.today():
        raise MaintenanceAskedInThePast(day=command.on)
    contract_id, number = unit.assignments.holding(asset.id).contract_id, ""
    if command.visit is Visit.BRING:
        wish = AnnounceReturn(contract_id, command.on, REASON, Purpose.REPAIR, asset_ids=(asset.id,))
        number = announce_return(wish, unit, clock).number
    unit.care.add_asked(CareAsked(asset.id, plan.id, contract_id, command.visit, command.on))
    standings = [each for each in unit.care.standings([asset.id]) if each.plan.id != plan.id]
    tell_due(asset, standings, unit.today(), unit)
    return MaintenanceAsked(asset.id, contract_id, plan.title, number)
