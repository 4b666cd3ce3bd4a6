"""The customer is told what the damage is to cost, and until when they may object; nothing is charged yet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from domain.application import Command
from domain.clock import Clock
from domain.contracts.charge_once import ChargedItem
from domain.contracts.deadlines import last_day_to_declare
from domain.errors import InvalidInput, RuleViolation
from domain.ids import ContractId, ReturnId
from domain.ports import Unit
from domain.returns.claims import OPEN_CLAIMS, Claim, ClaimId
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.model import NotOfThisReturn, StepFacts
from domain.returns.stages import Step
from domain.returns.tasks_done import clear_damage


class NothingClaimed(InvalidInput):
    """A claim has at least one line, each with words and an amount above nothing."""

    code = "nothing_claimed"


class ClaimIsOpen(RuleViolation):
    """The customer was told of damage already; that has to be charged or dropped first."""

    code = "claim_is_open"


@dataclass(frozen=True, slots=True)
class ClaimDamage(Command):
    """`items` are lines of a charge as they will stand on the invoice. `contract_id`: whose thing is damaged."""

    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    contract_id: ContractId
    items: tuple[ChargedItem, ...]


def claim_damage(command: ClaimDamage, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises NothingClaimed, UnknownReturnCase, NotOfThisReturn, ClaimIsOpen, IllegalReturnStep."""
    items = command.items
    if not items or any(not item.title.strip() or item.amount.minor <= 0 or item.quantity <= 0 for item in items):
        raise NothingClaimed
    case = known(command.return_id, unit)
    if command.contract_id not in case.contracts:
        raise NotOfThisReturn(number=case.number)
    if any(claim.state in OPEN_CLAIMS for claim in unit.returns.claims(case.id)):
        raise ClaimIsOpen(number=case.number)
    days = unit.settings.returns().value.objection_days
    until = last_day_to_declare(unit.today() + timedelta(days=days))
    claim = Claim(ClaimId(unit.new_id()), case.id, command.contract_id, unit.today(), until, items)
    facts: StepFacts = {"minor": claim.amount.minor, "currency": claim.amount.currency, "until": until.isoformat()}
    case = case.stepped(Step.TELL_CLAIM, facts)
    unit.returns.add_claim(claim)
    unit.returns.step(case)
    clear_damage(case, unit)
    return moved(case)
