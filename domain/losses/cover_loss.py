"""An insurance line of the contract pays for a lost thing; the customer pays the deductible, where there is one."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.charge_once import ChargedItem
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.losses.book import services_variants
from domain.losses.claim_loss import contract_of
from domain.losses.model import Loss, LossId, NotCovered, StepFacts
from domain.losses.moved import LossMoved, moved
from domain.losses.settings import Cover
from domain.losses.settling import settled
from domain.losses.stages import Step, after
from domain.losses.timeline import residual_charged
from domain.losses.worth import cover_for, insured_on
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class CoverLoss(Command):
    """`title` is that of the deductible's line on the invoice."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    title: str


def cover_loss(command: CoverLoss, unit: Unit, clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep, LossOfNobody, NotCovered."""
    loss = unit.losses.get(command.loss_id)
    after(loss.stage, Step.COVER)
    contract = unit.contracts.get(contract_of(loss))
    cover = _cover(loss, contract, unit)
    facts: StepFacts = {}
    owed = cover.deductible
    if owed.minor:
        item = ChargedItem(ContractLineId(unit.new_id()), command.title, owed)
        unit.contracts.save(residual_charged(contract, loss, item, unit.today()))
        facts = {"minor": owed.minor, "currency": owed.currency, "line": str(item.line_id)}
    changed = loss.stepped(Step.COVER, facts)
    unit.losses.save(changed)
    settled(changed, unit, clock)
    return moved(changed, amount=owed, changes_bill=bool(owed.minor))


def _cover(loss: Loss, contract: Contract, unit: Unit) -> Cover:
    products = unit.losses.products_of(services_variants(contract))
    services = insured_on(contract, loss.happened_on, products)
    found = cover_for(services, loss.kind, loss.police, unit.settings.losses().value)
    if found is None:
        raise NotCovered(loss=loss.number)
    return found
