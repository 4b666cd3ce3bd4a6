"""Something was sent or came back, or somebody says that a thing is missing: what that makes of days without it, and
of the parcels that wait. The worker's consequence of the fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.missing_goods import Goods, with_missing
from domain.contracts.model import Contract
from domain.contracts.outages import rested
from domain.contracts.parts_back import with_pieces_again
from domain.contracts.status import RUNNING
from domain.deliveries.keep_up import keep_up
from domain.ids import ContractId
from domain.ports import Unit
from domain.refurbishment.loans import follow_loans
from domain.returns.overtaken import drop_overtaken
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowGoods(Command):
    """`day` is that of the fact."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    day: date


@dataclass(frozen=True, slots=True)
class GoodsFollowed(Event):
    """`is_changed`: days without a thing began or ended. `moves_parcels`: open shipments came, changed or went."""

    contract_id: ContractId
    is_changed: bool
    moves_parcels: bool = False

    def touched(self) -> Iterable[str]:
        topics = ("contracts", "tasks", f"contract:{self.contract_id}") if self.is_changed else ()
        return (*topics, "shipments", "returns", "tasks") if self.moves_parcels else topics


def follow_goods(command: FollowGoods, unit: Unit, clock: Clock) -> GoodsFollowed:
    """Reads the goods again. What rests from now on is not packed any more; the next daily look sees the contract in
    any case, tells the customer, and finds nothing more to do."""
    contract = unit.contracts.get(command.contract_id)
    drop_overtaken(contract.id, unit)
    if contract.start_on is None:
        return GoodsFollowed(contract.id, is_changed=False)
    goods = goods_of(contract, unit)
    changed, asks_person = with_pieces_again(with_missing(contract, goods, command.day), goods), False
    if changed.status in RUNNING:
        changed, asks_person = rested(changed, command.day)
    if asks_person:
        unit.tasks.open(TaskKind.LONG_OUTAGE, contract.number, {})
    kept_up = keep_up(changed, unit, command.day)
    if changed != contract:
        unit.contracts.save(changed)
    else:
        unit.contracts.look_again(contract.id, command.day)
    asks_back = follow_loans(changed, goods.shipments, unit, clock)
    return GoodsFollowed(contract.id, changed != contract, kept_up.is_changed or asks_back)


def goods_of(contract: Contract, unit: Unit) -> Goods:
    shipments, returns = unit.shipments.of_contract(contract.id), unit.returns.of_contract(contract.id)
    return Goods(shipments, returns, unit.contracts.transit_days(contract.id))
