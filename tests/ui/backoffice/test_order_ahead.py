"""The form for a new order tells what the customer will pay, and takes vouchers, paying ahead and the first day."""

from datetime import date
from decimal import Decimal

from domain.application import Seat
from domain.catalog.add_plan import AddPlan
from domain.catalog.add_product import NewPlan, ProductAdded
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer, PaidUp, StartDiscount
from domain.contracts.model import LineKind
from domain.contracts.terms import Billing, ContractTerms, StartRule
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.money import Money
from domain.orders.place_order import PlaceOrder
from domain.period import Interval, Unit
from tests.ui.backoffice.conftest import Office
from tests.ui.backoffice.test_orders import type_and_pick
from ui.backoffice.orders.new_order import NewOrder

TEN_OFF = StartDiscount("Zehn Prozent", Decimal(10), code="WILLKOMMEN", new_customers_only=True)


def new_order(office: Office, *words: str) -> NewOrder:
    page = office.show(NewOrder(office.desk, office.shell), office.business.customer().number)
    assert isinstance(page, NewOrder)
    for each in words:
        type_and_pick(office, page.product_search, each)
    office.settle()
    return page


def bike(office: Office, **values: object) -> ProductAdded:
    offer = Offer(
        deposit=Money.of("200.00"), paid_up=(PaidUp(12, Decimal(10)),), discounts=(TEN_OFF,)
    )  # fmt: skip
    return office.business.product(offer=offer, **values)


def told(page: NewOrder) -> dict[str, object]:
    return {fact.name: fact.value for fact in page.ahead.facts.facts}


def typed(office: Office, page: NewOrder, voucher: str) -> None:
    page.voucher.set_value(voucher)
    page._take_over()
    office.settle()
    office.settle()


def test_what_the_customer_pays_is_told_while_one_types(desk_of_anna: Office) -> None:
    bike(desk_of_anna)
    page = new_order(desk_of_anna, "kiez")
    euro = Money.of
    assert told(page) == {
        "With the first invoice": euro("79.00"),
        "On average a month": euro("79.00"),
        "Within twelve months": euro("948.00"),
        "Deposit beside it, comes back": euro("200.00"),
    }
    row = page.lines.rows[0]
    assert row.ahead.itemText(1) == "12 months at once: €853.20, saves €94.80"
    row.ahead.setCurrentIndex(1)
    row.ahead.activated.emit(1)
    desk_of_anna.settle()
    assert (row.price.value(), row.sum.text()) == (euro("853.20"), "€853.20")
    assert told(page)["With the first invoice"] == euro("853.20")
    assert told(page)["Saved by paying ahead"] == euro("94.80")
    assert page.lines.rows[0] is row, "the row stays, and with it the cursor"
    page._on_place()
    desk_of_anna.settle()
    [command] = desk_of_anna.given
    assert isinstance(command, PlaceOrder)
    assert (command.items[0].paid_up, command.items[0].price) == (12, None)


def test_somebody_outside_the_union_is_shown_with_the_country_and_without_vat(desk_of_anna: Office) -> None:
    bike(desk_of_anna)
    tokyo = PersonalData(
        "Aiko", "Tanaka", email="aiko@example.org", address=Address("Ginza 1", "104-0061", "Tokio", "JP")
    )
    aiko = desk_of_anna.business.do(Seat.BACKOFFICE, RegisterCustomer(tokyo, CustomerKind.CONSUMER, "en"))
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), aiko.number)
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    desk_of_anna.settle()
    assert "Ginza 1, 104-0061 Tokio, Japan" in page._where.text()
    assert page.ahead.since.text().startswith("Without VAT;")


def test_a_voucher_is_looked_at_at_once(desk_of_anna: Office) -> None:
    bike(desk_of_anna)
    page = new_order(desk_of_anna, "kiez")
    typed(desk_of_anna, page, "SOMMER")
    assert "voucher" in page.voucher._below.text().lower()
    assert not page.ahead.isVisibleTo(page)
    typed(desk_of_anna, page, "willkommen")
    assert page.voucher._below.text() == ""
    assert told(page)["With the first invoice"] == Money.of("71.10")
    page._on_place()
    desk_of_anna.settle()
    assert desk_of_anna.given[-1].voucher == "willkommen"  # type: ignore[attr-defined]  # it is the order
    page._start_again()
    assert page.voucher.value() == ""


def test_a_voucher_and_paying_ahead_are_told_apart(desk_of_anna: Office) -> None:
    bike(desk_of_anna)
    page = new_order(desk_of_anna, "kiez")
    row = page.lines.rows[0]
    row.ahead.setCurrentIndex(1)
    row.ahead.activated.emit(1)
    typed(desk_of_anna, page, "willkommen")
    assert page.voucher._below.text() == ""
    found = told(page)
    assert (found["With the first invoice"], found["Within twelve months"]) == (Money.of("767.88"),) * 2
    assert (found["Saved by paying ahead"], found["Saved by the voucher"]) == (Money.of("94.80"), Money.of("85.32"))


def test_an_unknown_voucher_is_refused_and_nothing_is_lost(desk_of_anna: Office) -> None:
    bike(desk_of_anna)
    page = new_order(desk_of_anna, "kiez")
    page.voucher.set_value("SOMMER")
    page.note.set_value("Bitte klingeln")
    page._on_place()
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert "voucher" in page.problem.text().lower()
    assert (page.voucher.value(), page.note.value(), len(page.lines.rows)) == ("SOMMER", "Bitte klingeln", 1)
    assert page.last_placed is None


def test_the_first_day_is_asked_only_where_the_customer_chooses(desk_of_anna: Office) -> None:
    bike(desk_of_anna, start_rule=StartRule.ON_DATE)
    desk_of_anna.business.product("Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, sku="OIL")
    page = new_order(desk_of_anna, "öl")
    assert not page.start_on.isVisibleTo(page)
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    assert page.start_on.isVisibleTo(page)
    page.start_on.set_value(date(2026, 3, 15))
    page._take_over()
    desk_of_anna.settle()
    assert "15 Mar 2026" in page.ahead.since.text()
    page._on_place()
    desk_of_anna.settle()
    assert desk_of_anna.given[-1].start_on == date(2026, 3, 15)  # type: ignore[attr-defined]  # it is the order


def test_plans_that_do_not_fit_say_so_before_the_order_is_placed(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.product()
    later = ContractTerms(billing=Billing.IN_ARREARS)
    business.product("Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku="C", terms=later)
    page = new_order(desk_of_anna, "kiez", "schutz")
    assert "Schutz" in page.problem.text()
    assert not page.ahead.isVisibleTo(page)


def test_another_plan_brings_its_own_ways_to_pay(desk_of_anna: Office) -> None:
    added = bike(desk_of_anna)
    year = NewPlan("Jahr", LineKind.RENTAL, Money.of("800.00"), ContractTerms(interval=Interval(Unit.YEAR)))
    desk_of_anna.business.do(Seat.OWNER, AddPlan(added.product_id, year))
    page = new_order(desk_of_anna, "kiez")
    assert page.lines.rows[0].ahead.isVisibleTo(page)
    names = [page.lines.rows[0].plan.itemText(n) for n in range(page.lines.rows[0].plan.count())]
    place = next(n for n, name in enumerate(names) if name.startswith("Jahr"))
    page.lines.rows[0].plan.activated.emit(place)
    desk_of_anna.settle()
    assert not page.lines.rows[0].ahead.isVisibleTo(page)
    assert told(page)["Within twelve months"] == Money.of("800.00")
