"""Keep things of one kind for a customer from a day on; which ones they are is decided when they are packed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import MOST, DaysWrong, Overbooking, Reservation, ReservationId
from domain.availability.promising import Ask, check_days, forecast_for, missing_from, note_missing
from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import CustomerId, StoreId, VariantId
from domain.orders.model import QuantityWrong
from domain.ports import Unit


class NotReservable(RuleViolation):
    """Only single things are kept for somebody: no services, nothing that is counted, no bundle as a whole."""

    code = "not_reservable"


@dataclass(frozen=True, slots=True)
class ReserveProduct(Command):
    """Until the day before `until_on`; None: until it is given back. `hold_until` None: as the owner set it.

    `because`: why it is promised though it is not free, "" where it is.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    variant_id: VariantId
    quantity: int
    from_on: date
    until_on: date | None = None
    hold_until: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class ProductReserved(Event):
    """`missing`: how many of them were promised beyond what is free."""

    reservation_id: ReservationId
    variant_id: VariantId
    store_id: StoreId
    hold_until: date
    missing: int

    def touched(self) -> Iterable[str]:
        return ("availability", "tasks") if self.missing else ("availability",)


def reserve_product(command: ReserveProduct, unit: Unit, _clock: Clock) -> ProductReserved:
    """Raises QuantityWrong, NotReservable, DaysWrong, NotFreeThen, OverbookingNotAllowed, UnknownVariant,
    UnknownCustomer."""
    if not 1 <= command.quantity <= MOST:
        raise QuantityWrong(value=command.quantity)
    variant, store_id = unit.catalog.variant(command.variant_id), unit.context.store_id
    if variant.product.kind is not ProductKind.GOODS or variant.items:
        raise NotReservable(title=variant.title)
    customer = unit.customers.get(command.customer_id)
    check_days(command.from_on, command.until_on, unit.today())
    settings = unit.settings.availability().value
    hold_until = command.hold_until or settings.held_until(command.from_on)
    if hold_until < unit.today():
        raise DaysWrong(day=hold_until)
    unit.availability.lock(variant.id, store_id)
    forecast = forecast_for(variant, store_id, unit)
    days = (command.from_on, command.until_on)
    missing = missing_from(Ask(variant, command.quantity, *days, command.because), forecast, unit)
    reservation = Reservation(
        ReservationId(unit.new_id()), customer.id, variant.id, store_id, command.quantity, *days, hold_until
    )
    unit.availability.add_reservation(reservation)
    if missing:
        known = (variant.id, store_id, missing, command.from_on, command.because.strip())
        note_missing(Overbooking(*known, reservation_id=reservation.id), variant.sku, unit)
    return ProductReserved(reservation.id, variant.id, store_id, hold_until, missing)
