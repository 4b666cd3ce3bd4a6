"""The difference on a real Postgres: whole invoices, months apart."""

from datetime import date

import psycopg
import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, PricesAre, StopRule
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, contract_of, days, differences, edit, invoices, lines, rent, today

AT_ONCE = {"transit_days": 0}


@pytest.fixture(autouse=True)
def _the_books_are_right_in_the_end(business: Business) -> None:
    yield
    check_books(business)


def numbers(business: Business) -> list[tuple[str, str, int]]:
    return [(row["number"], row["issued_on"], row["gross"]) for row in invoices(business)]


def test_a_year_that_starts_on_the_31st_of_january(business: Business) -> None:
    """Month ends clamp and come back; every invoice names its first and last day."""
    bike = business.product(price="79.00", **AT_ONCE)
    rent(business, business.customer(), bike)
    for _ in range(365):
        business.pass_days(1)
        bill(business)
    found = [lines(business, row["number"])[0] for row in invoices(business)]
    assert [(line["first"], line["last"]) for line in found] == [
        ("2026-01-31", "2026-02-27"),
        ("2026-02-28", "2026-03-30"),
        ("2026-03-31", "2026-04-29"),
        ("2026-04-30", "2026-05-30"),
        ("2026-05-31", "2026-06-29"),
        ("2026-06-30", "2026-07-30"),
        ("2026-07-31", "2026-08-30"),
        ("2026-08-31", "2026-09-29"),
        ("2026-09-30", "2026-10-30"),
        ("2026-10-31", "2026-11-29"),
        ("2026-11-30", "2026-12-30"),
        ("2026-12-31", "2027-01-30"),
        ("2027-01-31", "2027-02-27"),
    ]
    assert {line["amount"] for line in found} == {7900}
    assert [row["number"] for row in invoices(business)][-2:] == ["R-2026-000012", "R-2027-000001"]


def test_run_twice_it_bills_nothing_twice(business: Business) -> None:
    rent(business, business.customer(), business.product(**AT_ONCE))
    business.pass_days(28)
    assert bill(business).invoices == 1
    before = numbers(business)
    for _ in range(3):
        assert bill(business).invoices == 0
    assert numbers(business) == before


@pytest.mark.parametrize(("missed", "expected"), [(3, 1), (92, 3)])
def test_after_missed_runs_it_catches_up(business: Business, missed: int, expected: int) -> None:
    """Three days late: the one period. Three months late: three periods, on one invoice, each with its days."""
    rented = rent(business, business.customer(), business.product(**AT_ONCE))
    business.pass_days(27)
    bill(business)
    assert len(invoices(business)) == 1
    business.pass_days(missed)
    assert bill(business).invoices == 1
    assert len(lines(business, "R-2026-000002")) == expected
    assert differences(business, rented.contract_id, today(business)) == ()
    assert bill(business).invoices == 0


@pytest.mark.parametrize(
    ("unit", "after", "second"),
    [(Unit.WEEK, 7, ("2026-02-07", "2026-02-13")), (Unit.YEAR, 365, ("2027-01-31", "2028-01-30"))],
)
def test_weekly_and_yearly_plans(business: Business, unit: Unit, after: int, second: tuple[str, str]) -> None:
    plan = ContractTerms(interval=Interval(unit))
    rent(business, business.customer(), business.product(price="12.00", terms=plan, **AT_ONCE))
    business.pass_days(after - 1)
    assert bill(business).invoices == 0
    business.pass_days(1)
    assert bill(business).invoices == 1
    line = lines(business, invoices(business)[-1]["number"])[0]
    assert (line["first"], line["last"], line["amount"]) == (*second, 1200)


def test_a_price_of_zero_is_an_ordinary_price(business: Business) -> None:
    rented = rent(business, business.customer(), business.product(price="0.00", **AT_ONCE))
    assert [row["gross"] for row in invoices(business)] == [0]
    business.pass_days(28)
    bill(business)
    assert bill(business).invoices == 0
    assert differences(business, rented.contract_id, today(business)) == ()


