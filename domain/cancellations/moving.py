"""What the steps of a declaration answer with."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.cancellations.model import Declaration, DeclarationId
from domain.cancellations.stages import Stage
from domain.ids import ContractId


@dataclass(frozen=True, slots=True)
class DeclarationMoved(Event):
    """`stage` is where it stands now."""

    declaration_id: DeclarationId
    number: str
    stage: Stage
    contract_id: ContractId | None = None

    def touched(self) -> Iterable[str]:
        topics = ("declarations", f"declaration:{self.declaration_id}")
        return topics if self.contract_id is None else (*topics, "contracts", f"contract:{self.contract_id}")


def moved(declaration: Declaration) -> DeclarationMoved:
    return DeclarationMoved(declaration.id, declaration.number, declaration.stage, declaration.contract_id)
