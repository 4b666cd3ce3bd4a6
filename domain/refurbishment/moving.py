"""What the commands of a repair order share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.application import Event
from domain.assets.model import Asset
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ids import AssetId, ContractId
from domain.ports import Unit
from domain.refurbishment.repairs import ExpectedInThePast, NotInHouse, Repair, RepairId, RepairStage


@dataclass(frozen=True, slots=True)
class RepairMoved(Event):
    """`stage`: where the order stands now."""

    repair_id: RepairId
    number: str
    asset_id: AssetId
    stage: RepairStage
    contract_id: ContractId | None = None

    def touched(self) -> Iterable[str]:
        topics = ("repairs", "refurbishments", "assets", f"asset:{self.asset_id}", f"repair:{self.repair_id}")
        return topics if self.contract_id is None else (*topics, f"contract:{self.contract_id}")


def moved(repair: Repair) -> RepairMoved:
    return RepairMoved(repair.id, repair.number, repair.asset_id, repair.stage, repair.contract_id)


def check_expected(day: date | None, unit: Unit) -> None:
    """Raises ExpectedInThePast."""
    if day is not None and day < unit.today():
        raise ExpectedInThePast(day=day)


def in_work(repair: Repair, unit: Unit, clock: Clock) -> Asset:
    """The thing, on the bench: what waits there is begun. Raises NotInHouse."""
    asset = unit.assets.get(repair.asset_id)
    if asset.state.status is Status.TO_REPAIR:
        asset, event = asset.record(Kind.REPAIR_STARTED, unit.context, clock.now())
        unit.assets.append(asset, event)
        unit.refurbishments.start(asset.id, unit.context.effective_at)
    if asset.state.status is not Status.IN_REPAIR:
        raise NotInHouse(asset=asset.code, status=asset.state.status)
    return asset
