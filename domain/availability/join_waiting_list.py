"""A customer wants one as soon as one is free: the last place on the list of that thing in this store."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import Waiting, WaitingId, WaitingStatus, WaitsAlready
from domain.availability.reserve_product import NotReservable
from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.ids import CustomerId, StoreId, VariantId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class JoinWaitingList(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    variant_id: VariantId


@dataclass(frozen=True, slots=True)
class WaitingListJoined(Event):
    """`position` counts those who still wait, from 1."""

    waiting_id: WaitingId
    variant_id: VariantId
    store_id: StoreId
    position: int

    def touched(self) -> Iterable[str]:
        return ("availability",)


def join_waiting_list(command: JoinWaitingList, unit: Unit, _clock: Clock) -> WaitingListJoined:
    """Raises NotReservable, WaitsAlready, UnknownVariant, UnknownCustomer."""
    variant, store_id = unit.catalog.variant(command.variant_id), unit.context.store_id
    if variant.product.kind is not ProductKind.GOODS or variant.items:
        raise NotReservable(title=variant.title)
    customer = unit.customers.get(command.customer_id)
    unit.availability.lock(variant.id, store_id)
    if unit.availability.is_waiting(customer.id, variant.id, store_id):
        raise WaitsAlready(customer=customer.number, title=variant.title)
    before = unit.availability.waiting_list(variant.id, store_id)
    place = Waiting(WaitingId(unit.new_id()), customer.id, variant.id, store_id, unit.today())
    unit.availability.add_waiting(place)
    position = 1 + sum(each.status is WaitingStatus.WAITING for each in before)
    return WaitingListJoined(place.id, variant.id, store_id, position)
