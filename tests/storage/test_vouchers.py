"""Vouchers on Postgres: for whom, when, how often, and whole invoices with them."""

from datetime import date
from decimal import Decimal

import psycopg
import pytest

from domain.application import NotForThisSeat, Seat
from domain.catalog.offer import Offer, StartDiscount
from domain.contracts.edits import DiscountTwice
from domain.contracts.parts import Duration, DurationKind
from domain.contracts.terms import ContractTerms
from domain.errors import AppError
from domain.loyalty.codes import CodeMistyped, CodeNotUsable
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.redeem_voucher import RedeemVoucher
from domain.loyalty.vouchers import (
    CodeTaken,
    VoucherNeedsTerm,
    VoucherNotForThis,
    VoucherNotUnderstood,
    VoucherRule,
    VoucherTooEarly,
    VoucherTooLate,
    VoucherUsedBefore,
    VoucherUsedUp,
    VoucherWithdrawn,
)
from domain.loyalty.withdraw_vouchers import WithdrawVouchers
from domain.money import Money
from domain.orders.agreeing import VoucherNotForCustomer, VoucherUnknown
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.orders.try_order import OrderTrial
from domain.period import Interval, Unit
from storage.queries.order_ahead import OrdersAhead
from tests.scenarios.test_stories_in_the_books import told
from tests.storage.business import Business, tax_rules
from tests.storage.loyalty_story import codes, nights, orders, person, sent, vouchers
from tests.storage.trade import check_books, contract_of, invoices, rent, today


def refused(business: Business, kind: type[AppError], code: str, name: str = "Mia") -> None:
    with pytest.raises(kind):
        orders(
            business, person(business, name, f"Probe{name}"), business.product(sku=f"S-{name}-{kind.__name__}"), code
        )


def test_half_of_the_first_month_then_the_full_price(business: Business) -> None:
    """79.00 from 2 February, the first month 39.50 (33.19 + 6.31), then 79.00 (66.39 + 12.61)."""
    bike = business.product()
    vouchers(business, chosen="SOMMER26")
    mia = person(business, "Mia", "Sander")
    sent(business, orders(business, mia, bike, "sommer26"), bike)
    nights(business, date(2026, 3, 3))
    assert [each[1:5] for each in told(business, since=0)] == [
        ("invoice", 3319, 631, 3950),
        ("invoice", 6639, 1261, 7900),
    ]
    assert business.rows("SELECT code, used FROM umlauf.voucher") == [{"code": "SOMMER26", "used": 1}]
    check_books(business)


def test_two_free_months_and_the_preview_says_so(business: Business) -> None:
    bike = business.product()
    vouchers(business, VoucherRule(Decimal(100), duration=Duration(DurationKind.PERIODS, 2)))
    [code] = codes(business)
    mia = person(business, "Mia", "Sander")
    item = OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0])
    trial = OrderTrial((item,), mia.customer_id, code)
    seen = OrdersAhead(business.connection(Seat.BACKOFFICE), tax_rules()).tried(trial, today(business))
    assert (seen.first, seen.voucher) == (Money(0), Money.of("158.00"))
    assert business.rows("SELECT used FROM umlauf.voucher") == [{"used": 0}]
    sent(business, orders(business, mia, bike, code), bike)
    nights(business, date(2026, 4, 3))
    assert [each["gross"] for each in invoices(business)] == [0, 0, 7900]


def test_an_amount_is_given_once_for_the_dearest_line(business: Business) -> None:
    """30.00 on a bike for 79.00 and a seat for 9.00: 49.00 + 9.00."""
    bike, seat = business.product(), business.product("Kindersitz", price="9.00", sku="SEAT")
    vouchers(business, VoucherRule(amount=Money.of("30.00")), chosen="DREISSIG")
    mia = person(business, "Mia", "Sander")
    items = tuple(OrderedItem(each.variant_ids[0], 1, each.plan_ids[0]) for each in (seat, bike))
    placed = business.do(Seat.BACKOFFICE, PlaceOrder(mia.customer_id, items, voucher="DREISSIG"))
    [discount] = contract_of(business, placed.contract_id).discounts
    line = contract_of(business, placed.contract_id).line(discount.line_ids[0])
    assert (discount.amount, line.title.startswith("E-Bike")) == (Money.of("30.00"), True)


