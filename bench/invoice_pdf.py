"""An invoice PDF, from sheet to bytes, against a bare one-page reportlab PDF that embeds one of the same faces."""

import json
import resource
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportlab.pdfgen.canvas import Canvas  # noqa: E402 - the path comes first when run as a script

from domain.billing.invoice_sheet import (  # noqa: E402 - as above
    DocumentKind,
    InvoiceSheet,
    InvoiceSheetLine,
    Payment,
    VatGroup,
)
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason  # noqa: E402 - as above
from domain.business import BankAccount, Business, Recipient  # noqa: E402 - as above
from domain.contracts.terms import PricesAre  # noqa: E402 - as above
from domain.customers.model import Address  # noqa: E402 - as above
from domain.money import EUR, Money  # noqa: E402 - as above
from reports.layouts.fonts import Face  # noqa: E402 - as above
from reports.papers import Papers  # noqa: E402 - as above

BUDGET = 6.0
ROUNDS = 40


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
    ours: list[float] = []
    floor: list[float] = []
    for number in range(1, ROUNDS + 1):
        start = perf_counter()
        papers.invoice(sheet(number))
        between = perf_counter()
        bare_page(number)
        ours.append(between - start)
        floor.append(perf_counter() - between)
    result = {
        "figure": "invoice_pdf",
        "n": ROUNDS,
        "seconds": round(median(ours), 5),
        "floor_seconds": round(median(floor), 5),
        "ratio": round(median(ours) / median(floor), 2),
        "budget": BUDGET,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
