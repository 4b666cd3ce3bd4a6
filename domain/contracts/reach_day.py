"""The worker's daily look at contracts: ends, pauses, renewals, reminders and overdue things become facts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.catalog.model import NoPricePlan
from domain.clock import Clock
from domain.contracts.day_facts import Circumstances, next_look, reached
from domain.contracts.follow_goods import goods_of
from domain.contracts.missing_goods import looks_at_goods, with_missing
from domain.contracts.model import Contract
from domain.contracts.plan_target import PlanTarget
from domain.contracts.settle_deposit import holds_deposit
from domain.contracts.status import Status
from domain.contracts.tidy_goods import tidy_goods
from domain.customers.model import CustomerKind
from domain.deliveries.keep_up import keep_up
from domain.ids import ContractId
from domain.ports import Unit
from domain.shipping.handing_out import hand_out
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class ReachDay(Command):
    """`day` is the legal day that has come; days that were missed are caught up."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_ids: tuple[ContractId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class DayReached(Event):
    """`changed` are the contracts of which something new was noted."""

    changed: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        topics = [f"contract:{contract_id}" for contract_id in self.changed]
        return ("contracts", "shipments", "tasks", *topics) if topics else ()


def reach_day(command: ReachDay, unit: Unit, clock: Clock) -> DayReached:
    """Notes what the day makes true of each contract, and when it has to be looked at again."""
    changed = [each for each in command.contract_ids if _look(each, command.day, unit, clock)]
    return DayReached(tuple(changed))


def _look(contract_id: ContractId, day: date, unit: Unit, clock: Clock) -> bool:
    before = contract = unit.contracts.get(contract_id)
    if looks_at_goods(contract, day):
        contract = with_missing(contract, goods_of(contract, unit), day)
    out = Counter(line_id for _, line_id in unit.assignments.assets_of(contract_id))
    kind = unit.customers.get(contract.customer_id).kind
    known = Circumstances(out, kind is CustomerKind.CONSUMER, _offer(contract, unit))
    found = reached(contract, day, known)
    if found.contract != before:
        unit.contracts.save(found.contract)
    is_tidied = found.contract.end_on is not None and tidy_goods(found.contract, day, unit, clock)
    kept_up, sent = keep_up(found.contract, unit, day), hand_out(found.contract, unit, clock, day)
    again_on = min(next_look(found.contract, day, known), kept_up.again_on, sent.again_on)
    unit.contracts.look_again(contract_id, again_on)
    for told in found.told:
        unit.letters.promise(contract_id, told)
    if found.asks_person:
        unit.tasks.open(TaskKind.LONG_OUTAGE, contract.number, {})
    is_over = found.contract.status is Status.ENDED and before.status is not Status.ENDED
    if is_over and not out and holds_deposit(found.contract):
        unit.tasks.open(TaskKind.DEPOSIT_TO_SETTLE, contract.number, {})
    return kept_up.is_changed or sent.is_changed or is_tidied or found.contract != before


def _offer(contract: Contract, unit: Unit) -> PlanTarget | None:
    agreed = contract.terms.at_renewal
    if agreed is None or agreed.offer_plan_id is None:
        return None
    main = next((line for line in contract.lines if line.is_recurring), None)
    try:
        return unit.catalog.plan_target(main.plan_id if main else None, agreed.offer_plan_id, None)
    except NoPricePlan:
        return None
