"""The sender takes a declaration back, and the house agrees: a contract that it ended goes on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command
from domain.cancellations.deed import ends_by_it
from domain.cancellations.model import DeclarationId
from domain.cancellations.moving import DeclarationMoved, moved
from domain.cancellations.stages import Stage, Step
from domain.cancellations.waiting import keep_task
from domain.clock import Clock
from domain.contracts.changing import change_contract
from domain.contracts.keep_contract import KeepContract
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeBackDeclaration(Command):
    """`version` is that of the contract the person saw; it counts where the declaration was carried out."""

    has_consequences: ClassVar[bool] = True

    declaration_id: DeclarationId
    version: int = 0
    reason: str = ""


def take_back_declaration(command: TakeBackDeclaration, unit: Unit, clock: Clock) -> DeclarationMoved:
    """Raises UnknownDeclaration, IllegalDeclarationStep, and what `KeepContract` does: a contract that is over, or that
    was withdrawn from, does not go on."""
    declaration = unit.declarations.get(command.declaration_id)
    back = declaration.stepped(Step.TAKE_BACK, unit.context.effective_at, {"why": command.reason.strip()})
    if declaration.stage is Stage.CARRIED_OUT and declaration.contract_id is not None:
        contract = unit.contracts.get(declaration.contract_id)
        if ends_by_it(contract):
            change_contract(KeepContract(contract.id, command.version, command.reason), unit, clock)
    unit.declarations.append(back)
    keep_task(back, unit)
    return moved(back)
