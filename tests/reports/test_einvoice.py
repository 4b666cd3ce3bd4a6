"""E-invoices before two judges, and against what the paper says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from lxml import etree

from domain.billing.e_invoice import Lack, gets_e_invoice, lacking
from domain.billing.invoice_sheet import DirectDebit, InvoiceSheet, Payment, SetOffLine
from domain.billing.model import Reason
from domain.billing.settlement import EntryKind
from domain.business import Business
from domain.money import Money
from reports.einvoice.cii import cii_xml
from reports.einvoice.mapping import e_invoice
from reports.papers import RESOURCES
from reports.texts import load_texts
from tests.reports.einvoice_judge import judged
from tests.reports.samples import (
    BUSINESS,
    REDUCED,
    VIENNA,
    credit_note,
    invoice,
    line,
    long_invoice,
    reverse_charge_invoice,
    short_invoice,
    swiss_invoice,
)
from tests.reports.sheets import DEPOSIT, G, K, O, sheets

_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


def xml(sheet: InvoiceSheet, business: Business = BUSINESS) -> bytes:
    return cii_xml(e_invoice(sheet, business, load_texts(RESOURCES / "locale", sheet.language)))


def values(document: bytes, *path: str) -> list[str]:
    """The texts of all elements at the end of this path, wherever it begins."""
    found = etree.fromstring(document).iter(f"{_RAM}{path[0]}")
    for name in path[1:]:
        found = (child for element in found for child in element.iter(f"{_RAM}{name}") if child is not element)
    return ["".join(element.itertext()) for element in found]


SAMPLES: list[Callable[[], InvoiceSheet]] = [
    short_invoice, long_invoice, reverse_charge_invoice, swiss_invoice, credit_note,
    lambda: invoice([line(1, "Bike", "1200.00", tax=K)], recipient=VIENNA, customer_vat_id="ATU12345678"),
    lambda: invoice([line(1, "Bike", "1200.00", tax=G)]),
    lambda: invoice([line(1, "Miete", "99.00", tax=O)]),
    lambda: invoice([line(1, "Kaution", "200.00", tax=DEPOSIT, reason=Reason.DEPOSIT, period=None)]),
    lambda: invoice([line(1, "Gratismonat", "0.00")], due_on=None),
    lambda: invoice([line(1, "Rad", "79.00"), line(2, "a", "-12.00", tax=REDUCED), line(3, "b", "12.00", tax=REDUCED)]),
]  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_invoice_passes_both_judges(sample: Callable[[], InvoiceSheet], language: str) -> None:
    sheet = replace(sample(), language=language)
    assert lacking(sheet, BUSINESS) == ()
    assert judged(xml(sheet)).is_valid, judged(xml(sheet))


@settings(max_examples=60)
@given(sheets())
def test_whatever_the_engine_writes_passes_both_judges(sheet: InvoiceSheet) -> None:
    if lacking(sheet, BUSINESS):
        return
    document = xml(sheet)
    verdict = judged(document)
    assert verdict.is_valid, verdict
    due = Decimal(values(document, "DuePayableAmount")[0])
    assert Decimal(values(document, "GrandTotalAmount")[0]) == sheet.gross.decimal()
    if sheet.corrects is None and sheet.payment is not Payment.PAID:
        assert due == sheet.to_pay.decimal(), "the machine pays what the person reads"


FAULTS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a line is changed", lambda b: b.replace(b"LineTotalAmount>66.39<", b"LineTotalAmount>66.40<")),
    ("VAT is changed", lambda b: b.replace(b"CalculatedAmount>21.18<", b"CalculatedAmount>22.18<")),
    ("the total is changed", lambda b: b.replace(b"GrandTotalAmount>139.55<", b"GrandTotalAmount>139.56<")),
    ("what is due is changed", lambda b: b.replace(b"DuePayableAmount>139.55<", b"DuePayableAmount>1.00<")),
    ("no number", lambda b: b.replace(b"<ram:ID>R-2026-004411</ram:ID>", b"<ram:ID></ram:ID>")),
    ("no such currency", lambda b: b.replace(b"EUR", b"EUX")),
    ("no such country", lambda b: b.replace(b"CountryID>DE<", b"CountryID>XX<")),
    ("no such document", lambda b: b.replace(b"TypeCode>380<", b"TypeCode>999<")),
    ("a negative price", lambda b: b.replace(b"ChargeAmount>66.39<", b"ChargeAmount>-66.39<")),
    ("another category", lambda b: b.replace(b"CategoryCode>E<", b"CategoryCode>AE<")),
    ("a day that is none", lambda b: b.replace(b">20261101<", b">20261141<")),
    ("an element in the wrong place", lambda b: b.replace(b"ram:TypeCode>VAT", b"ram:Wrong>VAT", 1)),
    ("no IBAN", lambda b: b.replace(b"DE02120300000000202051", b"")),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "planted"), FAULTS, ids=[fault for fault, _ in FAULTS])
def test_the_judges_find_what_is_planted(fault: str, planted: Callable[[bytes], bytes]) -> None:
    good = xml(short_invoice())
    bad = planted(good)
    assert bad != good, "nothing was planted"
    try:
        assert not judged(bad).is_valid, fault
    except etree.XMLSyntaxError:
        assert fault == "an element in the wrong place"


def test_net_lines_of_a_gross_plan_are_the_posted_ones() -> None:
    document = xml(short_invoice())
    assert values(document, "LineTotalAmount") == ["66.39", "3.90", "6.90", "41.18", "118.37"]
    assert values(document, "TaxTotalAmount") == ["21.18"]
    assert "12 von 31 Tagen" in values(document, "Description")[1]
    assert values(document, "BillingSpecifiedPeriod", "StartDateTime")[1] == "20261119"


def test_a_discount_of_one_line_and_one_that_lines_share() -> None:
    rented = replace(line(1, "Rad", "79.00", price="100.00"), discount=Money.of("21.00"))
    shared = line(2, "10 %", "-7.90", reason=Reason.DISCOUNT)
    document = xml(invoice([rented, shared]))
    assert judged(document).is_valid
    assert values(document, "NetPriceProductTradePrice", "ChargeAmount") == ["100"]
    assert values(document, "ActualAmount") == ["21.00", "7.90"]
    assert values(document, "AllowanceTotalAmount") == ["7.90"]
    assert values(document, "TaxBasisTotalAmount") == ["71.10"]


def test_a_credit_on_an_invoice_is_a_negative_quantity_and_names_what_it_corrects() -> None:
    document = xml(long_invoice())
    assert "-1" in values(document, "BilledQuantity")
    assert values(document, "InvoiceReferencedDocument") == ["R-2026-000012"]


def test_a_credit_note_is_positive_and_names_the_invoice() -> None:
    document = xml(credit_note())
    assert values(document, "InvoiceReferencedDocument") == ["R-2026-004411"]
    assert values(document, "BilledQuantity") == ["1"]
    assert "<ram:TypeCode>381</ram:TypeCode>" in document.decode()


def test_what_was_set_off_is_paid_already() -> None:
    sheet = replace(short_invoice(), set_offs=(SetOffLine(EntryKind.USED, Money.of("100.00"), "RK-2026-000003"),))
    document = xml(sheet)
    assert values(document, "TotalPrepaidAmount") == ["100.00"]
    assert values(document, "DuePayableAmount") == ["39.55"]
    assert judged(document).is_valid


def test_a_direct_debit_names_mandate_creditor_and_account() -> None:
    debit = DirectDebit("M-217-1", "DE98ZZZ09999999999", "DE02120300000000202051")
    document = xml(replace(short_invoice(), payment=Payment.DIRECT_DEBIT, debit=debit))
    assert values(document, "DirectDebitMandateID") == ["M-217-1"]
    assert values(document, "CreditorReferenceID") == ["DE98ZZZ09999999999"]
    assert values(document, "PayerPartyDebtorFinancialAccount") == ["DE02120300000000202051"]
    assert judged(document).is_valid


@pytest.mark.parametrize("payment", list(Payment))
def test_every_way_to_pay_is_said_in_a_code(payment: Payment) -> None:
    document = xml(replace(short_invoice(), payment=payment))
    assert judged(document).is_valid
    codes = values(document, "SpecifiedTradeSettlementPaymentMeans", "TypeCode")
    expected = {
        Payment.TRANSFER: ["58"], Payment.CARD: ["48"], Payment.CASH: ["10"], Payment.WALLET: ["68"], Payment.PAID: []
    }  # fmt: skip
    assert codes == expected.get(payment, ["ZZZ"]), "nobody can collect without a mandate"


def test_a_house_without_vat_id_still_names_itself_on_a_deposit() -> None:
    small = Business("Rad & Tat", BUSINESS.address, tax_number="37/456/12345")
    sheet = invoice([line(1, "Kaution", "200.00", tax=DEPOSIT, period=None)])
    assert judged(xml(sheet, small)).is_valid
    assert judged(xml(short_invoice(), small)).is_valid


@pytest.mark.parametrize(
    ("sheet", "business", "lacks"),
    [
        (short_invoice(), replace(BUSINESS, vat_id="", tax_number=""), (Lack.SELLER_TAX_NUMBER,)),
        (reverse_charge_invoice(), replace(BUSINESS, vat_id=""), (Lack.SELLER_VAT_ID,)),
        (replace(reverse_charge_invoice(), customer_vat_id=""), BUSINESS, (Lack.BUYER_VAT_ID,)),
        (invoice([line(1, "x", "1.00", tax=O)]), Business("Ohne", BUSINESS.address), (Lack.SELLER_REGISTER,)),
    ],
)
def test_what_is_lacking_is_named_before_anything_is_written(
    sheet: InvoiceSheet, business: Business, lacks: tuple[Lack, ...]
) -> None:
    assert lacking(sheet, business) == lacks


def test_companies_always_and_consumers_by_the_owners_word() -> None:
    assert gets_e_invoice(is_company=True, also_consumers=False)
    assert not gets_e_invoice(is_company=False, also_consumers=False)
    assert gets_e_invoice(is_company=False, also_consumers=True)


def test_the_language_is_the_customers() -> None:
    assert "Service period" not in xml(short_invoice()).decode()
    assert "Please transfer" in xml(replace(short_invoice(), language="en", due_on=date(2026, 11, 15))).decode()
