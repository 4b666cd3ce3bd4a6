"""What is still with a customer who does not pay is wanted back: a return of its own reason, contract by contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.collection.model import CollectionId
from domain.ids import ContractId, CustomerId
from domain.ports import Unit
from domain.returns.announce_return import NothingOut
from domain.tasks.model import TaskKind

ARREARS: Final = "arrears"
"""Why the return is asked for."""


@dataclass(frozen=True, slots=True)
class RecoverThings(Command):
    """`return_until`: the last day by which everything shall be here."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    case_id: CollectionId
    return_until: date


@dataclass(frozen=True, slots=True)
class RecoveryAsked(Event):
    case_id: CollectionId
    customer_id: CustomerId
    contract_ids: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return ("collection", "returns", "tasks", f"customer:{self.customer_id}")


def recover_things(command: RecoverThings, unit: Unit, clock: Clock) -> RecoveryAsked:
    """Raises UnknownCollection, NothingOut."""
    case = unit.collection.get(command.case_id)
    contracts = unit.collection.contracts_with_things(case.customer_id)
    if not contracts:
        raise NothingOut
    for task in unit.tasks.waiting(TaskKind.THINGS_TO_RECOVER, case.number):
        unit.tasks.clear(task.id, clock.now())
    return RecoveryAsked(case.id, case.customer_id, tuple(contracts))
