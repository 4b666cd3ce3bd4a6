"""Take an order: one order, one contract with lines, one shipment for what has to be carried."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Final, Protocol

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.forecast import Fact
from domain.availability.model import OrderPromise
from domain.availability.promising import keep_promise, promise_earliest
from domain.catalog.bundle_table import contents_of
from domain.catalog.model import NoPricePlan, ProductKind, Variant
from domain.catalog.plan import PricePlan
from domain.clock import Clock
from domain.contracts.beginning import Beginning, beginning_of
from domain.contracts.model import Contract, LineKind
from domain.contracts.payment import PaymentMethod
from domain.contracts.terms import ContractTerms
from domain.customers.model import Customer
from domain.dunning.blocking import check_may_begin
from domain.ids import (
    ContractId,
    CustomerId,
    OrderId,
    OrderLineId,
    PlanId,
    ShipmentId,
    StoreId,
    VariantId,
)
from domain.loyalty.agreeing import with_loyalty_agreed
from domain.loyalty.codes import tidied
from domain.loyalty.noting import note_code
from domain.loyalty.offered import Asking, Offered, offered
from domain.money import Money
from domain.orders.agreeing import Buyer, Wish, agree
from domain.orders.model import (
    Order,
    OrderEmpty,
    OrderLine,
    OrderStatus,
    PriceNegative,
    QuantityWrong,
    Treatment,
)
from domain.orders.sending import postage_for
from domain.ports import Unit
from domain.settings.postage import NO_POSTAGE, Postage, PostageDearer
from domain.shipping.model import Shipment, ShipmentLine, ShipmentStatus
from domain.shipping.pieces import carried


class Shelf(Protocol):
    """As much of the catalogue as an order reads."""

    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        ...

    def plan(self, plan_id: PlanId) -> PricePlan:
        """One that is offered. Raises NoPricePlan."""
        ...


@dataclass(frozen=True, slots=True)
class OrderedItem:
    """`plan_id` None: the catalogue has no plan for it (the order is refused). `price` None: as the plan says.

    `paid_up`: so many periods paid at once, as the plan offers it; None: one by one.
    """

    variant_id: VariantId
    quantity: int
    plan_id: PlanId | None
    price: Money | None = None
    paid_up: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceOrder(Command):
    """`voucher` is the code a customer named, "" for none. `start_on`: the first day the customer wants, where the plan
    lets them choose; None: the plan's own rule. `promise`: from which day on the customer was told the goods are there;
    None: the first day on which all of them are free for good is promised, where one is in sight. `is_pick_up`: the
    customer comes for the goods, so they are on no way to anybody."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    items: tuple[OrderedItem, ...]
    note: str = ""
    voucher: str = ""
    start_on: date | None = None
    promise: OrderPromise | None = None
    is_pick_up: bool = False


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """`shipment_id` None: nothing has to be carried. `promised_on`: from when on its single things are there; None: it
    has none, or no day is in sight. `is_checked`: it waits for its check before anything begins."""

    order_id: OrderId
    order_number: str
    contract_id: ContractId
    contract_number: str
    shipment_id: ShipmentId | None
    shipment_number: str
    promised_on: date | None = None
    is_checked: bool = False

    def touched(self) -> Iterable[str]:
        return ("orders", "contracts", "shipments", "availability", "tasks", f"contract:{self.contract_id}")


