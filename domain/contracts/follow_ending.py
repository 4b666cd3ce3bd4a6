"""What follows notice and withdrawal: the customer is told at once, and a refund gets its day. The worker's.

Source: RULES.md 3.2, 3.3; RULES.md 4, events 12 and 26.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import refund_until
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowEnding(Command):
    """`declared_on` is the legal day of the declaration."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    declared_on: date


@dataclass(frozen=True, slots=True)
class EndingFollowed(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return ("tasks", f"contract:{self.contract_id}")


def follow_ending(command: FollowEnding, unit: Unit, _clock: Clock) -> EndingFollowed:
    """Promises the letter; a withdrawal opens the task of the refund, due in 14 days."""
    contract = unit.contracts.get(command.contract_id)
    received_on = contract.notice_on or command.declared_on
    if contract.status is Status.WITHDRAWN:
        until = refund_until(received_on)
        unit.letters.promise(
            contract.id, Told(LetterKind.WITHDRAWAL_RECEIVED, {"received_on": received_on, "refund_until": until})
        )
        unit.tasks.open(TaskKind.REFUND_DUE, contract.number, {"until": until.isoformat()})
    elif contract.ending is not None:
        unit.letters.promise(contract.id, _confirmation(contract))
    return EndingFollowed(contract.id)


def _confirmation(contract: Contract) -> Told:
    ending = contract.ending
    if ending is None:
        raise ValueError("a contract without notice has nothing to confirm")
    kind = LetterKind.ENDED_BY_US if ending.kind is EndKind.TERMINATION else LetterKind.CANCELLATION_RECEIVED
    days = {"received_on": ending.received_on, "last_day": ending.last_day, "goods_back_on": ending.goods_back_on}
    return Told(kind, days)
