"""Something was sent or came back, or a day has come: what that makes of a contract's swaps. The worker's alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.ids import ContractId
from domain.ports import Unit
from domain.swaps.catching_up import located, priced, settle
from domain.swaps.model import Swap
from domain.swaps.stages import LIVE, Stage, Step
from domain.swaps.told import letter
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowSwaps(Command):
    """`day` is that of the fact, or the one that has come."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    day: date


@dataclass(frozen=True, slots=True)
class SwapsFollowed(Event):
    contract_id: ContractId
    is_changed: bool

    def touched(self) -> Iterable[str]:
        topics = ("swaps", "contracts", "tasks", "shipments", "returns", f"contract:{self.contract_id}")
        return topics if self.is_changed else ()


def follow_swaps(command: FollowSwaps, unit: Unit, clock: Clock) -> SwapsFollowed:
    """Of each line the swap that is under way, else the newest: what came before is settled. Told twice, nothing more
    happens."""
    known_ones = sorted(unit.swaps.of_contract(command.contract_id), key=lambda swap: swap.stage in LIVE)
    newest = {swap.line_id: swap for swap in known_ones}
    open_ones = [swap for swap in newest.values() if swap.stage is not Stage.CALLED_OFF]
    if not open_ones:
        return SwapsFollowed(command.contract_id, is_changed=False)
    before = contract = unit.contracts.get(command.contract_id)
    is_changed = False
    for known in open_ones:
        contract, swap = _followed(known, contract, command.day, unit, clock)
        is_changed |= swap != known
    if contract != before:
        unit.contracts.save(contract)
    return SwapsFollowed(contract.id, is_changed)


def _followed(before: Swap, contract: Contract, day: date, unit: Unit, clock: Clock) -> tuple[Contract, Swap]:
    found, known = located(before, contract, unit, day)
    contract, swap = priced(contract, before, found, known, unit.today())
    swap = _chased(settle(before, swap, unit, clock), contract, day, unit)
    if swap == before:
        return contract, swap
    unit.swaps.save(before, swap)
    if swap.stage is not before.stage:
        told = letter(swap, contract)
        if told is not None:
            unit.letters.promise(contract.id, told)
        if before.stage is Stage.NEW_OUT:
            for task in unit.tasks.waiting(TaskKind.SWAP_OVERDUE, contract.number):
                unit.tasks.clear(task.id, clock.now())
    return contract, swap


def _chased(swap: Swap, contract: Contract, day: date, unit: Unit) -> Swap:
    """A person hears once that the old thing does not come."""
    if swap.stage is not Stage.NEW_OUT or swap.return_id is None or swap.day_of(Step.CHASE) is not None:
        return swap
    case = unit.returns.find(swap.return_id)
    after = timedelta(days=unit.swaps.group(swap.group_id).rules.chase_after)
    if case is None or case.return_until is None or day <= case.return_until + after:
        return swap
    unit.tasks.open(TaskKind.SWAP_OVERDUE, contract.number, {"return": case.number, "title": swap.old_title})
    return swap.stepped(Step.CHASE, day)
