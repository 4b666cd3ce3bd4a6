"""What the commands of a loss answer with, and what they change on screens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.application import Event
from domain.ids import AssetId, ContractId
from domain.losses.model import Loss, LossId
from domain.losses.stages import Stage
from domain.money import Money


@dataclass(frozen=True, slots=True)
class LossMoved(Event):
    """`stage` is where the loss stands now. `changes_bill`: the contract's timeline is another one."""

    loss_id: LossId
    number: str
    stage: Stage
    asset_id: AssetId
    contract_id: ContractId | None = None
    amount: Money | None = None
    until: date | None = None
    changes_bill: bool = False
    shipment_number: str = ""

    def touched(self) -> Iterable[str]:
        topics = ("losses", "assets", "tasks", "returns", "shipments", f"asset:{self.asset_id}")
        return topics if self.contract_id is None else (*topics, "contracts", f"contract:{self.contract_id}")


def moved(loss: Loss, *, amount: Money | None = None, changes_bill: bool = False, shipment: str = "") -> LossMoved:
    until = loss.object_until if loss.stage is Stage.CLAIMED else None
    known = (loss.id, loss.number, loss.stage, loss.asset_id, loss.contract_id)
    return LossMoved(*known, amount, until, changes_bill, shipment)