def test_days_uses_and_customers(business: Business) -> None:
    first, last = date(2026, 2, 10), date(2026, 2, 20)
    vouchers(business, VoucherRule(Decimal(10), valid_from=first, valid_until=last, max_uses=2), chosen="FEB")
    refused(business, VoucherTooEarly, "FEB")
    business.pass_days(12)
    bike = business.product()
    mia = person(business, "Mia", "Sander")
    orders(business, mia, bike, "FEB")
    with pytest.raises(VoucherUsedBefore):
        orders(business, mia, bike, "FEB")
    orders(business, person(business, "Tom", "Berg"), bike, "FEB")
    refused(business, VoucherUsedUp, "FEB", "Ute")
    vouchers(business, VoucherRule(Decimal(10), valid_until=last), chosen="FEB2")
    business.pass_days(12)
    refused(business, VoucherTooLate, "FEB2", "Ina")
    refused(business, VoucherUnknown, "MAERZ", "Ole")
    refused(business, CodeMistyped, "V-2222-2222-0", "Jan")


def test_for_new_customers_means_the_person(business: Business) -> None:
    vouchers(business, VoucherRule(Decimal(10), max_uses=None, new_customers_only=True), chosen="NEU")
    bike = business.product()
    rent(business, business.customer(), bike)
    with pytest.raises(VoucherNotForCustomer):
        orders(business, person(business, "Jo", "B", "jonas+neu@example.org"), bike, "NEU")
    assert orders(business, person(business, "Mia", "Sander"), bike, "NEU").contract_number


def test_products_plans_and_terms(business: Business) -> None:
    bike, seat = business.product(), business.product("Kindersitz", price="9.00", sku="SEAT")
    product_id = business.rows("SELECT product_id FROM umlauf.plan WHERE id = %(id)s", id=bike.plan_ids[0])
    vouchers(business, VoucherRule(Decimal(10), product_ids=(product_id[0]["product_id"],)), chosen="RAD")
    vouchers(business, VoucherRule(Decimal(10), min_term_months=6), chosen="TREUE")
    mia = person(business, "Mia", "Sander")
    with pytest.raises(VoucherNotForThis):
        orders(business, mia, seat, "RAD")
    with pytest.raises(VoucherNeedsTerm):
        orders(business, mia, bike, "TREUE")
    terms = ContractTerms(min_term=Interval(Unit.MONTH, 6))
    assert orders(business, mia, business.product("Lang", sku="LANG", terms=terms), "TREUE").contract_number
    assert orders(business, mia, bike, "RAD").contract_number


def test_on_a_running_contract_from_the_next_period_on_and_once(business: Business) -> None:
    """Redeemed on 10 February: March costs half."""
    rented = rent(business, person(business, "Mia", "Sander"), business.product())
    nights(business, date(2026, 2, 10))
    vouchers(business, VoucherRule(Decimal(50), max_uses=None, is_once_per_customer=False), chosen="HALB")
    contract = contract_of(business, rented.contract_id)
    business.do(Seat.BACKOFFICE, RedeemVoucher(contract.id, contract.version, "halb"))
    contract = contract_of(business, rented.contract_id)
    with pytest.raises(DiscountTwice):
        business.do(Seat.BACKOFFICE, RedeemVoucher(contract.id, contract.version, "halb"))
    nights(business, date(2026, 4, 3))
    assert [each["gross"] for each in invoices(business)] == [7900, 3950, 7900]
    check_books(business)


def test_a_batch_of_many_and_one_of_them_withdrawn(business: Business) -> None:
    made = vouchers(business, count=300)
    found = codes(business)
    assert (made.count, len(set(found))) == (300, 300)
    business.do(Seat.OWNER, WithdrawVouchers(made.batch_id, found[0]))
    refused(business, VoucherWithdrawn, found[0])
    business.do(Seat.OWNER, WithdrawVouchers(made.batch_id))
    refused(business, VoucherWithdrawn, found[1], "Tom")
    with pytest.raises(VoucherWithdrawn):
        business.do(Seat.OWNER, WithdrawVouchers(made.batch_id))


def test_codes_that_are_taken_or_no_codes(business: Business) -> None:
    business.product(offer=Offer(discounts=(StartDiscount("Plan", Decimal(10), code="PLAN10"),)))
    for wrong, kind in (("PLAN10", CodeTaken), ("A", CodeNotUsable)):
        with pytest.raises(kind):
            vouchers(business, chosen=wrong)
    vouchers(business, chosen="EINMAL")
    with pytest.raises(CodeTaken):
        vouchers(business, chosen="einmal")
    with pytest.raises(VoucherNotUnderstood):
        vouchers(business, count=0)
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, MakeVouchers("Sommer", VoucherRule(Decimal(10))))


@pytest.mark.parametrize("act", ["UPDATE umlauf.voucher_use SET used_on = used_on", "DELETE FROM umlauf.voucher_use"])
def test_a_use_is_never_rewritten(business: Business, act: str) -> None:
    vouchers(business, chosen="SOMMER26")
    orders(business, person(business, "Mia", "Sander"), business.product(), "SOMMER26")
    with business.connection().connection() as admin, pytest.raises(psycopg.Error):
        admin.execute(act)
