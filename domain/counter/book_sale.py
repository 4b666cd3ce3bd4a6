"""A sale becomes an order with its contract, as it was agreed at the till, in the name of the person who sold it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.catalog.model import NoPricePlan, ProductKind, Variant
from domain.catalog.plan import PricePlan
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.counter.model import CounterSale, PriceNotValid, SaleId, SaleStage, SaleStep
from domain.counter.of_seller import OfSeller
from domain.ids import ContractId, CustomerId, OrderId, PlanId, VariantId
from domain.orders.place_order import Beforehand, OrderPlaced, PlaceOrder, book_order
from domain.ports import Unit
from domain.settings.postage import NO_POSTAGE
from domain.till.model import Way

_PROMISED: Final = {Way.MANDATE: PaymentMethod.DIRECT_DEBIT, Way.TRANSFER: PaymentMethod.TRANSFER}


@dataclass(frozen=True, slots=True)
class BookSale(OfSeller, Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})


@dataclass(frozen=True, slots=True)
class SaleBooked(Event):
    """`is_in_hand`: everything that is carried was scanned at the till. `is_checked`: the order waits for its check.

    `is_new` False: it was booked, or decided about, before.
    """

    sale_id: SaleId
    number: str
    order_id: OrderId
    order_number: str
    contract_id: ContractId
    contract_number: str
    customer_id: CustomerId
    has_goods: bool = False
    is_in_hand: bool = False
    is_checked: bool = False
    is_new: bool = True

    def touched(self) -> Iterable[str]:
        topics = ("sales", "orders", "contracts", "shipments", "availability", "tasks", f"sale:{self.sale_id}")
        return (*topics, f"contract:{self.contract_id}", f"customer:{self.customer_id}")


def book_sale(command: BookSale, unit: Unit, _clock: Clock) -> SaleBooked:
    """Raises UnknownSale, PriceNotValid, and what `book_order` refuses: then nothing of it is booked."""
    sale = unit.counter.get(command.sale_id)
    customer_id = _customer(sale)
    if sale.stage is not SaleStage.TAKEN:
        known = (sale.order_id, "", sale.contract_id, "", customer_id)
        return SaleBooked(sale.id, sale.number, *known, is_new=False)
    if not sale.is_honoured:
        check_prices(sale)
    items = tuple(each.sold.item for each in sale.items)
    wanted = PlaceOrder(customer_id, items, sale.note, sale.voucher, sale.start_on)
    is_in_hand = _is_in_hand(sale, unit)
    settled = Beforehand(
        sale.order_id,
        sale.contract_id,
        _AnyVersion(unit),
        sale.sold_on,
        is_in_hand,
        store_id=sale.store_id,
        pay_by=_wanted_way(sale, unit),
        postage=NO_POSTAGE,
    )
    placed = book_order(wanted, unit, settled)
    unit.counter.take(sale, SaleStep.BOOK)
    return _booked(sale, customer_id, placed, is_in_hand=is_in_hand)


def _booked(sale: CounterSale, customer_id: CustomerId, placed: OrderPlaced, *, is_in_hand: bool) -> SaleBooked:
    return SaleBooked(
        sale.id,
        sale.number,
        placed.order_id,
        placed.order_number,
        placed.contract_id,
        placed.contract_number,
        customer_id,
        placed.shipment_id is not None,
        is_in_hand,
        placed.is_checked,
    )


def check_prices(sale: CounterSale) -> None:
    """Each plan was offered at its price when it was sold, and nothing else was agreed but by whoever may (`Till`).

    Raises PriceNotValid.
    """
    for each in sale.items:
        agreed = each.sold.item.price
        if not each.was_offered or not (each.is_allowed or agreed is None or agreed == each.sold.seen):
            raise PriceNotValid(title=each.title, price=agreed or each.sold.seen)


def _customer(sale: CounterSale) -> CustomerId:
    if sale.customer_id is None:
        raise NoPricePlan(title=sale.number)
    return sale.customer_id


def _wanted_way(sale: CounterSale, unit: Unit) -> PaymentMethod | None:
    """What was promised at the till is how the contract is paid; what was paid there says nothing of later."""
    paid = () if sale.receipt_id is None else unit.till.receipt(sale.receipt_id).payments
    if any(each.way is Way.LINK for each in paid):
        collectors = unit.settings.payments().value.collectors
        return collectors[0].kind if collectors else None
    return next((_PROMISED[each.way] for each in paid if each.way in _PROMISED), None)


def _is_in_hand(sale: CounterSale, unit: Unit) -> bool:
    """Whether all single things were scanned; pieces that are only counted are counted with them."""
    wanted = 0
    for each in sale.items:
        variant = unit.catalog.variant(each.sold.item.variant_id)
        wanted += each.sold.item.quantity * _things_in(variant, unit)
    return wanted == len(sale.asset_ids)


def _things_in(variant: Variant, unit: Unit) -> int:
    """How many single things one of it is."""
    if variant.items:
        return sum(part.quantity * _things_in(unit.catalog.variant(part.variant_id), unit) for part in variant.items)
    return int(variant.product.kind is ProductKind.GOODS)


class _AnyVersion:
    """The catalogue with every version of a plan: what was shown counts, also when it is offered no more."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        return self._unit.catalog.variant(variant_id)

    def plan(self, plan_id: PlanId) -> PricePlan:
        """Raises NoPricePlan."""
        return self._unit.counter.plan(plan_id)[0]
