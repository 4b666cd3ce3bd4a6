"""Ctrl+K: found by codes, names and numbers, and only what the seat may read."""

import pytest

from domain.application import Seat
from domain.views.search import HitKind
from tests.storage.business import Business
from tests.storage.queries.office import search, send


@pytest.fixture
def sent(business: Business) -> Business:
    bike = business.product()
    things = business.receive(bike, "WTU 0815")
    order = business.order(business.customer("Öztürk"), bike)
    send(business, order, things)
    return business


def test_the_office_finds_everything_by_its_number(sent: Business) -> None:
    asked = search(sent)
    for sql, kind in (
        ("SELECT code AS number FROM umlauf.asset", HitKind.ASSET),
        ("SELECT number FROM umlauf.customer", HitKind.CUSTOMER),
        ("SELECT number FROM umlauf.customer_order", HitKind.ORDER),
        ("SELECT number FROM umlauf.shipment", HitKind.SHIPMENT),
        ("SELECT number FROM umlauf.contract", HitKind.CONTRACT),
        ("SELECT number FROM umlauf.invoice", HitKind.INVOICE),
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
