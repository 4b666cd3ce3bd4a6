"""What was declared becomes the end of the contract, by the same change that a person could make by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from domain.application import Command, Event
from domain.cancellations.deed import Details, change_of
from domain.cancellations.model import DeclarationId
from domain.cancellations.stages import Step
from domain.cancellations.waiting import keep_task
from domain.clock import Clock
from domain.contracts.changing import change_contract
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class CarryOutDeclaration(Command):
    """`version` is that of the contract the person saw with the preview."""

    has_consequences: ClassVar[bool] = True

    declaration_id: DeclarationId
    version: int
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, slots=True)
class DeclarationCarriedOut(Event):
    """`version` is the contract's new one, `received_at` the instant that counts."""

    declaration_id: DeclarationId
    number: str
    contract_id: ContractId
    version: int
    received_at: datetime

    def touched(self) -> Iterable[str]:
        topics = ("declarations", f"declaration:{self.declaration_id}", "contracts", "shipments", "tasks")
        return (*topics, f"contract:{self.contract_id}")


def carry_out_declaration(command: CarryOutDeclaration, unit: Unit, clock: Clock) -> DeclarationCarriedOut:
    """Ends the contract as of the day of receipt; bills follow by the difference, the letter by the worker.

    Raises:
        UnknownDeclaration, IllegalDeclarationStep.
        AppError: what the contract itself does not allow (a double notice, a withdrawal that came too late).
    """
    declaration = unit.declarations.get(command.declaration_id)
    done = declaration.stepped(Step.CARRY_OUT, unit.context.effective_at)
    changed = change_contract(change_of(declaration, command.version, command.details), unit, clock)
    unit.declarations.append(done)
    keep_task(done, unit)
    return DeclarationCarriedOut(done.id, done.number, changed.contract_id, changed.version, declaration.received_at)
