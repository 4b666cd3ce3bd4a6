"""What was set aside is looked at again, and what was carried out with a wrong contract, once that was taken back."""

from dataclasses import dataclass

from domain.application import Command
from domain.cancellations.deed import ends_by_it
from domain.cancellations.model import DeclarationId
from domain.cancellations.moving import DeclarationMoved, moved
from domain.cancellations.stages import Stage, Step
from domain.cancellations.waiting import keep_task
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ports import Unit


class StillCarriedOut(RuleViolation):
    """The contract ends by this declaration. That has to be taken back first, or the end would stand for nothing."""

    code = "declaration_still_carried_out"


@dataclass(frozen=True, slots=True)
class ReopenDeclaration(Command):
    declaration_id: DeclarationId


def reopen_declaration(command: ReopenDeclaration, unit: Unit, _clock: Clock) -> DeclarationMoved:
    """Its contract has to be found anew; the instant of receipt counts as before.

    Raises UnknownDeclaration, IllegalDeclarationStep, StillCarriedOut.
    """
    declaration = unit.declarations.get(command.declaration_id)
    again = declaration.stepped(Step.REOPEN, unit.context.effective_at)
    if declaration.stage is Stage.CARRIED_OUT and declaration.contract_id is not None:
        contract = unit.contracts.get(declaration.contract_id)
        if ends_by_it(contract):
            raise StillCarriedOut(contract=contract.number)
    unit.declarations.append(again)
    keep_task(again, unit)
    return moved(again)
