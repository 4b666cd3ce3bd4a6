"""An invoice as PDF/A with its e-invoice inside, from sheet to bytes, against a bare one-page reportlab PDF that embeds
one of the same faces."""

import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportlab.pdfgen.canvas import Canvas

from bench.house.figure import chosen, report, side_by_side
from domain.billing.invoice_sheet import (
    DocumentKind,
    InvoiceSheet,
    InvoiceSheetLine,
    Payment,
    VatGroup,
)
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.business import BankAccount, Business, Recipient
from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.money import EUR, Money
from reports.layouts.fonts import Face
from reports.papers import Papers

BUDGET = 6.0


def sheet(number: int) -> InvoiceSheet:
    """An ordinary monthly invoice of three lines."""
    tax = Tax(TaxCategory.STANDARD, Decimal(19), "DE", TaxReason.SELLER_COUNTRY)
    lines = tuple(
        InvoiceSheetLine(
            position=position,
            title=title,
            contract="CT-000311-7",
            detail=f"RB-{number:06d}-X",
            reason=Reason.RECURRING,
            first_day=date(2026, 11, 1),
            last_day=date(2026, 11, 30),
            days=30,
            of_days=30,
            quantity=Decimal(1),
            unit_price=Money(7900),
            net=Money(7900),
            gross=None,
            tax=tax,
        )
        for position, title in enumerate(("E-Bike Kiez 3 · M", "Kindersitz Maxi", "Diebstahlschutz"), start=1)
    )
    return InvoiceSheet(
        number=f"R-2026-{number:06d}",
        kind=DocumentKind.INVOICE,
        issued_on=date(2026, 11, 1),
        due_on=date(2026, 11, 15),
        customer_number="CU-000217-2",
        customer_vat_id="",
        recipient=Recipient("Jürgen Müller", "", Address("Schönhauser Allee 7", "10119", "Berlin")),
        language="de",
        currency=EUR,
        prices_are=PricesAre.NET,
        payment=Payment.TRANSFER,
        lines=lines,
        vat_groups=(VatGroup(tax.category, tax.rate, tax.reason, Money(23700), Money(4503)),),
        net=Money(23700),
        vat=Money(4503),
        gross=Money(28203),
        contracts=("CT-000311-7",),
        is_e_invoice=True,
    )


def bare_page(number: int) -> bytes:
    """The floor: one page with one line of text in an embedded face."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont(Face.REGULAR.value, 10)
    canvas.drawString(72, 720, f"Rechnung R-2026-{number:06d} über 282,03 €")
    canvas.save()
    return buffer.getvalue()


def main() -> None:
    business = Business(
        "Radwerk Berlin GmbH",
        Address("Prenzlauer Allee 242", "10405", "Berlin"),
        vat_id="DE123456789",
        bank=BankAccount("Radwerk Berlin GmbH", "DE02120300000000202051", "BYLADEM1001"),
    )
    papers = Papers(business)
    papers.invoice(sheet(0))
    bare_page(0)
    rounds = chosen(tiny=3, small=20, full=40)
    ours, floor = side_by_side(rounds, lambda n: papers.invoice(sheet(n)), bare_page)
    report("invoice_pdf", rounds, ours, floor, BUDGET)


if __name__ == "__main__":
    main()
