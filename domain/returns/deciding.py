"""What the office decides about a return: one base and event for the small steps of its way."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.errors import NotFound
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.model import Return
from domain.returns.stages import Stage


class UnknownReturnCase(NotFound):
    """There is no such return."""

    code = "unknown_return_case"


@dataclass(frozen=True, slots=True)
class ReturnMoved(Event):
    """`stage` is where the return stands now."""

    return_id: ReturnId
    number: str
    stage: Stage
    contracts: tuple[str, ...] = ()

    def touched(self) -> Iterable[str]:
        of_contracts = [f"contract:{each}" for each in self.contracts]
        return ("returns", "tasks", "assets", "contracts", f"return:{self.return_id}", *of_contracts)


def known(return_id: ReturnId, unit: Unit) -> Return:
    """Raises UnknownReturnCase."""
    case = unit.returns.find(return_id)
    if case is None:
        raise UnknownReturnCase(value=return_id)
    return case


def moved(case: Return) -> ReturnMoved:
    return ReturnMoved(case.id, case.number, case.stage, tuple(str(each) for each in case.contracts))
