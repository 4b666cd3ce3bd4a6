"""Products, plans and checklists: what the owner may enter."""

from collections.abc import Iterator

import pytest

from domain.application import Seat
from domain.catalog.add_product import (
    AddProduct,
    GtinWrong,
    NewPlan,
    NewVariant,
    ProductNameMissing,
    ProductNumberTaken,
)
from domain.catalog.model import ProductKind
from domain.catalog.plan import PlanCurrencyDiffers, TransitDaysNegative
from domain.catalog.set_checklist import ChecklistPoint, SetChecklist
from domain.contracts.model import LineKind, NegativePrice
from domain.money import Currency, Money
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


def added(house: Business, *variants: NewVariant, name: str = "Rad", plan: NewPlan | None = None) -> object:
    plans = (plan,) if plan else ()
    return house.do(Seat.OWNER, AddProduct(name, "bike", ProductKind.GOODS, variants, plans))


def plan(price: Money, **more: object) -> NewPlan:
    return NewPlan("Monat", LineKind.RENTAL, price, **more)


def test_a_gtin_of_any_length_is_kept_with_14_digits(house: Business) -> None:
    added(house, NewVariant("G-1", gtin="4006381333931"), NewVariant("G-2", gtin="96385074"), NewVariant("G-3"))
    rows = house.rows("SELECT gtin FROM umlauf.variant WHERE sku LIKE 'G-%%' ORDER BY sku")
    assert [row["gtin"] for row in rows] == ["04006381333931", "00000096385074", None]


def test_what_was_entered_must_make_sense(house: Business) -> None:
    fine = NewVariant("W-1")
    for variants, name, with_plan, refusal in (
        ((), "Rad", None, ProductNameMissing),
        ((fine,), "  ", None, ProductNameMissing),
        ((NewVariant("W-2", gtin="4006381333932"),), "Rad", None, GtinWrong),
        ((fine,), "Rad", plan(Money(-1)), NegativePrice),
        ((fine,), "Rad", plan(Money(1, Currency("CHF"))), PlanCurrencyDiffers),
        ((fine,), "Rad", plan(Money(1), transit_days=-1), TransitDaysNegative),
    ):
        with pytest.raises(refusal):
            added(house, *variants, name=name, plan=with_plan)
    assert house.rows("SELECT FROM umlauf.variant WHERE sku LIKE 'W-%%'") == []


def test_a_number_that_another_product_has_is_refused_in_words(house: Business) -> None:
    added(house, NewVariant("TAKEN", gtin="4012345678901"))
    for again in (NewVariant("TAKEN"), NewVariant("OTHER", gtin="4012345678901")):
        with pytest.raises(ProductNumberTaken):
            added(house, again)
    with pytest.raises(ProductNumberTaken):
        added(house, NewVariant("TWICE"), NewVariant("TWICE"))


def test_a_checklist_is_replaced_as_a_whole(house: Business) -> None:
    points = [ChecklistPoint(code, code, code) for code in ("brakes", "lights", "bell")]
    for chosen in (points, points[::-1], points[1:2], []):
        house.do(Seat.OWNER, SetChecklist("scooter", tuple(chosen)))
        rows = house.rows("SELECT code FROM umlauf.checklist_point WHERE category = 'scooter' ORDER BY position")
        assert [row["code"] for row in rows] == [point.code for point in chosen]
