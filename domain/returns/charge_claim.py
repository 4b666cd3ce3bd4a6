"""A claim for damage is charged on its contract, or set off against the deposit.

Charging is an edit of the contract's timeline: the difference makes the invoice. Source: RULES.md 1.4; decision 0027.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.charge_once import ChargeOnce
from domain.contracts.model import Contract, LineKind
from domain.contracts.settle_deposit import SettleDeposit, holds_deposit
from domain.errors import RuleViolation
from domain.ids import ContractId, ReturnId
from domain.ports import Unit
from domain.returns.claims import Claim, ClaimAction, ClaimState
from domain.returns.closing import closed_without_claim
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.model import StepFacts
from domain.returns.object_to_claim import open_claim
from domain.returns.stages import Step
from domain.returns.tasks_done import clear_objection


class ObjectionStillPossible(RuleViolation):
    """The customer may object until that day, unless they agreed."""

    code = "objection_still_possible"


@dataclass(frozen=True, slots=True)
class ChargeClaim(Command):
    """`is_agreed`: the customer said yes before the days were over. After an objection the office insists by it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class ClaimCharged(ReturnMoved):
    """`from_deposit`: the deposit goes back whole, with the claim set against it in the final statement."""

    contract_id: ContractId | None = None
    from_deposit: bool = False


def charge_claim(command: ChargeClaim, unit: Unit, _clock: Clock) -> ClaimCharged:
    """Raises UnknownReturnCase, NoOpenClaim, ObjectionStillPossible, IllegalClaimStep, and what ChargeOnce does."""
    case = known(command.return_id, unit)
    claim = open_claim(case.id, unit)
    if claim.state is ClaimState.TOLD and not command.is_agreed and unit.today() <= claim.object_until:
        raise ObjectionStillPossible(until=claim.object_until)
    contract = unit.contracts.get(claim.contract_id)
    from_deposit = takes_deposit(contract)
    unit.contracts.save(charged(contract, claim, unit.today()))
    unit.returns.save_claim(claim.acted(ClaimAction.CHARGE))
    facts: StepFacts = {"minor": claim.amount.minor, "currency": claim.amount.currency, "deposit": int(from_deposit)}
    case = closed_without_claim(case.stepped(Step.CHARGE_CLAIM, facts), unit)
    unit.returns.step(case)
    clear_objection(case, unit)
    done = moved(case)
    return ClaimCharged(done.return_id, done.number, done.stage, done.contracts, contract.id, from_deposit)


def takes_deposit(contract: Contract) -> bool:
    """Whether the claim is set off against the deposit: there is one, and the contract is over."""
    return holds_deposit(contract) and contract.end_on is not None and contract.start_on is not None


def charged(contract: Contract, claim: Claim, today: date) -> Contract:
    """The timeline with the claim on it; the preview of charging it."""
    if takes_deposit(contract):
        line = next(each for each in contract.lines if each.kind is LineKind.DEPOSIT and each.end_on is None)
        settle = SettleDeposit(contract.id, contract.version, line_id=line.id, items=claim.items)
        return settle.edited(contract, today)
    return ChargeOnce(contract.id, contract.version, items=claim.items).edited(contract, today)
