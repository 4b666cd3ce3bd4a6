"""Ctrl+K: found by codes, names and numbers, and only what the seat may read."""

from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.customers.model import PersonalData
from domain.orders.place_order import OrderedItem
from domain.quotes.make_quote import MakeQuote
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.take_back_asset import TakeBackAsset
from domain.views.office import ContractQuestion, InvoiceQuestion, OrderQuestion
from domain.views.search import HitKind
from storage.queries.catalog import CatalogueBook
from storage.queries.floor import FloorBook
from tests.storage.business import Business, tax_rules
from tests.storage.queries.office import office, search, send


@pytest.fixture
def sent(business: Business) -> Business:
    bike = business.product()
    things = business.receive(bike, "WTU 0815")
    order = business.order(business.customer("Öztürk"), bike)
    send(business, order, things)
    return business


def test_the_office_finds_everything_by_its_number(sent: Business) -> None:
    [thing] = sent.rows("SELECT id FROM umlauf.asset")
    sent.do(Seat.BACKOFFICE, ReportProblem(RepairId(uuid4()), thing["id"], "Es quietscht."))
    sent.do(Seat.WAREHOUSE, TakeBackAsset(thing["id"], Condition.USED))
    asked = search(sent)
    for sql, kind in (
        ("SELECT code AS number FROM umlauf.asset", HitKind.ASSET),
        ("SELECT number FROM umlauf.customer", HitKind.CUSTOMER),
        ("SELECT number FROM umlauf.customer_order", HitKind.ORDER),
        ("SELECT number FROM umlauf.shipment", HitKind.SHIPMENT),
        ("SELECT number FROM umlauf.contract", HitKind.CONTRACT),
        ("SELECT number FROM umlauf.invoice", HitKind.INVOICE),
        ("SELECT number FROM umlauf.return_case", HitKind.RETURN),
        ("SELECT number FROM umlauf.repair", HitKind.REPAIR),
    ):
        number = sent.rows(sql)[0]["number"]
        assert kind in {hit.kind for hit in asked.search(number.lower())}, number


def test_people_are_found_by_name_and_mail_things_by_serial(sent: Business) -> None:
    asked = search(sent)
    (person,) = asked.search("ÖZTÜRK jonas")
    assert (person.kind, person.detail) == (HitKind.CUSTOMER, "Jonas Öztürk · Berlin · jonas@example.org")
    assert [hit.kind for hit in asked.search("jonas@example.org")] == [HitKind.CUSTOMER]
    (thing,) = asked.search("wtu 08")
    assert (thing.kind, thing.detail) == (HitKind.ASSET, "E-Bike Kiez 3 · M · WTU 0815")


def test_a_quote_is_found_by_its_number_and_by_whoever_is_no_customer_yet(sent: Business) -> None:
    bike = sent.product("Lastenrad", sku="LAST")
    item = OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0])
    person = PersonalData("Eva", "Müller", email="eva@example.org")
    made = sent.do(Seat.BACKOFFICE, MakeQuote((item,), person=person))
    asked = search(sent)
    for words in (made.number.lower(), made.number[3:9], "mueller", "eva@exam"):
        assert (HitKind.QUOTE, made.number) in {(hit.kind, hit.title) for hit in asked.search(words)}, words
    [hit] = asked.search("mueller")
    assert hit.detail == "Eva Müller · Lastenrad · M"
    assert HitKind.QUOTE not in {hit.kind for hit in search(sent, Seat.WAREHOUSE).search(made.number)}


def test_the_warehouse_finds_things_and_parcels_and_no_customers_or_papers(sent: Business) -> None:
    asked = search(sent, Seat.WAREHOUSE)
    kinds = {hit.kind for words in ("1001", "öztürk", "wtu", "R-2026", "-") for hit in asked.search(words)}
    assert kinds == {HitKind.ASSET, HitKind.SHIPMENT}


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.OWNER])
def test_no_seat_meets_an_error(sent: Business, seat: Seat) -> None:
    asked = search(sent, seat)
    for words in ("", "  ", "%", "_", "\\", "'; DROP TABLE umlauf.asset; --", "x" * 4000, "Ёж", "1001"):
        asked.search(words)


def test_no_kind_floods_the_others(business: Business) -> None:
    bike = business.product()
    business.receive(bike, *(f"S-{n}" for n in range(20)))
    assert len(search(business).search("RB-")) == 6


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Çelik", "celik"), ("Müller", "mueller"), ("Müller", "Muller"), ("Mueller", "müll"), ("Weiß", "WEISS")],
)
def test_a_name_is_found_however_it_is_typed(business: Business, name: str, typed: str) -> None:
    """With Ctrl+K, in every list of the office, and among the parcels of the floor."""
    bike = business.product()
    things = business.receive(bike, "SN-1")
    business.order(business.customer("Öztürk"), bike)
    order = business.order(business.customer(name), bike)
    assert [row.customer for row in FloorBook(business.connection(Seat.WAREHOUSE)).shipments(typed).rows] == [
        f"Jonas {name}"
    ]
    send(business, order, things)

    assert [hit.detail.split(" · ")[0] for hit in search(business).search(typed)] == [f"Jonas {name}"]
    asked = office(business)
    lists = (
        asked.customers(typed),
        asked.orders(OrderQuestion(typed, only_open=False)),
        asked.contracts(ContractQuestion(typed)),
        asked.invoices(InvoiceQuestion(typed)),
    )
    for found in lists:
        assert len(found.rows) == 1
        assert name in str(found.rows[0])


@pytest.mark.parametrize("typed", ["kinderstrasse", "Kinderstraße", "noel kinder", "NOËL", "-OE/"])
def test_products_are_found_however_they_are_typed(business: Business, typed: str) -> None:
    business.product()
    business.product("Noël Kinderstraße", sku="KS-OE/7")
    catalogue = CatalogueBook(business.connection(Seat.OWNER), tax_rules())
    assert [row.title for row in office(business).offered(typed).rows] == ["Noël Kinderstraße · M"]
    assert [row.title for row in FloorBook(business.connection(Seat.WAREHOUSE)).variants(typed).rows] == [
        "Noël Kinderstraße · M"
    ]
    assert [row.product.name for row in catalogue.products(typed).rows] == ["Noël Kinderstraße"]
    assert [row.title for row in catalogue.parts(typed)] == ["Noël Kinderstraße · M"]
    assert len(catalogue.price_list(typed).rows) == ("OE" not in typed)
