"""Products and price plans on the real database: versions, what is offered, and what an order takes from a plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan, NewVariant, ProductAdded, ProductNumberTaken
from domain.catalog.change_plan_offer import ChangePlanOffer, PlanKindStays
from domain.catalog.change_product import ChangeProduct, VariantEntry
from domain.catalog.model import BundleItem, NoPricePlan, UnknownPlan, UnknownVariant
from domain.catalog.offer import Offer, PaidUp, StartDiscount
from domain.catalog.plan_changes import AllowedChange, Direction, PlanChangeWrong
from domain.catalog.plan_rules import RenewalNotForConsumers
from domain.catalog.plan_saved import PlanOvertaken, PlanSaved
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.contracts.effective import When
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Phase
from domain.contracts.terms import ContractTerms, Renewal
from domain.ids import CustomerId, PlanId
from domain.money import Money
from domain.orders.agreeing import VoucherNotForCustomer
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.period import Interval, Unit
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.trade import contract_of

PLAN = NewPlan("Monat", LineKind.RENTAL, Money.of("79.00"))
OFFER = Offer(
    (Phase(3, Money.of("59.00")), Phase(None, Money.of("79.00"))),
    Money.of("150.00"),
    (StartDiscount("Willkommen", Decimal(10), code="NEU", new_customers_only=True),),
)


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


@pytest.fixture
def bike(house: Business, request: pytest.FixtureRequest) -> ProductAdded:
    return house.product(sku=request.node.name)


def saved(house: Business, command: object) -> PlanSaved:
    answered: PlanSaved = house.do(Seat.OWNER, command)
    return answered


def ordered(
    house: Business,
    bike: ProductAdded,
    plan_id: PlanId,
    customer: CustomerId | None = None,
    voucher: str = "",
    **item: int,
) -> Contract:
    who = customer or house.customer().customer_id
    wanted = OrderedItem(bike.variant_ids[0], 1, plan_id, **item)
    placed = house.do(Seat.BACKOFFICE, PlaceOrder(who, (wanted,), voucher=voucher))
    return contract_of(house, placed.contract_id)


def test_a_new_version_leaves_contracts_their_price(house: Business, bike: ProductAdded) -> None:
    before = ordered(house, bike, bike.plan_ids[0])
    newer = saved(house, ChangePlanOffer(bike.plan_ids[0], replace(PLAN, price=Money.of("89.00"))))
    assert newer.version == 2
    assert contract_of(house, before.id) == before
    assert ordered(house, bike, newer.plan_id).lines[0].at(date(2026, 1, 1))[0] == Money.of("89.00")
    with pytest.raises(NoPricePlan):
        ordered(house, bike, bike.plan_ids[0])


def test_two_who_change_a_plan_at_once(house: Business, bike: ProductAdded) -> None:
    saved(house, ChangePlanOffer(bike.plan_ids[0], PLAN))
    for late in (ChangePlanOffer(bike.plan_ids[0], PLAN), SetPlanOffered(bike.plan_ids[0], True)):
        with pytest.raises(PlanOvertaken):
            saved(house, late)


def test_a_retired_plan_can_be_offered_again(house: Business, bike: ProductAdded) -> None:
    [plan_id] = bike.plan_ids
    saved(house, SetPlanOffered(plan_id, False))
    with pytest.raises(NoPricePlan):
        ordered(house, bike, plan_id)
    saved(house, SetPlanOffered(plan_id, True))
    assert ordered(house, bike, plan_id).lines


def test_what_a_plan_may_not_become(house: Business, bike: ProductAdded) -> None:
    [plan_id] = bike.plan_ids
    fixed = ContractTerms(renewal=Renewal.FIXED, min_term=Interval(Unit.YEAR))
    stranger = PlanId(house.customer().customer_id)
    for refusal, command in (
        (PlanKindStays, ChangePlanOffer(plan_id, replace(PLAN, kind=LineKind.SALE))),
        (RenewalNotForConsumers, AddPlan(bike.product_id, replace(PLAN, terms=fixed))),
        (UnknownPlan, ChangePlanOffer(stranger, PLAN)),
        (PlanChangeWrong, SetPlanChanges(plan_id, (AllowedChange(plan_id, Direction.UP, When.NOW),))),
        (UnknownPlan, SetPlanChanges(plan_id, (AllowedChange(stranger, Direction.UP, When.NOW),))),
    ):
        with pytest.raises(refusal):
            saved(house, command)


def test_an_order_takes_phases_deposit_and_voucher_of_its_plan(house: Business, bike: ProductAdded) -> None:
    plan = saved(house, AddPlan(bike.product_id, replace(PLAN, name="Einstieg", offer=OFFER)))
    customer = house.customer().customer_id
    contract = ordered(house, bike, plan.plan_id, customer, "neu")
    rental, deposit = contract.lines
    assert (rental.phases, deposit.kind) == (OFFER.phases, LineKind.DEPOSIT)
    assert [(each.code, each.line_ids) for each in contract.discounts] == [("NEU", (rental.id,))]
    with pytest.raises(VoucherNotForCustomer):
        ordered(house, bike, plan.plan_id, customer, "NEU")
    assert ordered(house, bike, plan.plan_id, customer).discounts == ()


def test_a_year_can_be_paid_at_once(house: Business, bike: ProductAdded) -> None:
    """12 × 79.00 less 10 %."""
    offer = Offer(paid_up=(PaidUp(12, Decimal(10)),))
    plan = saved(house, AddPlan(bike.product_id, replace(PLAN, name="Jahr", offer=offer)))
    contract = ordered(house, bike, plan.plan_id, paid_up=12)
    assert (contract.terms.interval, contract.lines[0].at(date(2026, 1, 1))[0]) == (
        Interval(Unit.MONTH, 12),
        Money.of("853.20"),
    )


def test_a_product_gets_another_name_and_one_variant_more(house: Business, bike: ProductAdded) -> None:
    [old] = bike.variant_ids
    entries = (
        VariantEntry(old, NewVariant("K3-M", "M neu", cost=Money.of("950.00"))),
        VariantEntry(None, NewVariant("K3-SET", "Set", items=(BundleItem(old, 2),))),
    )
    house.do(Seat.OWNER, ChangeProduct(bike.product_id, "E-Bike Kiez 4", "ebike", entries))
    house.do(Seat.OWNER, ChangeProduct(bike.product_id, "E-Bike Kiez 4", "ebike"))
    rows = house.rows(
        "SELECT v.sku, v.name, p.name AS product, c.cost_minor, b.quantity FROM umlauf.variant v"
        " JOIN umlauf.product p ON p.id = v.product_id LEFT JOIN umlauf.variant_cost c ON c.variant_id = v.id"
        " LEFT JOIN umlauf.bundle_item b ON b.bundle_id = v.id WHERE p.id = %(id)s ORDER BY v.sku",
        id=bike.product_id,
    )
    assert [tuple(row.values()) for row in rows] == [
        ("K3-M", "M neu", "E-Bike Kiez 4", 95000, None),
        ("K3-SET", "Set", "E-Bike Kiez 4", None, 2),
    ]


def test_a_variant_of_another_product_or_with_a_taken_number_is_refused(house: Business, bike: ProductAdded) -> None:
    other = house.product("Anderes", sku="OTHER-1")
    for refusal, entry in (
        (UnknownVariant, VariantEntry(other.variant_ids[0], NewVariant("MINE"))),
        (ProductNumberTaken, VariantEntry(None, NewVariant("OTHER-1"))),
    ):
        with pytest.raises(refusal):
            house.do(Seat.OWNER, ChangeProduct(bike.product_id, "Rad", "bike", (entry,)))
