"""A declaration that ends nothing: meant for somebody else, or sent twice. It stays and can be opened again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from domain.application import Command
from domain.cancellations.model import DeclarationId
from domain.cancellations.moving import DeclarationMoved, moved
from domain.cancellations.stages import Step
from domain.cancellations.waiting import keep_task
from domain.clock import Clock
from domain.ports import Unit


class Aside(StrEnum):
    """NOT_OURS: no contract with us. DOUBLE: the same was declared before."""

    NOT_OURS = "not_ours"
    DOUBLE = "double"


_STEPS: Final = {Aside.NOT_OURS: Step.NOT_OURS, Aside.DOUBLE: Step.DOUBLE}


@dataclass(frozen=True, slots=True)
class SetAsideDeclaration(Command):
    has_consequences: ClassVar[bool] = True

    declaration_id: DeclarationId
    because: Aside
    why: str = ""


def set_aside_declaration(command: SetAsideDeclaration, unit: Unit, _clock: Clock) -> DeclarationMoved:
    """The contract is not touched. Raises UnknownDeclaration, IllegalDeclarationStep."""
    declaration = unit.declarations.get(command.declaration_id)
    facts = {"why": command.why.strip()}
    aside = declaration.stepped(_STEPS[command.because], unit.context.effective_at, facts)
    unit.declarations.append(aside)
    keep_task(aside, unit)
    return moved(aside)
