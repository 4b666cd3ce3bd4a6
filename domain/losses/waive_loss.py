"""Nobody pays for a lost thing: the office lets it go, with a reason."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.losses.model import LossId, LossNeedsReason
from domain.losses.moved import LossMoved, moved
from domain.losses.settling import settled
from domain.losses.stages import Stage, Step
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WaiveLoss(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    reason: str


@dataclass(frozen=True, slots=True)
class LossWaived(LossMoved):
    """`was_told`: the customer knew of a claim, and hears that it is dropped."""

    was_told: bool = False


def waive_loss(command: WaiveLoss, unit: Unit, clock: Clock) -> LossWaived:
    """Raises UnknownLoss, IllegalLossStep, LossNeedsReason."""
    reason = " ".join(command.reason.split())[:200]
    if not reason:
        raise LossNeedsReason
    loss = unit.losses.get(command.loss_id)
    changed = loss.stepped(Step.WAIVE, {"why": reason})
    unit.losses.save(changed)
    settled(changed, unit, clock)
    done = moved(changed)
    known = (done.loss_id, done.number, done.stage, done.asset_id, done.contract_id)
    return LossWaived(*known, was_told=loss.stage in (Stage.CLAIMED, Stage.OBJECTED))
