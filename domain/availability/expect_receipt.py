"""A supplier announced things for a day; what comes in is taken off, the earliest day first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import MOST, Expectation, ExpectationId
from domain.availability.promising import check_days
from domain.availability.reserve_product import NotReservable
from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.ids import StoreId, VariantId
from domain.orders.model import QuantityWrong
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ExpectReceipt(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    variant_id: VariantId
    quantity: int
    expected_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptExpected(Event):
    expectation_id: ExpectationId
    variant_id: VariantId
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("availability",)


def expect_receipt(command: ExpectReceipt, unit: Unit, _clock: Clock) -> ReceiptExpected:
    """Raises QuantityWrong, NotReservable, DaysWrong, UnknownVariant."""
    if not 1 <= command.quantity <= MOST:
        raise QuantityWrong(value=command.quantity)
    variant, store_id = unit.catalog.variant(command.variant_id), unit.context.store_id
    if variant.product.kind is not ProductKind.GOODS or variant.items:
        raise NotReservable(title=variant.title)
    check_days(command.expected_on, None, unit.today())
    expectation_id = ExpectationId(unit.new_id())
    known = (expectation_id, variant.id, store_id, command.quantity, command.expected_on, command.note.strip())
    unit.availability.expect(Expectation(*known))
    return ReceiptExpected(expectation_id, variant.id, store_id)
