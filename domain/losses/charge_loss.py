"""What a lost thing is worth is charged once on its contract, with the thing that it is about.

By the worker when the days to object are over, by the office when the customer agreed or an objection is decided.
"""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.charge_once import ChargedItem
from domain.ids import ContractLineId
from domain.losses.claim_loss import contract_of
from domain.losses.model import LossId, ObjectionRuns, StepFacts
from domain.losses.moved import LossMoved, moved
from domain.losses.settling import settled
from domain.losses.stages import Stage, Step, after
from domain.losses.timeline import residual_charged
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChargeLoss(Command):
    """`is_agreed`: the customer said yes before the days were over."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    is_agreed: bool = False


def charge_loss(command: ChargeLoss, unit: Unit, clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep, ObjectionRuns, and what ChargeOnce does."""
    loss = unit.losses.get(command.loss_id)
    after(loss.stage, Step.CHARGE)
    until = loss.object_until
    if loss.stage is Stage.CLAIMED and not command.is_agreed and until is not None and unit.today() <= until:
        raise ObjectionRuns(until=until)
    contract = unit.contracts.get(contract_of(loss))
    amount = Money(loss.minor, contract.terms.currency)
    title = next(str(each.facts["title"]) for each in reversed(loss.steps) if "title" in each.facts)
    item = ChargedItem(ContractLineId(unit.new_id()), title, amount)
    unit.contracts.save(residual_charged(contract, loss, item, unit.today()))
    facts: StepFacts = {"minor": amount.minor, "currency": amount.currency, "line": str(item.line_id)}
    changed = loss.stepped(Step.CHARGE, facts)
    unit.losses.save(changed)
    settled(changed, unit, clock)
    return moved(changed, amount=amount, changes_bill=True)
