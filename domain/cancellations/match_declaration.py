"""Somebody finds the contract that a declaration means, and says what was declared."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command
from domain.cancellations.model import LONGEST_WHY, DeclarationId, Declared, DeclaredKind, match_facts
from domain.cancellations.moving import DeclarationMoved, moved
from domain.cancellations.stages import Step
from domain.clock import Clock
from domain.contracts.cancel_contract import ReasonMissing
from domain.contracts.parts import EndKind
from domain.errors import InvalidInput
from domain.ids import ContractId
from domain.ports import Unit


class WhyTooLong(InvalidInput):
    """The reason in words is longer than what is kept beside the declaration."""

    code = "declaration_why_too_long"


@dataclass(frozen=True, slots=True)
class MatchDeclaration(Command):
    """May be given again while it is not carried out; the newest match counts."""

    has_consequences: ClassVar[bool] = True

    declaration_id: DeclarationId
    contract_id: ContractId
    declared: Declared


def match_declaration(command: MatchDeclaration, unit: Unit, _clock: Clock) -> DeclarationMoved:
    """The customer hears at once what was received and when the contract would end.

    Raises:
        UnknownDeclaration, UnknownContract, IllegalDeclarationStep.
        ReasonMissing: an end for a good reason without that reason.
        WhyTooLong: it is longer than what is kept.
    """
    declared = command.declared
    if declared.kind is DeclaredKind.EXTRAORDINARY and not declared.why.strip():
        raise ReasonMissing(kind=EndKind.EXTRAORDINARY)
    if len(declared.why) > LONGEST_WHY:
        raise WhyTooLong(longest=LONGEST_WHY)
    declaration = unit.declarations.get(command.declaration_id)
    contract = unit.contracts.get(command.contract_id)
    facts = match_facts(contract.id, contract.number, declared)
    matched = declaration.stepped(Step.MATCH, unit.context.effective_at, facts)
    unit.declarations.append(matched)
    return moved(matched)
