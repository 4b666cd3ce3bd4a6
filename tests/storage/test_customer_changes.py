"""A customer moves, becomes a company or gets a VAT id while contracts run: what was billed rightly stays."""

from datetime import date
from typing import Any

import pytest

from domain.application import Seat
from domain.contracts.changing import BackdatingNeedsReason
from domain.customers.change_address import ChangeAddress
from domain.customers.change_customer import ChangeCustomer
from domain.customers.change_vat_status import ChangeVatStatus, VatIdNotChecked
from domain.customers.model import Address, CustomerKind, CustomerWithoutAddress, NameMissing, PersonalData
from domain.customers.vat_ids import VatIdWrong
from domain.spelling import sought
from storage.queries.papers import invoice_sheet
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import bill, check_books, contract_of, days, invoices, rent, today

VIENNA = Address("Mariahilfer Straße 1", "1060", "Wien", "AT")
NL_ID = "NL123456789B01"


def taxes(business: Business) -> list[tuple[Any, ...]]:
    """Each line of each document: which, first and last day, reason, VAT category, rate and country, gross."""
    rows = business.rows(
        "SELECT i.number, lower(l.period)::text AS first, (upper(l.period) - 1)::text AS last, l.reason,"
        " l.vat_category AS category, l.vat_rate::int AS rate, l.vat_country AS country, l.amount_minor AS amount"
        " FROM umlauf.invoice_line l JOIN umlauf.invoice i ON i.id = l.invoice_id"
        " ORDER BY i.series, i.series_number, l.position"
    )
    return [tuple(row.values()) for row in rows]


def a_bike_and_a_table(business: Business) -> tuple[Any, Any]:
    customer = business.customer()
    bike = business.product(means_of_transport=True, transit_days=0)
    table = business.product("Tisch", price="20.00", sku="TISCH", transit_days=0)
    return customer, rent(business, customer, bike, table)


def test_a_family_moves_to_austria(business: Business) -> None:
    """The bike is taxed in Austria from the period that ends after the move, the table stays German.

    Both billed on 31 January for 31 January to 27 February; they move on 20 February and tell on 25 February. So the
    bike's period, which ends after the move, is credited at 19 % and charged anew at 20 %; the table's stays.
    """
    customer, rented = a_bike_and_a_table(business)
    assert [each[4:7] for each in taxes(business)] == [("S", 19, "DE")] * 2
    business.pass_days(25)
    move = ChangeAddress(customer.customer_id, VIENNA, date(2026, 2, 20), "told late")
    assert business.do(Seat.BACKOFFICE, move).contracts == 1
    bill(business)
    assert taxes(business)[2:] == [
        ("R-2026-000002", "2026-01-31", "2026-02-27", "change_charge", "S", 20, "AT", 7900),
        ("RK-2026-000001", "2026-01-31", "2026-02-27", "change_credit", "S", 19, "DE", 7900),
    ]
    first, anew, credit = invoices(business)
    assert (credit["net"], credit["vat"]) == (6638, 1262), "as on the invoice, where 99.00 were split into two lines"
    assert (anew["net"], anew["vat"]) == (6583, 1317)
    assert first["gross"] == 9900
    business.pass_days(3)
    bill(business)
    assert {each[4:7] for each in taxes(business) if each[1] == "2026-02-28"} == {("S", 20, "AT"), ("S", 19, "DE")}
    before = len(taxes(business))
    assert bill(business).invoices == 0
    assert len(taxes(business)) == before
    assert contract_of(business, rented.contract_id).version == contract_of(business, rented.contract_id).version
    check_books(business)


def test_a_move_to_come_leaves_letters_and_taxes_as_they_are_until_its_day(business: Business) -> None:
    customer, _ = a_bike_and_a_table(business)
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, VIENNA, date(2026, 4, 10)))
    business.pass_days(28)
    bill(business)
    assert {each[6] for each in taxes(business)} == {"DE"}
    business.pass_days(31)
    bill(business)
    assert {each[6] for each in taxes(business) if each[1] == "2026-03-31"} == {"DE", "AT"}
    business.pass_days(30)
    bill(business)
    to = business.rows(
        "SELECT i.issued_on::text AS day, p.recipient ->> 'city' AS city FROM umlauf.invoice i"
        " JOIN umlauf.invoice_personal p ON p.invoice_id = i.id ORDER BY i.series_number"
    )
    assert {(each["day"], each["city"]) for each in to} == {
        ("2026-01-31", "Berlin"),
        ("2026-02-28", "Berlin"),
        ("2026-03-31", "Berlin"),
        ("2026-04-30", "Wien"),
    }
    check_books(business)


