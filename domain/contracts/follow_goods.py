"""Something was sent, or came back: what that says about days without a thing. The worker's consequence of the fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.missing_goods import Goods, with_missing
from domain.contracts.model import Contract
from domain.contracts.parts_back import with_pieces_again
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class FollowGoods(Command):
    """`day` is that of the fact."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    day: date


@dataclass(frozen=True, slots=True)
class GoodsFollowed(Event):
    """`is_changed`: days without a thing began or ended."""

    contract_id: ContractId
    is_changed: bool

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}") if self.is_changed else ()


def follow_goods(command: FollowGoods, unit: Unit, _clock: Clock) -> GoodsFollowed:
    """Reads the goods again; the next daily look sees the contract in any case."""
    contract = unit.contracts.get(command.contract_id)
    if contract.start_on is None:
        return GoodsFollowed(contract.id, is_changed=False)
    goods = goods_of(contract, unit)
    changed = with_pieces_again(with_missing(contract, goods, command.day), goods)
    if changed != contract:
        unit.contracts.save(changed)
    else:
        unit.contracts.look_again(contract.id, command.day)
    return GoodsFollowed(contract.id, changed != contract)


def goods_of(contract: Contract, unit: Unit) -> Goods:
    shipments, returns = unit.shipments.of_contract(contract.id), unit.returns.of_contract(contract.id)
    return Goods(shipments, returns, unit.contracts.transit_days(contract.id))
