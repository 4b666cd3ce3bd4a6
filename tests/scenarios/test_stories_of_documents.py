"""A month of documents of every kind, from the first parcel to the paper in the archive: each is what the books say,
each e-invoice is valid before two judges, and the accountant's file adds up to all of it."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import facturx
import pikepdf

from domain.application import Seat
from domain.billing.invoice_sheet import DocumentKind, InvoiceSheet
from domain.billing.model import TaxCategory
from domain.bookkeeping.accounts import AccountSettings
from domain.bookkeeping.bookings import balances, batch_of
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.contracts.charge_once import ChargedItem
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, PricesAre
from domain.customers.change_vat_status import ChangeVatStatus
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.ids import ContractLineId, InvoiceId
from domain.money import Money
from reports.einvoice.cii import cii_xml
from reports.einvoice.mapping import e_invoice
from reports.papers import RESOURCES
from reports.texts import load_texts
from storage.queries.papers import invoice_sheet
from storage.repositories.books import waiting_from
from tests.reports.archive_judge import complaints
from tests.reports.einvoice_judge import judged
from tests.reports.samples import BUSINESS
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.test_deposits import settle, with_a_deposit
from tests.storage.test_settlements import opens, pay
from tests.storage.trade import bill, check_books, edit, rent, today

NET = ContractTerms(prices_are=PricesAre.NET)


def company(business: Business, name: str, address: Address) -> CustomerRegistered:
    personal = PersonalData("Eva", "Lang", name, email="rechnung@example.org", address=address)
    registered: CustomerRegistered = business.do(Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.COMPANY))
    return registered


def sheets(business: Business) -> list[InvoiceSheet]:
    database = business.connection(Seat.BACKOFFICE)
    rows = business.rows("SELECT id FROM umlauf.invoice ORDER BY series, series_number")
    return [invoice_sheet(database, InvoiceId(row["id"])) for row in rows]


def test_every_document_of_a_month_is_what_the_books_say(business: Business) -> None:
    """A consumer with a deposit that goes back and a balance that is used; a workshop in Berlin with net prices and
    two rates; a cooperative in Vienna whose tax is its own; and somebody in Zurich who buys."""
    contract_id, deposit = with_a_deposit(business)
    workshop = company(business, "Werkstatt Süd GmbH", Address("Ring 1", "10115", "Berlin"))
    tool = business.product("Ständer", sku="ST", price="40.00", terms=NET, transit_days=0)
    book = business.product(
        "Fachbuch", sku="FB", price="17.76", kind=LineKind.SALE, vat="reduced",
        terms=NET, transit_days=0,
    )  # fmt: skip
    rent(business, workshop, tool, book)
    vienna = company(business, "Wiener Lastenrad Genossenschaft", Address("Gasse 1", "1060", "Wien", "AT"))
    checked = ChangeVatStatus(vienna.customer_id, CustomerKind.COMPANY, "ATU12345678", checked_on=today(business))
    business.do(Seat.BACKOFFICE, checked)
    cargo = business.product("Lastenrad", sku="LR", price="149.00", means_of_transport=True, transit_days=0)
    rent(business, vienna, cargo)
    pay(business, "R-2026-000001", "99.00", keeps_rest=True)
    business.pass_days(28)
    bill(business)
    business.pass_days(10)
    edit(business, contract_id, lambda contract: contract.ended(today(business)))
    settle(business, contract_id, deposit, ChargedItem(ContractLineId(uuid4()), "Display", Money.of("35.00")))
    bill(business)
    check_books(business)
    found = sheets(business)
    assert {sheet.kind for sheet in found} == set(DocumentKind)
    categories = {group.category for sheet in found for group in sheet.vat_groups}
    assert categories == {TaxCategory.STANDARD, TaxCategory.REVERSE_CHARGE, TaxCategory.OUTSIDE}
    assert {rate for sheet in found for rate in (group.rate for group in sheet.vat_groups)} == {19, 7, 0}
    assert any(sheet.set_offs for sheet in found), "what was paid too much is used"
    for sheet in found:
        xml = cii_xml(e_invoice(sheet, BUSINESS, load_texts(RESOURCES / "locale", sheet.language)))
        assert judged(xml).is_valid, (sheet.number, judged(xml))
    assert {sheet.customer_number for sheet in found if sheet.is_e_invoice} == {workshop.number, vienna.number}
    _papers_are_made(business, workshop, vienna)
    _the_accountant_gets_it_all(business)


def _papers_are_made(business: Business, workshop: CustomerRegistered, vienna: CustomerRegistered) -> None:
    """The house has no VAT ID yet: reverse charge could be no e-invoice, so Vienna has the paper alone."""
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    for row in business.rows("SELECT DISTINCT batch_id FROM umlauf.outbox WHERE kind = 'invoice'"):
        hands.make_papers(row["batch_id"])
    hands.close()
    papers = business.rows(
        "SELECT c.number AS customer, d.content FROM umlauf.document d JOIN umlauf.invoice i ON i.id = d.subject_id"
        " JOIN umlauf.customer c ON c.id = i.customer_id WHERE d.kind = 'invoice'"
    )
    assert len(papers) == len(sheets(business))
    for row in papers:
        has_file = row["customer"] == workshop.number
        assert complaints(row["content"], with_file=has_file) == []
        if has_file:
            assert judged(facturx.get_xml_from_pdf(row["content"], check_schematron=False)[1]).is_valid
        else:
            with pikepdf.open(BytesIO(row["content"])) as document:
                assert not document.attachments
    assert vienna.number in {row["customer"] for row in papers}


def _the_accountant_gets_it_all(business: Business) -> None:
    settings = AccountSettings(adviser=29098, client=55003)
    business.do(Seat.OWNER, ChangeAccountSettings(0, settings))
    waiting = waiting_from(business.connection(Seat.BACKOFFICE).read, date(2026, 1, 1), date(2026, 12, 31))
    batch = batch_of(waiting, settings)
    assert batch.left_out == ()
    found = balances(batch.bookings)
    notes = business.rows("SELECT number FROM umlauf.invoice WHERE kind = 'credit_note'")
    owed = sum(-left if {"number": number} in notes else left for number, left in opens(business).items())
    assert sum(minor for account, minor in found.items() if account > 9_999) == owed
    assert found[1732] == 0, "the deposit came and went"
    assert found[8400] == -sum(
        group.net.minor + group.vat.minor if sheet.kind is DocumentKind.INVOICE else -group.net.minor - group.vat.minor
        for sheet in sheets(business)
        for group in sheet.vat_groups
        if group.rate == 19
    )
