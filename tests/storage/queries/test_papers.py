"""An invoice's sheet says what was issued, and stays as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.billing.bill_customers import BillCustomers
from domain.billing.invoice_sheet import DocumentKind, LineReference, Note, Payment
from domain.billing.model import Reason
from domain.business import Recipient
from domain.contracts.model import LineKind
from domain.contracts.payment import PaymentMethod
from domain.customers.model import Address
from domain.ids import InvoiceId
from domain.money import Money
from domain.returns.take_back_asset import TakeBackAsset
from domain.views.office import UnknownInvoice
from reports.documents.invoice_sentences import payment_sentences
from reports.papers import RESOURCES
from reports.texts import load_texts
from storage.queries.papers import invoice_sheet, recipient_from
from tests.storage.business import Business
from tests.storage.payment_story import billed, collecting, payer, plan
from tests.storage.queries.office import START, send


def sheets(business: Business) -> list[InvoiceId]:
    return [InvoiceId(row["id"]) for row in business.rows("SELECT id FROM umlauf.invoice ORDER BY id")]


def test_the_first_invoice_says_everything_the_paper_needs(business: Business) -> None:
    bike, lock = business.product(), business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK")
    bikes, locks = business.receive(bike, "SN-1"), business.receive(lock)
    placed = business.order(business.customer(), bike, lock)
    send(business, placed, bikes, locks)
    sheet = invoice_sheet(business.connection(Seat.WORKER), sheets(business)[0])
    assert (sheet.number, sheet.kind) == ("R-2026-000001", DocumentKind.INVOICE)
    assert (sheet.issued_on, sheet.due_on) == (START, START + timedelta(days=16)), "the 14th is a Saturday"
    assert sheet.recipient == Recipient("Jonas Brückner", "", Address("Kastanienallee 12", "10435", "Berlin"))
    assert (sheet.contracts, sheet.orders) == ((placed.contract_number,), (placed.order_number,))
    rented, sold = sheet.lines
    assert (rented.first_day, rented.last_day, rented.gross) == (date(2026, 2, 2), date(2026, 3, 1), Money.of("79.00"))
    assert (rented.detail, sold.detail) == (f"{bikes.codes[0]} · SN-1", locks.codes[0])
    assert (sold.first_day, sold.reason, sold.quantity) == (None, Reason.SALE, Decimal(1))
    assert sum(line.net.minor for line in sheet.lines) == sheet.net.minor
    assert [(group.rate, group.vat) for group in sheet.vat_groups] == [(Decimal(19), sheet.vat)]
    assert sheet.gross == Money.of("128.00") == sheet.net + sheet.vat
    assert sheet.notes == (Note.FIRST_INVOICE,)


def test_a_credit_note_names_what_it_corrects_and_asks_for_no_money(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    send(business, business.order(customer, bike), things)
    business.pass_days(10)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED))
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), START + timedelta(days=10)))
    sheet = invoice_sheet(business.connection(Seat.BACKOFFICE), sheets(business)[1])
    assert (sheet.kind, sheet.corrects, sheet.due_on) == (DocumentKind.CREDIT_NOTE, "R-2026-000001", None)
    (line,) = sheet.lines
    assert line.corrects == LineReference("R-2026-000001", 1)
    assert (line.days, line.of_days) == (19, 28)
    assert sheet.gross == line.gross == Money.of("79.00").share(19, 28)


def test_three_missed_months_are_called_a_catch_up(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    send(business, business.order(customer, bike), things)
    business.pass_days(95)
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), START + timedelta(days=95)))
    sheet = invoice_sheet(business.connection(Seat.WORKER), sheets(business)[1])
    assert (len(sheet.lines), sheet.notes) == (3, (Note.CATCH_UP,))


def test_an_unknown_invoice_is_refused(business: Business) -> None:
    with pytest.raises(UnknownInvoice):
        invoice_sheet(business.connection(Seat.WORKER), InvoiceId(business.customer().customer_id))


def test_an_erased_recipient_leaves_blanks() -> None:
    assert recipient_from({}) == Recipient("", "", Address("", "", "", ""))


def test_an_invoice_says_under_which_mandate_it_is_collected_and_when(business: Business) -> None:
    collecting(business)
    who = payer(business, PaymentMethod.DIRECT_DEBIT)
    invoice = billed(business, who)
    read = business.connection(Seat.WORKER)
    foretold = invoice_sheet(read, invoice)
    assert (foretold.payment, foretold.debit) != (Payment.DEBIT_AGREED, None)
    [attempt] = plan(business, invoice)
    [row] = business.rows("SELECT collect_on FROM umlauf.payment_attempt WHERE id = %(id)s", id=attempt)
    [mandate] = business.rows("SELECT reference, creditor_id FROM umlauf.mandate")
    sheet = invoice_sheet(business.connection(Seat.WORKER), invoice)
    assert sheet.debit is not None
    assert (sheet.payment, sheet.debit.mandate, sheet.debit.creditor_id, sheet.debit.on) == (
        Payment.DIRECT_DEBIT,
        mandate["reference"],
        mandate["creditor_id"],
        row["collect_on"],
    )
    assert foretold == sheet, "what is planned is what was said"
    words = payment_sentences(sheet, load_texts(RESOURCES / "locale", "de"))
    assert mandate["reference"] in words[0]
    assert "Gläubiger-Identifikationsnummer" in words[0]


def test_an_invoice_names_the_last_digits_of_the_card(business: Business) -> None:
    collecting(business)
    invoice = billed(business, payer(business))
    sheet = invoice_sheet(business.connection(Seat.WORKER), invoice)
    assert (sheet.payment, sheet.card_digits) == (Payment.CARD, "4242")
