"""What was set aside is looked at again: it was ours after all, or no double."""

from dataclasses import dataclass

from domain.application import Command
from domain.cancellations.model import DeclarationId
from domain.cancellations.moving import DeclarationMoved, moved
from domain.cancellations.stages import Step
from domain.clock import Clock
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReopenDeclaration(Command):
    declaration_id: DeclarationId


def reopen_declaration(command: ReopenDeclaration, unit: Unit, _clock: Clock) -> DeclarationMoved:
    """Its contract has to be found anew; the instant of receipt counts as before.

    Raises UnknownDeclaration, IllegalDeclarationStep.
    """
    declaration = unit.declarations.get(command.declaration_id)
    again = declaration.stepped(Step.REOPEN, unit.context.effective_at)
    unit.declarations.append(again)
    return moved(again)
