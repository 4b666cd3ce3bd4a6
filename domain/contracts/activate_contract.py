"""A contract begins to run: the goods left, or there were none to send. The worker's consequence of that fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.deadlines import fixed_end
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.ids import ContractId
from domain.orders.model import OrderAction, OrderStatus, order_after
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ActivateContract(Command):
    """`left_on` is the day the goods left (or were handed over). `is_shipped` False: no transit days are added."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    left_on: date
    is_shipped: bool = True


@dataclass(frozen=True, slots=True)
class ContractActivated(Event):
    """`start_on` is the first paid day."""

    contract_id: ContractId
    start_on: date

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}", "orders")


def activate_contract(command: ActivateContract, unit: Unit, _clock: Clock) -> ContractActivated:
    """The contract runs from the day the goods leave plus the plan's transit days; its order is fulfilled.

    A contract that runs already keeps its start: the same fact may be told twice.
    Source: DECISIONS 13.
    """
    contract = unit.contracts.get(command.contract_id)
    if contract.status is not Status.DRAFT and contract.start_on is not None:
        return ContractActivated(contract.id, contract.start_on)
    transit = unit.contracts.transit_days(contract.id) if command.is_shipped else 0
    contract = _with_known_end(contract.activated(command.left_on + timedelta(days=transit)))
    unit.contracts.save(contract)
    if contract.order_id is not None and unit.orders.get(contract.order_id).status is OrderStatus.OPEN:
        unit.orders.set_status(contract.order_id, order_after(OrderStatus.OPEN, OrderAction.FULFIL))
    return ContractActivated(contract.id, contract.start_on or command.left_on)


def _with_known_end(contract: Contract) -> Contract:
    """A contract that is not renewed ends by itself with its minimum term."""
    last_day = None if contract.start_on is None else fixed_end(contract.terms, contract.start_on)
    return contract if last_day is None else contract.ended(last_day)
