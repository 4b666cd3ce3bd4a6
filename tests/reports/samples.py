"""Sheets as the business would hand them over: a short one, a long one, and awkward ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label
from domain.assets.passport_sheet import PassportEvent, PassportSheet
from domain.assets.status import Condition, Grade, Kind, Readiness, Status
from domain.billing.invoice_sheet import (
    DocumentKind,
    InvoiceSheet,
    InvoiceSheetLine,
    LineReference,
    Note,
    Payment,
    VatGroup,
)
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.business import BankAccount, Business, Recipient
from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.money import EUR, Currency, Money, total
from domain.orders.model import Treatment
from domain.shipping.delivery_sheet import DeliverySheet, DeliverySheetLine

STANDARD = Tax(TaxCategory.STANDARD, Decimal(19), "DE", TaxReason.SELLER_COUNTRY)
REDUCED = Tax(TaxCategory.STANDARD, Decimal(7), "DE", TaxReason.SELLER_COUNTRY)
EXEMPT = Tax(TaxCategory.EXEMPT, Decimal(0), "DE", TaxReason.EXEMPT)
REVERSE = Tax(TaxCategory.REVERSE_CHARGE, Decimal(0), "AT", TaxReason.REVERSE_CHARGE)

BUSINESS = Business(
    name="Radwerk Berlin GmbH",
    address=Address("Prenzlauer Allee 242", "10405", "Berlin"),
    tax_number="37/456/12345",
    vat_id="DE123456789",
    register="Amtsgericht Charlottenburg, HRB 123456 B",
    represented_by=("Anneliese Groß", "Jürgen Öztürk"),
    phone="+49 30 1234567",
    email="post@radwerk.example",
    website="radwerk.example",
    bank=BankAccount("Radwerk Berlin GmbH", "DE02120300000000202051", "BYLADEM1001", "Deutsche Kreditbank Berlin"),
)

JUERGEN = Recipient("Jürgen Müller-Lüdenscheidt", "", Address("Schönhauser Allee 7", "10119", "Berlin"))
VIENNA = Recipient(
    "Zoë Šimečková", "Wiener Lastenrad Genossenschaft", Address("Mariahilfer Straße 1", "1060", "Wien", "AT")
)
LONDON = Recipient("Siân Ó Briain", "", Address("12 Brick Lane", "E1 6RF", "London", "GB"))


def logo() -> bytes:
    """A plain mark, as a shop would upload it."""
    image = Image.new("RGBA", (900, 240), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 20, 210, 220), outline=(59, 91, 219, 255), width=22)
    draw.ellipse((330, 20, 530, 220), outline=(59, 91, 219, 255), width=22)
    draw.line((110, 120, 250, 30, 430, 120), fill=(23, 26, 31, 255), width=20)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def line(
    position: int,
    title: str,
    net: str,
    *,
    tax: Tax = STANDARD,
    reason: Reason = Reason.RECURRING,
    period: tuple[date, date] | None = (date(2026, 11, 1), date(2026, 11, 30)),
    days: tuple[int, int] = (30, 30),
    gross: str | None = None,
    contract: str = "CT-000311-7",
    detail: str = "",
    price: str | None = None,
    quantity: str = "1",
    corrects: LineReference | None = None,
    currency: Currency = EUR,
) -> InvoiceSheetLine:
    first, last = period or (None, None)
    return InvoiceSheetLine(
        position=position,
        title=title,
        contract=contract,
        detail=detail,
        reason=reason,
        first_day=first,
        last_day=last,
        days=days[0],
        of_days=days[1],
        quantity=Decimal(quantity),
        unit_price=Money.of(price or gross or net, currency),
        net=Money.of(net, currency),
        gross=None if gross is None else Money.of(gross, currency),
        tax=tax,
        corrects=corrects,
    )


def invoice(lines: Sequence[InvoiceSheetLine], **changes: object) -> InvoiceSheet:
    """A sheet around the lines: VAT groups and totals are worked out from their nets."""
    currency = lines[0].net.currency
    taxes = list(dict.fromkeys(one.tax for one in lines))
    groups = []
    for tax in taxes:
        net = total((one.net for one in lines if one.tax == tax), currency)
        groups.append(VatGroup(tax.category, tax.rate, tax.reason, net, net.times(tax.rate / 100)))
    net, vat = total((g.net for g in groups), currency), total((g.vat for g in groups), currency)
    sheet = InvoiceSheet(
        number="R-2026-004411",
        kind=DocumentKind.INVOICE,
        issued_on=date(2026, 11, 1),
        due_on=date(2026, 11, 15),
        customer_number="CU-000217-2",
        customer_vat_id="",
        recipient=JUERGEN,
        language="de",
        currency=currency,
        prices_are=PricesAre.NET if lines[0].gross is None else PricesAre.GROSS,
        payment=Payment.TRANSFER,
        lines=tuple(lines),
        vat_groups=tuple(groups),
        net=net,
        vat=vat,
        gross=net + vat,
        contracts=tuple(dict.fromkeys(one.contract for one in lines if one.contract)),
        orders=("OR-000198-K",),
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]  # the tests name fields of InvoiceSheet


def short_invoice() -> InvoiceSheet:
    return invoice(
        [
            line(1, "E-Bike Kiez 3 · M", "66.39", gross="79.00", detail="RB-000214-X · SN WTU 0815-4711"),
            line(
                2,
                "Kindersitz Maxi",
                "3.90",
                gross="4.65",
                price="12.00",
                reason=Reason.PART_PERIOD,
                period=(date(2026, 11, 19), date(2026, 11, 30)),
                days=(12, 31),
                detail="KS-000071-4",
            ),
            line(3, "Diebstahlschutz", "6.90", gross="6.90", tax=EXEMPT),
            line(4, "Bügelschloss Granit", "41.18", gross="49.00", reason=Reason.SALE, period=None),
        ],
        net=Money.of("118.37"),
        vat=Money.of("21.18"),
        gross=Money.of("139.55"),
        notes=(Note.FIRST_INVOICE,),
    )


def long_invoice() -> InvoiceSheet:
    """60 lines under three contracts, with an endless name, credits and free periods."""
    endless = (
        "Lastenrad „Spreewölfin“ Performance Line Cargo mit Regenverdeck, Sitzbank für vier Kinder, "
        "Bordnetzbeleuchtung, Feststellbremse und Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
        "gesellschaftsanhängerkupplung"
    )
    lines = []
    for position in range(1, 61):
        contract = ("CT-000311-7", "CT-000312-B", "CT-000400-M")[(position - 1) // 20]
        if position % 9 == 0:
            lines.append(line(position, endless, "129.90", contract=contract, detail="LR-000099-2", tax=STANDARD))
        elif position % 7 == 0:
            lines.append(
                line(
                    position,
                    "E-Bike Kiez 3 · L",
                    "-23.45",
                    contract=contract,
                    price="79.00",
                    reason=Reason.END_CREDIT,
                    period=(date(2026, 10, 22), date(2026, 10, 31)),
                    days=(10, 31),
                    corrects=LineReference("R-2026-000012", 2),
                )
            )
        elif position % 11 == 0:
            lines.append(line(position, "Probemonat Service-Paket", "0.00", contract=contract))
        elif position % 5 == 0:
            lines.append(line(position, "Fachbuch Radreise", "17.76", contract=contract, tax=REDUCED, quantity="2.5"))
        else:
            detail = f"RB-{position:06d}-A · SN 4711-{position:04d}"
            lines.append(line(position, "E-Bike Kiez 3 · M", "66.39", contract=contract, detail=detail))
    return invoice(
        lines, contracts=("CT-000311-7", "CT-000312-B", "CT-000400-M", "CT-000401-X"), notes=(Note.CATCH_UP,)
    )


def reverse_charge_invoice() -> InvoiceSheet:
    return invoice(
        [line(1, "Cargo bike „Spreewölfin“", "1249.00", tax=REVERSE, detail="LR-000099-2")],
        recipient=VIENNA,
        customer_vat_id="ATU12345678",
        language="en",
        payment=Payment.DIRECT_DEBIT,
    )


def swiss_invoice() -> InvoiceSheet:
    chf = Currency("CHF")
    tax = Tax(TaxCategory.STANDARD, Decimal("8.1"), "CH", TaxReason.CUSTOMER_COUNTRY)
    return invoice([line(1, "E-bike", "1234567.89", tax=tax, currency=chf)], recipient=LONDON, language="en")


def credit_note() -> InvoiceSheet:
    return invoice(
        [
            line(
                1,
                "E-Bike Kiez 3 · M",
                "42.83",
                gross="50.97",
                price="79.00",
                reason=Reason.END_CREDIT,
                period=(date(2026, 11, 11), date(2026, 11, 30)),
                days=(20, 31),
                corrects=LineReference("R-2026-004411", 1),
            )
        ],
        number="R-2026-004412",
        kind=DocumentKind.CREDIT_NOTE,
        due_on=None,
        corrects="R-2026-004411",
        net=Money.of("42.83"),
        vat=Money.of("8.14"),
        gross=Money.of("50.97"),
    )


def delivery(lines: int = 3) -> DeliverySheet:
    made = [
        DeliverySheetLine(
            1,
            "E-Bike Kiez 3 · M",
            Treatment.RENTAL,
            1,
            "RB-000214-X",
            "WTU 0815-4711",
            ("Ladegerät 4 A", "2 Schlüssel"),
        ),
        DeliverySheetLine(2, "Kindersitz Maxi", Treatment.RENTAL, 1, "KS-000071-4"),
        DeliverySheetLine(3, "Bügelschloss Granit X-Plus 540 mit Halter", Treatment.SALE, 2),
    ]
    for position in range(4, lines + 1):
        code, serial = format_code("RB", position), f"WTU 0815-{position:04d}"
        made.append(DeliverySheetLine(position, "E-Bike Kiez 3 · L", Treatment.RENTAL, 1, code, serial, ("Ladegerät",)))
    return DeliverySheet(
        number=format_code("SH", 87),
        order_number=format_code("OR", 198),
        contract_number=format_code("CT", 311),
        customer_number=format_code("CU", 217),
        prepared_on=date(2026, 11, 2),
        recipient=JUERGEN,
        language="de",
        lines=tuple(made),
        tracking="00340434161094042557",
    )


def passport(events: int = 9, *, with_money: bool = True) -> PassportSheet:
    start = datetime(2025, 3, 1, 7, 30, tzinfo=UTC)
    pattern: list[tuple[Kind, dict[str, object]]] = [
        (Kind.RECEIVED, {"place": "Regal A-12", "person": "Mehmet Yılmaz"}),
        (Kind.LABELLED, {"person": "Mehmet Yılmaz"}),
        (Kind.RESERVED, {"person": "Anna Groß", "reference": "SH-000087-?", "contract": "CT-000311-7"}),
        (Kind.PACKED, {"person": "Anna Groß", "reference": "SH-000087-?"}),
        (Kind.SHIPPED, {"person": "Anna Groß", "customer": "Jürgen Müller-Lüdenscheidt", "contract": "CT-000311-7"}),
        (Kind.TAKEN_BACK, {"condition": Condition.DAMAGED_REPAIRABLE, "grade": Grade.C, "place": "Rückgabe 1"}),
        (Kind.SENT_TO_REPAIR, {}),
        (Kind.REPAIR_STARTED, {"person": "Olga Köhler", "place": "Werkstatt"}),
        (Kind.REPAIR_PASSED, {"person": "Olga Köhler", "minutes": 25, "grade": Grade.B, "cost": Money.of("14.20")}),
        (Kind.NOTED, {"claimed": Kind.HANDED_OVER, "reason": "Zweite Übergabe ohne Netz gemeldet"}),
        (Kind.UNDONE, {"undoes": 9, "person": "Olga Köhler"}),
    ]
    made = []
    for seq in range(1, events + 1):
        kind, facts = pattern[(seq - 1) % len(pattern)]
        made.append(PassportEvent(seq, kind, start + timedelta(days=9 * seq, hours=seq % 7), **facts))  # type: ignore[arg-type]  # fields of PassportEvent
    return PassportSheet(
        code=format_code("RB", 214),
        title="E-Bike Kiez 3",
        variant="Größe M, nachtblau",
        serial="WTU 0815-4711",
        status=Status.IN_STOCK,
        readiness=Readiness.READY,
        condition=Condition.USED,
        grade=Grade.B,
        place="Regal A-12",
        holder=None,
        as_of=date(2026, 11, 22),
        events=tuple(made),
        revenue=Money.of("1422.00") if with_money else None,
        repair_cost=Money.of("88.40") if with_money else None,
        days_rented=541 if with_money else None,
    )


LABELS = (
    Label(format_code("RB", 214), "E-Bike Kiez 3", "M · nachtblau", "WTU 0815-4711"),
    Label(format_code("LR", 987654321), "Lastenrad Spreewölfin Performance Line mit Regenverdeck", "XL", "0O1Il-8B-5S"),
    Label(format_code("PL", 12), "Regal A-12"),
)
