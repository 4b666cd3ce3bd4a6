"""What an order that is still being written would cost is what the invoices will ask for, once it is placed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer, PaidUp, StartDiscount
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, StartRule
from domain.customers.model import Address, PersonalData
from domain.money import Money
from domain.orders.agreeing import PaidUpUnknown, VoucherNotForCustomer, VoucherUnknown
from domain.orders.model import OrderEmpty
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.orders.try_order import OrderTrial
from domain.period import Interval, Unit
from domain.quotes.accept_quote import AcceptedBy, AcceptQuote
from domain.quotes.make_quote import MakeQuote
from domain.quotes.send_quote import SendQuote
from domain.settings.change_postage import ChangePostage
from domain.settings.postage import PostageDearer, PostageSettings, PostageZone
from tests.storage.business import Business
from tests.storage.queries.office import office
from tests.storage.trade import bill, invoices, today

TEN_OFF = StartDiscount("Zehn Prozent", Decimal(10), code="WILLKOMMEN", new_customers_only=True)


def euro(text: str) -> Money:
    return Money.of(text)


def item(product: ProductAdded, quantity: int = 1, **values: object) -> OrderedItem:
    return OrderedItem(product.variant_ids[0], quantity, product.plan_ids[0], **values)


def bike(business: Business, **offer: object) -> ProductAdded:
    return business.product(offer=Offer(**offer), terms=ContractTerms(min_term=Interval(Unit.MONTH, 12)))


def test_a_mixed_cart_is_told_as_it_will_be_billed(business: Business) -> None:
    """Insurance 6.00 a month, an app for 24.00 a year, a bell for 9.90: all services, so billed at once. A year:
    12 · 6.00 + 24.00 + 9.90 = 105.90; on average a month (72.00 + 24.00) / 12 = 8.00."""
    service = {"product_kind": ProductKind.SERVICE}
    cover = business.product("Schutz", kind=LineKind.SERVICE, price="6.00", sku="C", **service)
    yearly = ContractTerms(interval=Interval(Unit.YEAR))
    app = business.product("App", kind=LineKind.DIGITAL, price="24.00", sku="A", terms=yearly, **service)
    setup = business.product("Einrichtung", kind=LineKind.SALE, price="9.90", sku="B", **service)
    customer = business.customer()
    items = (item(cover), item(app), item(setup))
    tried = office(business).try_order(OrderTrial(items, customer.customer_id))
    assert (tried.first, tried.monthly, tried.year) == (euro("39.90"), euro("8.00"), euro("105.90"))
    assert (tried.deposit, tried.saved) == (euro("0"), euro("0"))
    business.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, items))
    assert invoices(business)[0]["gross"] == tried.first.minor
    for _ in range(11):
        business.pass_days(31)
        bill(business)
    assert sum(each["gross"] for each in invoices(business)) == tried.year.minor


def test_a_deposit_stands_apart_and_paying_ahead_says_what_it_saves(business: Business) -> None:
    """79.00 a month, twelve at once 10 % cheaper: 853.20 instead of 948.00; 200.00 of deposit."""
    rented = bike(business, deposit=euro("200.00"), paid_up=(PaidUp(12, Decimal(10)),))
    questions = office(business)
    plain = questions.try_order(OrderTrial((item(rented),)))
    assert (plain.first, plain.monthly, plain.year) == (euro("79.00"), euro("79.00"), euro("948.00"))
    assert (plain.deposit, plain.saved, plain.start_on) == (euro("200.00"), euro("0"), date(2026, 2, 2))
    ahead = questions.try_order(OrderTrial((item(rented, 2, paid_up=12),)))
    assert (ahead.first, ahead.year, ahead.saved) == (euro("1706.40"), euro("1706.40"), euro("189.60"))
    with pytest.raises(PaidUpUnknown):
        questions.try_order(OrderTrial((item(rented, paid_up=6),)))


def test_a_voucher_counts_at_once_or_says_why_not(business: Business) -> None:
    rented = bike(business, discounts=(TEN_OFF,))
    customer = business.customer()
    trial = OrderTrial((item(rented),), customer.customer_id, voucher="willkommen ")
    assert office(business).try_order(trial).first == euro("71.10")
    with pytest.raises(VoucherUnknown):
        office(business).try_order(replace(trial, voucher="SOMMER"))
    business.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, (item(rented),)))
    with pytest.raises(VoucherNotForCustomer):
        office(business).try_order(trial)


def test_a_voucher_beside_a_year_ahead_is_told_apart_and_billed_so(business: Business) -> None:
    """853.20 for the year; 10 % of it, as long as it lasts: 85.32."""
    offer = Offer(discounts=(TEN_OFF,), paid_up=(PaidUp(12, Decimal(10)),))
    rented = business.product(offer=offer, start_rule=StartRule.AT_ORDER)
    customer = business.customer()
    items = (item(rented, paid_up=12),)
    told = office(business).try_order(OrderTrial(items, customer.customer_id, voucher="willkommen"))
    assert (told.first, told.year) == (euro("767.88"), euro("767.88"))
    assert (told.saved, told.voucher) == (euro("94.80"), euro("85.32"))
    business.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, items, voucher="willkommen"))
    assert [each["gross"] for each in invoices(business)] == [76788]


def test_sending_is_told_as_it_is_billed_and_nothing_is_sent_to_whoever_comes(business: Business) -> None:
    """79.00 and 4.90 for Berlin; a quote keeps 4.90 when the owner's table changes meanwhile."""
    zones = (PostageZone("Versand", ("DE",), euro("4.90"), euro("4.12"), free_from=euro("158.00")),)
    business.do(Seat.OWNER, ChangePostage(0, PostageSettings(zones)))
    rented = business.product(start_rule=StartRule.AT_ORDER)
    customer = business.customer()
    trial = OrderTrial((item(rented),), customer.customer_id)
    told = office(business).try_order(trial)
    assert (told.first, told.sent, told.monthly, told.year) == (
        euro("83.90"), euro("4.90"), euro("79.00"), euro("952.90"),
    )  # fmt: skip
    for free in (replace(trial, is_pick_up=True), OrderTrial((item(rented, 2),), customer.customer_id)):
        assert office(business).try_order(free).sent is None
    quote = business.do(Seat.BACKOFFICE, MakeQuote((item(rented),), customer.customer_id))
    business.do(Seat.BACKOFFICE, SendQuote(quote.quote_id))
    business.do(Seat.OWNER, ChangePostage(1, PostageSettings()))
    taken = AcceptQuote(quote.quote_id, "Mia Muster", has_terms=True, has_withdrawal=True, by=AcceptedBy.PHONE)
    business.do(Seat.BACKOFFICE, taken)
    business.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, (item(rented),)))
    assert [each["gross"] for each in invoices(business)] == [8390, 7900]