def test_a_thing_that_comes_back_mid_period_is_credited_by_the_day(business: Business) -> None:
    """The day of the receipt is the last one charged: 18 of 28 days come back."""
    bike = business.product(price="28.00", **AT_ONCE)
    rented = rent(business, business.customer(), bike)
    business.pass_days(9)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    assert bill(business).invoices == 1
    assert [(row["number"], row["kind"], row["gross"]) for row in invoices(business)] == [
        ("R-2026-000001", "invoice", 2800),
        ("RK-2026-000001", "credit_note", 1800),
    ]
    credit = lines(business, "RK-2026-000001")
    assert [(line["first"], line["last"], line["days"], line["of_days"]) for line in credit] == [
        ("2026-02-10", "2026-02-27", 18, 28)
    ]
    business.pass_days(60)
    assert bill(business).invoices == 0


def test_stop_at_request_charges_until_the_day_it_was_announced(business: Business) -> None:
    plan = ContractTerms(stop_rule=StopRule.AT_REQUEST)
    rented = rent(business, business.customer(), business.product(price="28.00", terms=plan, **AT_ONCE))
    business.pass_days(6)
    business.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, today(business) + days(14)))
    business.pass_days(10)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    bill(business)
    assert numbers(business)[-1][2] == 2100
    assert contract_of(business, rented.contract_id).end_on == date(2026, 2, 7)


def test_it_comes_back_before_its_first_paid_day(business: Business) -> None:
    """Sent, refused at the door, back before the contract began: all of it is credited, nothing is owed."""
    rented = rent(business, business.customer(), business.product())
    business.pass_days(1)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    bill(business)
    assert [(row["kind"], row["gross"]) for row in invoices(business)] == [("invoice", 7900), ("credit_note", 7900)]
    assert business.rows("SELECT FROM umlauf.billed_period") == []


def test_what_was_bought_stays_bought_when_the_rented_thing_comes_back_at_once(business: Business) -> None:
    bike = business.product()
    lock = business.product("Faltschloss", kind=LineKind.SALE, price="49.00", sku="LOCK")
    rented = rent(business, business.customer(), bike, lock)
    business.pass_days(1)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    bill(business)
    kept = business.rows("SELECT kind, amount_minor AS amount FROM umlauf.billed_period")
    assert kept == [{"kind": "once", "amount": 4900}]


def test_insurance_ends_with_the_thing_it_covers(business: Business) -> None:
    bike = business.product(price="28.00", **AT_ONCE)
    cover = business.product(
        "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="5.60", sku="INS", **AT_ONCE
    )
    rented = rent(business, business.customer(), bike, cover)
    business.pass_days(13)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    bill(business)
    assert [line["amount"] for line in lines(business, "RK-2026-000001")] == [1400, 280]


def test_of_two_things_on_one_line_the_first_one_back_ends_nothing(business: Business) -> None:
    rented = rent(business, business.customer(), business.product(**AT_ONCE), quantity=2)
    business.pass_days(5)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    assert bill(business).invoices == 0
    business.pass_days(1)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[1], Condition.USED))
    assert bill(business).invoices == 1


def test_a_price_changed_and_changed_again_in_one_period(business: Business) -> None:
    """A row that was cut in two by one change keeps its other half when the next change cuts again."""
    rented = rent(business, business.customer(), business.product(price="28.00", **AT_ONCE))
    line = contract_of(business, rented.contract_id).lines[0].id
    first = today(business)
    business.pass_days(20)
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(7), Money.of("56.00")))
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(14), Money.of("28.00")))
    bill(business)
    check_books(business)
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(21), Money.of("14.00")))
    bill(business)
    check_books(business)
    rows = business.rows("SELECT first_day::text AS day, amount_minor AS amount FROM umlauf.billed_period ORDER BY 1")
    assert [(row["day"], row["amount"]) for row in rows] == [
        ("2026-01-31", 700),
        ("2026-02-07", 1400),
        ("2026-02-14", 700),
        ("2026-02-21", 350),
    ]
    assert bill(business).invoices == 0


