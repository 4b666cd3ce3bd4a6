"""What a scan finds, for the floor and for the office."""

from datetime import UTC, datetime
from uuid import uuid4

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.resolve import Card, Meaning, Resolved, resolve
from domain.assets.scan import Scan
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.money import Money
from storage.queries.codebook import PostgresCodeBook
from tests.storage.business import Business

GTIN = "4006381333931"


def meaning(business: Business, text: str, seat: Seat = Seat.WAREHOUSE) -> Resolved:
    scan = Scan(text, None, datetime(2026, 1, 31, tzinfo=UTC), "wedge")
    return resolve(scan, PostgresCodeBook(business.connection(seat)))


def test_everything_with_a_label_is_found_on_the_floor(business: Business) -> None:
    bike, place = business.product(), business.place()
    things = business.receive(bike, "WTU-77")
    order = business.order(business.customer(), bike)

    def found(text: str) -> tuple[Meaning, object]:
        known = meaning(business, text)
        return known.meaning, known.id

    assert found(things.codes[0]) == (Meaning.ASSET, things.asset_ids[0])
    assert found("WTU-77") == (Meaning.ASSET, things.asset_ids[0])
    assert found(place.code) == (Meaning.PLACE, place.place_id)
    assert found(order.order_number) == (Meaning.ORDER, order.order_id)
    assert found(order.shipment_number) == (Meaning.SHIPMENT, order.shipment_id)
    assert found("WTU-78") == (Meaning.UNKNOWN, None)
    assert meaning(business, format_code("CC", 2)).card is Card.UNDO


def test_a_product_is_found_by_the_number_on_its_box(business: Business) -> None:
    variant = NewVariant("LOCK-90", "", GTIN, cost=Money.of("12.00"))
    plan = NewPlan("Faltschloss", LineKind.SALE, Money.of("49.00"))
    added = business.do(Seat.OWNER, AddProduct("Faltschloss 90", "lock", ProductKind.GOODS, (variant,), (plan,)))

    known = meaning(business, GTIN)
    assert (known.meaning, known.id) == (Meaning.PRODUCT, added.variant_ids[0])


def test_contracts_and_customers_mean_something_to_the_office_alone(business: Business) -> None:
    bike, customer = business.product(), business.customer()
    order = business.order(customer, bike)

    said = ReceiveDeclaration(DeclarationId(uuid4()), Channel.PHONE, business.clock.now(), words="Ich kündige.")
    declared = business.do(Seat.BACKOFFICE, said)

    for code in (order.contract_number, customer.number, declared.number):
        assert meaning(business, code).meaning is Meaning.UNKNOWN
    assert meaning(business, order.contract_number, Seat.BACKOFFICE).id == order.contract_id
    assert meaning(business, customer.number, Seat.BACKOFFICE).id == customer.customer_id
    assert meaning(business, order.order_number, Seat.BACKOFFICE).id == order.order_id
    assert meaning(business, declared.number, Seat.BACKOFFICE) == Resolved(
        Meaning.DECLARATION, declared.number, said.declaration_id
    )
