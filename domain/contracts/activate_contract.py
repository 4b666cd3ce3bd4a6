"""A contract begins to run when the fact that starts it is known. The worker's consequence of that fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.checks.book import Hold
from domain.clock import Clock
from domain.contracts.beginning import AS_USUAL, StartFact
from domain.contracts.deadlines import fixed_end
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.ids import ContractId, OrderId
from domain.orders.model import OrderAction, OrderStatus, order_after
from domain.ports import Unit

_SERVES: Final = frozenset({StartFact.CARRIES_NOTHING, StartFact.SENT, StartFact.HANDED_OVER})
"""With these facts nothing of the order is left to do."""


@dataclass(frozen=True, slots=True)
class ActivateContract(Command):
    """`on` is the day of the fact: of the order, of the dispatch or hand-over, or the day that came."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    on: date
    fact: StartFact = StartFact.SENT


@dataclass(frozen=True, slots=True)
class ContractActivated(Event):
    """`start_on` is the first paid day; None: something else has to happen before the contract starts. `is_new` False:
    it ran before this fact."""

    contract_id: ContractId
    start_on: date | None
    is_new: bool = True

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}", "orders")


def activate_contract(command: ActivateContract, unit: Unit, _clock: Clock) -> ContractActivated:
    """Starts a draft where its rule says so. What serves the order fulfils it, whenever the contract starts.

    A contract that runs already keeps its start: the same fact may be told twice, and another one later.
    Nothing begins while the order waits for its check, and none of the days before it passed are charged.
    Source: DECISIONS 13.
    """
    contract = unit.contracts.get(command.contract_id)
    start_on, is_draft = contract.start_on, contract.status is Status.DRAFT
    hold = Hold(is_held=False)
    if is_draft and contract.order_id is not None:
        hold = unit.checks.hold(contract.order_id)
    if is_draft and not hold.is_held:
        beginning, transit = contract.beginning or AS_USUAL, unit.contracts.transit_days(contract.id)
        start_on = beginning.first_day(command.fact, command.on, transit, contract.concluded_on)
        if start_on is not None:
            start_on = max(start_on, hold.freed_on or start_on)
            unit.contracts.save(_with_known_end(contract.activated(start_on)))
    if command.fact in _SERVES and contract.order_id is not None:
        _fulfil(contract.order_id, unit)
    return ContractActivated(contract.id, start_on, is_draft and start_on is not None)


def _fulfil(order_id: OrderId, unit: Unit) -> None:
    if unit.orders.get(order_id).status is OrderStatus.OPEN:
        unit.orders.set_status(order_id, order_after(OrderStatus.OPEN, OrderAction.FULFIL))


def _with_known_end(contract: Contract) -> Contract:
    """A contract that is not renewed ends by itself with its minimum term."""
    last_day = None if contract.start_on is None else fixed_end(contract.terms, contract.start_on)
    return contract if last_day is None else contract.ended(last_day)