@dataclass(frozen=True, slots=True)
class Agreed:
    """`plan` is the plan as it counts for this order: at the agreed price, with the periods that are paid at once."""

    variant: Variant
    plan: PricePlan
    quantity: int
    wish: Wish

    @property
    def is_carried(self) -> bool:
        return self.variant.product.kind is not ProductKind.SERVICE

    def with_offer(self, offer: Offered, place: int) -> "Agreed":
        """With what a code offers for the plan at this place of the order."""
        wish = replace(self.wish, plan=offer.plan(place, self.wish.plan))
        return replace(self, wish=wish, plan=wish.agreed)


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What was settled before the order is booked, by whoever took it elsewhere: at a counter, with a quote.

    Ids that were given make a second booking impossible. `shelf`: where the plans are found as they were agreed, also
    those that are not offered any more; None: the catalogue as it is. `on`: the day it was agreed; None: today.
    `is_in_hand`: the customer holds the goods already, so none are promised for a day. `store_id` None: that of whoever
    books it. `kept`: what was held for this very order, so that it is free for it. `pay_by`: how the customer wants to
    pay, where the plan leaves it open; None: as usual. `postage`: what sending costs as it was told, for the region it
    was told for; None: as the owner's table says.
    """

    order_id: OrderId | None = None
    contract_id: ContractId | None = None
    shelf: Shelf | None = None
    on: date | None = None
    is_in_hand: bool = False
    store_id: StoreId | None = None
    kept: Mapping[VariantId, Sequence[Fact]] = field(default_factory=dict)
    pay_by: PaymentMethod | None = None
    postage: Postage | None = None


_NOTHING: Final = Beforehand()


def place_order(command: PlaceOrder, unit: Unit, _clock: Clock) -> OrderPlaced:
    """Books the order as it stands. Raises what `book_order` raises."""
    return book_order(command, unit)


def book_order(command: PlaceOrder, unit: Unit, known: Beforehand = _NOTHING) -> OrderPlaced:
    """Books the order; the contract starts when the goods leave (at once when there are none).

    Raises:
        OrderEmpty, QuantityWrong, PriceNegative: what was entered does not make sense.
        NoPricePlan: a product is offered under no plan.
        PlansDoNotFit: the plans differ in currency, net and gross, or in how they are billed.
        PlanNotForCustomer, PaidUpUnknown, VoucherUnknown, VoucherNotForCustomer: the plan does not offer this.
        CodeMistyped, and what `offered` raises: the voucher, or the friend's code, is not for this order.
        BundleTableIncomplete: a bundle changed since its plan's table was written.
        NotDeliveredThere, PostageDearer: nothing is sent to the address, or for more than was told.
        CustomerWithoutAddress: goods have nowhere to go. CustomerBlocked, DunningBlocks: nothing new begins.
        what `keep_promise` and `promise_earliest` raise: not free on the day, or nothing of this customer's.
        StartDayMissing, StartDayInThePast, StartDayNotOffered: the plan has another rule for its start.
    """
    customer, today = unit.customers.get(command.customer_id), known.on or unit.today()
    customer.shipping_address()
    check_may_begin(customer.id, unit)
    agreed = [agreed_item(item, known.shelf or unit.catalog) for item in command.items]
    if not agreed:
        raise OrderEmpty
    code = tidied(command.voucher)
    asking = Asking(customer.id, customer.personal)
    offer = offered(code, [(each.plan, each.quantity) for each in agreed], asking, unit.loyalty, today)
    if offer is not None:
        agreed = [each.with_offer(offer, place) for place, each in enumerate(agreed)]
    is_new = not _asks_for_new(agreed) or unit.orders.is_first_of(customer.id)
    order = Order(
        known.order_id or OrderId(unit.new_id()),
        unit.numbers.next_code("OR"),
        customer.id,
        known.store_id or unit.context.store_id,
        OrderStatus.OPEN,
        today,
        tuple(_order_line(index, each, unit) for index, each in enumerate(agreed, start=1)),
        command.note.strip(),
    )
    unit.orders.add(order)
    postage = _postage(command, agreed, customer, unit, known)
    contract = _contract(order, agreed, unit, (Buyer(customer.kind, is_new), code, postage), known.pay_by)
    contract = replace(contract, id=known.contract_id or contract.id, concluded_on=today)
    contract = with_loyalty_agreed(contract, [each.plan for each in agreed], unit)
    shipment = _shipment(order, contract, agreed, unit, is_pick_up=command.is_pick_up)
    transit = 0 if command.is_pick_up else max(each.plan.transit_days for each in agreed)
    unit.contracts.add(replace(contract, beginning=_beginning(command, agreed, today, transit, shipment)))
    unit.contracts.set_transit(contract.id, transit)
    if shipment is not None:
        unit.shipments.add(shipment, order.store_id)
    if offer is not None:
        note_code(offer, contract, unit)
    return OrderPlaced(
        order.id,
        order.number,
        contract.id,
        contract.number,
        shipment.id if shipment else None,
        shipment.number if shipment else "",
        _promised(command, order, shipment, unit, known),
        unit.checks.is_on(),
    )


def _beginning(
    command: PlaceOrder, agreed: list[Agreed], today: date, transit: int, shipment: Shipment | None
) -> Beginning:
    """As the first recurring plan says."""
    rules = [each.plan.start_rule for each in sorted(agreed, key=lambda each: not each.plan.is_recurring)]
    return beginning_of(rules, command.start_on, today, transit, has_goods=shipment is not None)


def _postage(command: PlaceOrder, agreed: list[Agreed], customer: Customer, unit: Unit, known: Beforehand) -> Postage:
    told, to = known.postage, customer.shipping_address()
    if told is not None and told.counts_for(to):
        return told
    goods = [each.wish for each in agreed if each.is_carried]
    if not goods or command.is_pick_up or known.is_in_hand:
        return NO_POSTAGE
    found = postage_for(goods, to, unit.settings.postage().value)
    if told is not None and told.price < found.price:
        raise PostageDearer(told=told.price, price=found.price, postcode=to.postcode, country=to.country)
    return found


def _promised(
    command: PlaceOrder, order: Order, shipment: Shipment | None, unit: Unit, known: Beforehand
) -> date | None:
    """The day that the customer was told, or the earliest there is; None: nothing has to come."""
    goods = [] if shipment is None or known.is_in_hand else goods_in(shipment, unit)
    if not goods:
        return None
    if command.promise is None:
        wanted_on = max(command.start_on or unit.today(), unit.today())
        return promise_earliest(wanted_on, order, goods, unit, known.kept)
    keep_promise(command.promise, order, goods, unit)
    return command.promise.promised_on


def goods_in(shipment: Shipment, unit: Unit) -> list[tuple[Variant, int]]:
    """Each kind of single thing that is carried, with how many of it."""
    counted = Counter(line.variant_id for line in shipment.lines if line.is_tracked)
    return [(unit.catalog.variant(variant_id), number) for variant_id, number in counted.items()]


def agreed_item(item: OrderedItem, catalog: Shelf) -> Agreed:
    """The plan and the thing that an item names.

    Raises QuantityWrong, NoPricePlan, PriceNegative, PaidUpUnknown, UnknownVariant.
    """
    if not 1 <= item.quantity <= 999:
        raise QuantityWrong(value=item.quantity)
    variant = catalog.variant(item.variant_id)
    if item.plan_id is None:
        raise NoPricePlan(title=variant.title)
    plan = catalog.plan(item.plan_id)
    if plan.product_id != variant.product.id:
        raise NoPricePlan(title=variant.title)
    if item.price is not None and item.price.minor < 0:
        raise PriceNegative(value=item.price)
    contents = contents_of(variant, catalog.variant)
    wish = Wish(plan, variant.title, item.quantity, variant.id, item.price, item.paid_up, contents)
    return Agreed(variant, wish.agreed, item.quantity, wish)


def _asks_for_new(agreed: list[Agreed]) -> bool:
    """Whether it matters that the customer is new."""
    return any(discount.new_customers_only for each in agreed for discount in each.plan.offer.discounts)


def _treatment(agreed: Agreed) -> Treatment:
    if agreed.variant.product.kind is ProductKind.SERVICE:
        return Treatment.SERVICE
    return _carried(agreed)


def _carried(agreed: Agreed) -> Treatment:
    return Treatment.SALE if agreed.plan.kind in (LineKind.SALE, LineKind.CONSUMABLE) else Treatment.RENTAL


def _order_line(position: int, agreed: Agreed, unit: Unit) -> OrderLine:
    return OrderLine(
        OrderLineId(unit.new_id()),
        position,
        agreed.variant.id,
        agreed.variant.title,
        _treatment(agreed),
        agreed.quantity,
        agreed.plan.id,
        agreed.plan.price,
    )


def _contract(
    order: Order,
    agreed: list[Agreed],
    unit: Unit,
    asking: tuple[Buyer, str, Postage],
    pay_by: PaymentMethod | None,
) -> Contract:
    """`asking`: who, with which voucher, and what sending costs them."""
    buyer, voucher, postage = asking
    agreement = agree([each.wish for each in agreed], buyer, unit.new_id, voucher, postage)
    return Contract(
        ContractId(unit.new_id()),
        unit.numbers.next_code("CT"),
        order.customer_id,
        order.id,
        _with_payment(agreement.terms, order, unit, pay_by),
        agreement.lines,
        concluded_on=unit.today(),
        store_id=order.store_id,
        cycles=agreement.cycles,
        discounts=agreement.discounts,
    )


def _with_payment(terms: ContractTerms, order: Order, unit: Unit, pay_by: PaymentMethod | None) -> ContractTerms:
    """How it is paid is agreed with the contract: as the plan says, else as is wanted now, else as the customer or the
    house has it."""
    if terms.pay_by is not None and terms.pay_within is not None:
        return terms
    usual = unit.settings.customer(order.customer_id).value.payment(unit.settings.billing().value.payment)
    days = usual.days if terms.pay_within is None else terms.pay_within
    return replace(terms, pay_by=terms.pay_by or pay_by or usual.method, pay_within=days)


def _shipment(
    order: Order, contract: Contract, agreed: list[Agreed], unit: Unit, *, is_pick_up: bool
) -> Shipment | None:
    lines: list[ShipmentLine] = []
    for each, contract_line in zip(agreed, contract.lines[: len(agreed)], strict=True):
        lines += carried(each.variant, each.quantity, _carried(each), contract_line, unit)
    if not lines:
        return None
    return Shipment(
        ShipmentId(unit.new_id()),
        unit.numbers.next_code("SH"),
        order.id,
        contract.id,
        order.customer_id,
        ShipmentStatus.OPEN,
        tuple(replace(line, position=index) for index, line in enumerate(lines, start=1)),
        is_pick_up=is_pick_up,
    )
