"""What follows notice and withdrawal: the customer is told at once, and a refund gets its day. The worker's.

Source: RULES.md 3.2, 3.3; RULES.md 4, events 12 and 26.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.status import Status
from domain.contracts.tidy_goods import tidy_goods
from domain.contracts.withdraw_contract import refund_until
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowEnding(Command):
    """`declared_on` is the legal day on which the declaration was entered, `declared_at` the instant.

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
    if not command.tells:
        return EndingFollowed(contract.id)
    received_on = contract.notice_on or command.declared_on
    if contract.status is Status.WITHDRAWN:
        until = refund_until(received_on)
        unit.letters.promise(
            contract.id, Told(LetterKind.WITHDRAWAL_RECEIVED, {"received_on": received_on, "refund_until": until})
        )
        if contract.start_on is not None:
            unit.tasks.open(TaskKind.REFUND_DUE, contract.number, {"until": until.isoformat()})
    elif contract.ending is not None:
        unit.letters.promise(contract.id, _confirmation(contract, command))
    return EndingFollowed(contract.id)


def _confirmation(contract: Contract, command: FollowEnding) -> Told:
    """With the time of receipt where the house knows it. Source: section 312k (4) BGB."""
    ending = contract.ending
    if ending is None:
        raise ValueError("a contract without notice has nothing to confirm")
    days = {"received_on": ending.received_on, "last_day": ending.last_day, "goods_back_on": ending.goods_back_on}
    if ending.kind is EndKind.TERMINATION:
        return Told(LetterKind.ENDED_BY_US, days)
    if command.declared_at is None or ending.received_on != command.declared_on:
        return Told(LetterKind.CANCELLATION_RECEIVED, days)
    return Told(LetterKind.CANCELLATION_RECEIVED_AT, days, times={"received_at": command.declared_at})