def test_a_quote_for_home_does_not_send_abroad_at_its_price(business: Business) -> None:
    """Quoted to somebody whose address nobody knew: 4.90. To Vienna it costs 14.90, so nothing is ordered."""
    zones = (
        PostageZone("Versand", ("DE",), euro("4.90"), euro("4.12")),
        PostageZone("Versand nach Österreich", ("AT",), euro("14.90"), euro("12.52")),
    )
    business.do(Seat.OWNER, ChangePostage(0, PostageSettings(zones)))
    rented = business.product(start_rule=StartRule.AT_ORDER)
    person = PersonalData("Mia", "Muster", email="mia@example.org")
    quote = business.do(Seat.BACKOFFICE, MakeQuote((item(rented),), person=person))
    business.do(Seat.BACKOFFICE, SendQuote(quote.quote_id))
    home, abroad = Address("Weg 1", "10115", "Berlin"), Address("Graben 3", "1010", "Wien", "AT")
    taken = AcceptQuote(quote.quote_id, "Mia Muster", has_terms=True, has_withdrawal=True, by=AcceptedBy.PHONE)
    with pytest.raises(PostageDearer):
        business.do(Seat.BACKOFFICE, replace(taken, personal=replace(person, address=abroad)))
    business.do(Seat.BACKOFFICE, replace(taken, personal=replace(person, address=home)))
    assert [each["gross"] for each in invoices(business)] == [8390]


def test_it_begins_on_the_day_the_customer_names(business: Business) -> None:
    rented = business.product(start_rule=StartRule.ON_DATE)
    trial = OrderTrial((item(rented),), start_on=date(2026, 3, 15))
    assert office(business).try_order(trial).start_on == date(2026, 3, 15)
    assert office(business).try_order(replace(trial, start_on=None)).start_on == today(business)


def test_nothing_ordered_costs_nothing_that_could_be_told(business: Business) -> None:
    with pytest.raises(OrderEmpty):
        office(business).try_order(OrderTrial(()))
