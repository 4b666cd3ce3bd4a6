"""Customers come and order: for now, for a promised day, with a voucher or a friend's code."""

from domain.application import Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.availability.model import OrderPromise
from domain.customers.model import CustomerKind, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.orders.cancel_order import CancelOrder
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.places.add_place import AddPlace
from tests.machines.house import floor
from tests.machines.house.catalogue import HOME, VOUCHER, Catalogue
from tests.machines.house.world import House

MOST_CONTRACTS = 14
MOST_ASSETS = 30


class Counter:
    """Whoever takes orders, with the catalogue at hand."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def first_customers(self, house: House) -> None:
        """The house is no empty one: things are on the shelf, and some are out already."""
        for name, pieces in (("city", 5), ("cargo", 3), ("pram", 3), ("piano", 1)):
            house.tries(ReceiveAssets(self.catalogue.rented[name].variant_ids[0], ("",) * pieces))
        for customer in house.rows("SELECT id FROM umlauf.customer ORDER BY number"):
            cart = house.one_of(self.catalogue.carts[:7])
            items = tuple(OrderedItem(each.variant_ids[0], 1, each.plan_ids[0]) for each in cart)
            house.tries(PlaceOrder(customer["id"], items))
            floor.send(house)

    def somebody_comes(self, house: House) -> None:
        if len(house.rows("SELECT FROM umlauf.customer")) < 9:
            name = f"Kunde{house.between(10, 99)}"
            language = house.one_of(["de", "en"])
            personal = PersonalData("Kim", name, email=f"{name}@example.org".lower(), address=HOME)
            house.tries(RegisterCustomer(personal, CustomerKind.CONSUMER, language), Seat.BACKOFFICE)

    def order(self, house: House) -> None:
        running = house.rows("SELECT FROM umlauf.contract WHERE status NOT IN ('ended', 'withdrawn', 'terminated')")
        customer = house.any_customer()
        if customer is None or len(running) >= MOST_CONTRACTS:
            return
        cart = house.one_of(self.catalogue.carts)
        items = tuple(
            OrderedItem(each.variant_ids[0], house.one_of([1, 1, 1, 2, 3]), each.plan_ids[0]) for each in cart
        )
        house.tries(PlaceOrder(customer, items, voucher=self._code(house), promise=self._promise(house, customer)))

    def think_again(self, house: House) -> None:
        row = house.any_row(
            "SELECT k.order_id, k.id FROM umlauf.contract k JOIN umlauf.customer_order o ON o.id = k.order_id"
            " ORDER BY o.number DESC LIMIT 4"
        )
        if row is not None:
            house.tries(CancelOrder(row["order_id"], row["id"], "doch nicht"))

    def _code(self, house: House) -> str:
        if house.chance(70):
            return ""
        row = house.any_row("SELECT code FROM umlauf.referral_code ORDER BY code")
        return VOUCHER if row is None or house.chance(50) else str(row["code"])

    def _promise(self, house: House, customer: object) -> OrderPromise | None:
        if house.chance(60):
            return None
        kept = house.any_row(
            "SELECT id FROM umlauf.reservation WHERE customer_id = %(id)s AND status = 'held' ORDER BY made_at, id",
            id=customer,
        )
        offered = house.any_row(
            "SELECT id FROM umlauf.waiting_place WHERE customer_id = %(id)s AND status = 'offered' ORDER BY id",
            id=customer,
        )
        why = house.one_of(["", "kommt schon"])
        day = house.day(0, 20)
        return OrderPromise(day, why, kept["id"] if kept else None, offered["id"] if offered and not kept else None)

    def goods_come_in(self, house: House) -> None:
        if len(house.rows("SELECT FROM umlauf.asset")) < MOST_ASSETS:
            names = ["city", "city", "cargo", "pram", "piano"]
            product = self.catalogue.rented[house.one_of(names)]
            house.tries(ReceiveAssets(product.variant_ids[0], ("",) * house.between(1, 2)))

    def locks_come_in(self, house: House) -> None:
        [row] = house.rows("SELECT id FROM umlauf.variant WHERE sku = 'LOCK'")
        free = house.rows("SELECT FROM umlauf.asset WHERE variant_id = %(id)s AND status = 'in_stock'", id=row["id"])
        if len(free) < 3:
            house.tries(ReceiveAssets(row["id"], ("", "")))

    def a_shelf_is_built(self, house: House) -> None:
        if len(house.rows("SELECT FROM umlauf.place")) < 4:
            house.tries(AddPlace(f"R-{house.between(10, 99)}"))
