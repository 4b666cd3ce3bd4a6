"""What follows notice and withdrawal: the customer is told at once, and a refund gets its day. The worker's.

Source: RULES.md 3.2, 3.3; RULES.md 4, events 12 and 26.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.checks.closing import close_check
from domain.clock import Clock
from domain.contracts.status import Status
from domain.contracts.tidy_goods import tidy_goods
from domain.contracts.withdraw_contract import refund_until
from domain.ids import ContractId
from domain.messages.ending_letter import ending_letter
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowEnding(Command):
    """`declared_on` is the legal day on which the declaration was entered, `declared_at` the instant of its receipt.

    `tells` False: the end only moved or went, and no letter says so.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    declared_on: date
    declared_at: datetime | None = None
    tells: bool = True


@dataclass(frozen=True, slots=True)
class EndingFollowed(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return ("tasks", "returns", "shipments", "orders", f"contract:{self.contract_id}")


def follow_ending(command: FollowEnding, unit: Unit, clock: Clock) -> EndingFollowed:
    """Promises the letter; a withdrawal opens the task of the refund, due in 14 days. What is out is expected back
    when the end is near, and what waits for a contract that was withdrawn goes back to the shelf."""
    contract = unit.contracts.get(command.contract_id)
    tidy_goods(contract, command.declared_on, unit, clock)
    close_check(contract, unit, clock)
    if not command.tells:
        return EndingFollowed(contract.id)
    told = ending_letter(contract, command.declared_on, command.declared_at)
    if told is not None:
        unit.letters.promise(contract.id, told)
    if contract.status is Status.WITHDRAWN and contract.start_on is not None:
        until = refund_until(contract.notice_on or command.declared_on)
        unit.tasks.open(TaskKind.REFUND_DUE, contract.number, {"until": until.isoformat()})
    return EndingFollowed(contract.id)
