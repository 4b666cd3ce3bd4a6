"""The customer is told what a lost thing is still worth, and until when they may object; nothing is charged yet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.deadlines import last_day_to_declare
from domain.ids import ContractId
from domain.losses.model import Loss, LossId, LossOfNobody, NothingToCharge, StepFacts
from domain.losses.moved import LossMoved, moved
from domain.losses.stages import Step, after
from domain.losses.worth import residual_of
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ClaimLoss(Command):
    """`title` stands on the invoice later. `amount` None: by the owner's table."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    title: str
    amount: Money | None = None


def claim_loss(command: ClaimLoss, unit: Unit, _clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep, LossOfNobody, WorthUnknown, NothingToCharge."""
    loss = unit.losses.get(command.loss_id)
    after(loss.stage, Step.CLAIM)
    contract_of(loss)
    rules = unit.settings.losses().value
    amount = command.amount
    if amount is None:
        amount = residual_of(unit.losses.in_use(loss.asset_id), loss.reported_on, rules)
    if amount.minor <= 0 or not command.title.strip():
        raise NothingToCharge(loss=loss.number)
    until = last_day_to_declare(unit.today() + timedelta(days=rules.objection_days))
    facts: StepFacts = {
        "minor": amount.minor,
        "currency": amount.currency,
        "object_until": until.isoformat(),
        "title": command.title.strip()[:200],
    }
    changed = loss.stepped(Step.CLAIM, facts)
    unit.losses.save(changed)
    return moved(changed, amount=amount)


def contract_of(loss: Loss) -> ContractId:
    """Raises LossOfNobody."""
    if loss.contract_id is None:
        raise LossOfNobody(loss=loss.number)
    return loss.contract_id
