"""A lost thing turned up after it was paid for: what was charged goes back, or stays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.losses.claim_loss import contract_of
from domain.losses.model import Loss, LossId
from domain.losses.moved import LossMoved, moved
from domain.losses.settings import LossSettings
from domain.losses.settling import settled
from domain.losses.stages import Step
from domain.losses.timeline import residual_given_back
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DecideFound(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    gives_back: bool


def decide_found(command: DecideFound, unit: Unit, clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep."""
    loss = unit.losses.get(command.loss_id)
    changed = loss.stepped(Step.GIVE_BACK if command.gives_back else Step.LET_STAND)
    amount: Money | None = None
    if command.gives_back:
        contract = unit.contracts.get(contract_of(loss))
        unit.contracts.save(residual_given_back(contract, loss))
        amount = Money(loss.minor, contract.terms.currency)
    unit.losses.save(changed)
    settled(changed, unit, clock)
    return moved(changed, amount=amount, changes_bill=command.gives_back)


def proposes_to_give_back(loss: Loss, rules: LossSettings) -> bool:
    """What the owner's rule says; the person decides."""
    found = next((each for each in reversed(loss.steps) if each.step is Step.TURN_UP), None)
    if found is None or "on" not in found.facts:
        return True
    return date.fromisoformat(str(found.facts["on"])) <= loss.reported_on + timedelta(days=rules.give_back_days)
