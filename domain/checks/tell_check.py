"""The customer hears what became of the check of their order, and the office sees what waits for it. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.checks.model import Asked, OrderCheck, Stage
from domain.checks.telling import tell, tell_money
from domain.checks.verdict import Source
from domain.clock import Clock
from domain.ids import ContractId, OrderId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit
from domain.tasks.model import TaskKind

_FOR_PEOPLE: Final = frozenset({Stage.REVIEW, Stage.RED, Stage.SECOND})
"""Somebody has to decide."""


@dataclass(frozen=True, slots=True)
class TellCheck(Command):
    """`stage` is the one to tell of: what happened since is told by its own fact."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId
    stage: Stage


@dataclass(frozen=True, slots=True)
class CheckTold(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return ("tasks", f"contract:{self.contract_id}")


def tell_check(command: TellCheck, unit: Unit, clock: Clock) -> CheckTold:
    """Promises the letter; an order that went through by itself has nothing to tell. Raises UnknownCheck."""
    check = unit.checks.get(command.order_id)
    keep_task(check, unit, clock)
    if check.stage is not command.stage:
        return CheckTold(check.contract_id)
    if check.stage is Stage.MONEY:
        tell_money(check, unit.settings.checks().value.pay_within, unit)
    elif check.stage is Stage.REFUSED:
        tell(check, LetterKind.ORDER_REFUSED, unit)
    elif check.stage is Stage.PASSED and _waited(check):
        tell(check, LetterKind.ORDER_CHECKED, unit)
    return CheckTold(check.contract_id)


def keep_task(check: OrderCheck, unit: Unit, clock: Clock) -> None:
    """One task as long as a person has to decide. Told again, nothing changes."""
    waiting = unit.tasks.waiting(TaskKind.ORDER_IN_CHECK, check.number)
    if check.stage in _FOR_PEOPLE:
        if not waiting:
            unit.tasks.open(TaskKind.ORDER_IN_CHECK, check.number, {"colour": str(check.colour or "")})
        return
    for task in waiting:
        unit.tasks.clear(task.id, clock.now())


def _waited(check: OrderCheck) -> bool:
    return check.asked is not None or check.identity is not Asked.NOT or check.source is Source.PERSON