def test_a_move_that_was_entered_wrongly_is_put_right(business: Business) -> None:
    """The next entry for the same day wins; what was billed in between is credited again."""
    customer, rented = a_bike_and_a_table(business)
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, VIENNA))
    bill(business)
    back = Address("Kastanienallee 12", "10435", "Berlin")
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, back))
    bill(business)
    rows = business.rows("SELECT DISTINCT vat_country AS country FROM umlauf.billed_period")
    assert [row["country"] for row in rows] == ["DE"]
    assert len(invoices(business)) == 5
    assert business.rows("SELECT country FROM umlauf.customer") == [{"country": "DE"}]
    check_books(business)
    assert rented.contract_id


def test_a_dutch_school_has_its_vat_id_checked_later(business: Business) -> None:
    """Until the day of the check it is taxed like a consumer, from then on the tax is the school's."""
    customer, _ = a_bike_and_a_table(business)
    school = Address("Damstraat 1", "1012", "Amsterdam", "NL")
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, school, date(2026, 1, 31)))
    checked = ChangeVatStatus(
        customer.customer_id,
        CustomerKind.COMPANY,
        "nl 1234.56789.B01",
        checked_on=today(business),
        check_reference="WAPIAAAAY",
        from_on=date(2026, 2, 10),
    )
    business.do(Seat.BACKOFFICE, checked)
    bill(business)
    assert {each[4:7] for each in taxes(business) if each[3] == "change_charge"} == {("AE", 0, "NL")}
    row = business.rows("SELECT kind, country, vat_id FROM umlauf.customer")[0]
    assert row == {"kind": "consumer", "country": "NL", "vat_id": ""}
    number = business.rows("SELECT id FROM umlauf.invoice WHERE net_minor = gross_minor AND kind = 'invoice'")[0]
    sheet = invoice_sheet(business.connection(Seat.BACKOFFICE), number["id"])
    assert sheet.customer_vat_id == NL_ID
    check_books(business)


def test_what_cannot_be_entered(business: Business) -> None:
    customer = business.customer().customer_id
    ask = {"customer_id": customer, "customer_kind": CustomerKind.COMPANY}
    with pytest.raises(VatIdWrong):
        business.do(Seat.BACKOFFICE, ChangeVatStatus(**ask, vat_id="NL1234", checked_on=today(business)))
    for checked_on in (None, today(business) + days(1)):
        with pytest.raises(VatIdNotChecked):
            business.do(Seat.BACKOFFICE, ChangeVatStatus(**ask, vat_id=NL_ID, checked_on=checked_on))
    with pytest.raises(BackdatingNeedsReason):
        business.do(Seat.BACKOFFICE, ChangeAddress(customer, VIENNA, today(business) - days(1)))
    with pytest.raises(CustomerWithoutAddress):
        business.do(Seat.BACKOFFICE, ChangeAddress(customer, Address("", "1060", "Wien", "AT")))
    with pytest.raises(NameMissing):
        business.do(Seat.BACKOFFICE, ChangeCustomer(customer, PersonalData("Jo", "")))


def test_a_name_is_put_right_and_found_again(business: Business) -> None:
    customer = business.customer().customer_id
    personal = PersonalData("Jonas", "Brückner-Weiß", email="jo@example.org")
    business.do(Seat.BACKOFFICE, ChangeCustomer(customer, personal, "en"))
    row = business.rows(
        "SELECT c.language, p.family_name, p.street, p.search FROM umlauf.customer c"
        " JOIN umlauf.customer_personal p ON p.customer_id = c.id"
    )[0]
    assert (row["language"], row["family_name"], row["street"]) == ("en", "Brückner-Weiß", "Kastanienallee 12")
    assert sought("Brückner-Weiß") in row["search"]


def test_the_addresses_are_in_no_log(business: Business) -> None:
    """What names a person stands in the erasable rows alone."""
    customer = business.customer().customer_id
    business.do(Seat.BACKOFFICE, ChangeAddress(customer, VIENNA))
    payloads = str(business.rows("SELECT payload, result FROM umlauf.command"))
    assert "Mariahilfer" not in payloads
    assert business.rows("SELECT street FROM umlauf.customer_address ORDER BY n")[1]["street"] == VIENNA.street


def test_a_parcel_goes_where_the_customer_lives_on_the_day_it_leaves(business: Business) -> None:
    """Moved on the tenth, entered before: what leaves before goes to the old address and keeps it."""
    customer = business.customer()
    before = rent(business, customer, business.product())
    day = today(business) + days(10)
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, Address("Ring 1", "1010", "Wien", "AT"), day))
    after = business.order(customer, business.product(sku="LATER"))
    floor = business.connection(Seat.WAREHOUSE)

    def city(shipment_id: object) -> str:
        row = floor.read_one("SELECT city FROM umlauf.shipment_address WHERE shipment_id = %(id)s", id=shipment_id)
        assert row is not None
        return str(row["city"])

    assert [city(each) for each in (before.order.shipment_id, after.shipment_id)] == ["Berlin", "Berlin"]
    business.pass_days(12)
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.reach_today()
    hands.close()
    assert [city(each) for each in (before.order.shipment_id, after.shipment_id)] == ["Berlin", "Wien"]