def test_both_halves_of_a_cut_row_are_credited_in_one_run(business: Business) -> None:
    rented = rent(business, business.customer(), business.product(price="28.00", **AT_ONCE))
    line = contract_of(business, rented.contract_id).lines[0].id
    first = today(business)
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(7), Money.of("56.00")))
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(14), Money.of("28.00")))
    bill(business)
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(3), Money.of("14.00")))
    edit(business, rented.contract_id, lambda c: c.price_changed(line, first + days(17), Money.of("14.00")))
    bill(business)
    check_books(business)
    assert differences(business, rented.contract_id, today(business)) == ()
    assert bill(business).invoices == 0


def test_vat_is_rounded_once_for_each_rate(business: Business) -> None:
    """Three nets of 3.33 at 19 %: VAT of their sum, 1.90, and not three times 0.63."""
    net = ContractTerms(prices_are=PricesAre.NET)
    things = [business.product(f"P{i}", price="3.33", sku=f"P{i}", terms=net, **AT_ONCE) for i in range(3)]
    book = business.product("Buch", kind=LineKind.SALE, price="10.01", sku="B", vat="reduced", terms=net, **AT_ONCE)
    rent(business, business.customer(), *things, book)
    groups = business.rows("SELECT rate::int AS rate, net_minor AS net, vat_minor AS vat FROM umlauf.invoice_vat")
    assert sorted(groups, key=lambda each: each["rate"]) == [
        {"rate": 7, "net": 1001, "vat": 70},
        {"rate": 19, "net": 999, "vat": 190},
    ]


def test_one_customer_with_two_contracts_gets_one_invoice(business: Business) -> None:
    customer, bike = business.customer(), business.product(**AT_ONCE)
    rent(business, customer, bike)
    rent(business, customer, bike)
    business.pass_days(28)
    assert bill(business).invoices == 1
    assert len(lines(business, "R-2026-000003")) == 2


def test_a_contract_that_cannot_be_taxed_is_left_out_and_the_other_is_billed(business: Business) -> None:
    bike = business.product(**AT_ONCE)
    odd = business.product("Sonderfall", price="10.00", sku="ODD", **AT_ONCE)
    customer = business.customer()
    good, bad = rent(business, customer, bike), rent(business, customer, odd)
    with business.connection().connection() as admin:
        admin.execute(
            "UPDATE umlauf.contract_line SET vat = 'no such category' WHERE contract_id = %s", [bad.contract_id]
        )
    business.pass_days(28)
    billed = bill(business)
    assert (billed.invoices, billed.left_out) == (1, (bad.contract_id,))
    assert differences(business, good.contract_id, today(business)) == ()
    due = business.rows("SELECT next_due_on <= %(day)s AS due FROM umlauf.contract WHERE id = %(id)s",
                        day=today(business), id=bad.contract_id)  # fmt: skip
    assert due == [{"due": True}], "it is tried again by the next run"


def test_a_draft_is_not_billed(business: Business) -> None:
    business.order(business.customer(), business.product())
    business.pass_days(90)
    assert bill(business).invoices == 0


def test_a_run_for_an_earlier_day_gives_nothing_back(business: Business) -> None:
    rent(business, business.customer(), business.product(**AT_ONCE))
    business.pass_days(28)
    bill(business)
    before = numbers(business)
    assert bill(business, today(business) - days(20)).invoices == 0
    assert bill(business).invoices == 0
    assert numbers(business) == before


def test_the_database_refuses_a_day_billed_twice(business: Business) -> None:
    """Even a wrong program could not: the same line, overlapping days."""
    rent(business, business.customer(), business.product(**AT_ONCE))
    for moved, state in (("first_day + 5", "23P01"), ("first_day", "23505")):
        with business.connection().connection() as admin, pytest.raises(psycopg.Error) as caught:
            admin.execute(
                "INSERT INTO umlauf.billed_period SELECT contract_line_id, " + moved + ", kind,"
                " daterange(" + moved + ", first_day + 60), amount_minor, price_minor, quantity, days, of_days,"
                " vat_category, vat_rate, vat_country, vat_reason, currency, invoice_id, invoice_line_id, off_minor,"
                " given_minor, vat_minor"
                " FROM umlauf.billed_period"
            )
        assert caught.value.sqlstate == state
