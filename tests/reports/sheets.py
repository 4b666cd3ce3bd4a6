"""Invoices made by chance, of every kind that the engine writes: rounded and grouped by its rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from domain.billing.invoice_sheet import (
    DirectDebit,
    DocumentKind,
    InvoiceSheet,
    InvoiceSheetLine,
    LineReference,
    Note,
    Payment,
    SetOffLine,
    VatGroup,
)
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryKind
from domain.business import Recipient
from domain.contracts.terms import PricesAre
from domain.customers.model import Address
from domain.money import EUR, Currency, Money, half_up, total

S19 = Tax(TaxCategory.STANDARD, Decimal(19), "DE", TaxReason.SELLER_COUNTRY)
S7 = Tax(TaxCategory.STANDARD, Decimal(7), "DE", TaxReason.SELLER_COUNTRY)
E0 = Tax(TaxCategory.EXEMPT, Decimal(0), "DE", TaxReason.EXEMPT)
Z0 = Tax(TaxCategory.ZERO, Decimal(0), "DE", TaxReason.ZERO_RATED)
S20 = Tax(TaxCategory.STANDARD, Decimal(20), "AT", TaxReason.DESTINATION_COUNTRY)
S55 = Tax(TaxCategory.STANDARD, Decimal("5.5"), "FR", TaxReason.CUSTOMER_COUNTRY)
S81 = Tax(TaxCategory.STANDARD, Decimal("8.1"), "CH", TaxReason.SELLER_COUNTRY)
AE = Tax(TaxCategory.REVERSE_CHARGE, Decimal(0), "AT", TaxReason.REVERSE_CHARGE)
K = Tax(TaxCategory.INTRA_COMMUNITY, Decimal(0), "AT", TaxReason.INTRA_COMMUNITY_SUPPLY)
G = Tax(TaxCategory.EXPORT, Decimal(0), "CH", TaxReason.EXPORT)
O = Tax(TaxCategory.OUTSIDE, Decimal(0), "US", TaxReason.OUTSIDE_EU)  # noqa: E741 - the letter of EN 16931
DEPOSIT = Tax(TaxCategory.OUTSIDE, Decimal(0), "DE", TaxReason.DEPOSIT)
LATE = Tax(TaxCategory.OUTSIDE, Decimal(0), "DE", TaxReason.LATE_PAYMENT)
TREATMENTS: tuple[tuple[Tax, ...], ...] = (
    *((S19,), (S19, S7), (S19, E0), (S19, S7, Z0, E0), (S20,), (S55,), (S81,)),
    *((AE,), (K,), (G,), (O,), (DEPOSIT,), (LATE,)),
)
"""What may share a document."""

ABROAD = {"AT": "ATU12345678", "FR": "FR40303265045", "CH": "", "US": "", "DE": ""}
FIRST = date(2026, 1, 1)
NAMES = st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=60)


@st.composite
def sheets(draw: st.DrawFn) -> InvoiceSheet:
    taxes = draw(st.sampled_from(TREATMENTS))
    is_note = draw(st.booleans())
    prices_are = draw(st.sampled_from(PricesAre))
    currency = Currency("CHF") if taxes == (S81,) else EUR
    lines = [draw(_lines(position, taxes, is_note=is_note)) for position in range(1, draw(st.integers(1, 6)) + 1)]
    if not is_note:
        lines = _with_shared_discount(lines, draw(st.integers(0, 30)))
    rounded = as_billed(lines, prices_are, currency)
    assume(all(group.net.minor >= 0 for group in rounded[1]))
    country = taxes[0].country
    sheet = InvoiceSheet(
        number="R-2026-004411",
        kind=DocumentKind.CREDIT_NOTE if is_note else DocumentKind.INVOICE,
        issued_on=draw(st.dates(FIRST, date(2028, 12, 31))),
        due_on=None if is_note else draw(st.none() | st.just(date(2029, 1, 15))),
        customer_number="CU-000217-2",
        customer_vat_id=ABROAD.get(country, ""),
        recipient=Recipient(draw(NAMES), draw(st.just("") | NAMES), Address("Gasse 1", "1010", "Wien", country)),
        language=draw(st.sampled_from(("de", "en"))),
        currency=currency,
        prices_are=prices_are,
        payment=draw(st.sampled_from(Payment)),
        lines=rounded[0],
        vat_groups=rounded[1],
        net=total((group.net for group in rounded[1]), currency),
        vat=total((group.vat for group in rounded[1]), currency),
        gross=total((group.net + group.vat for group in rounded[1]), currency),
        contracts=("CT-000311-7",),
        orders=draw(st.sampled_from(((), ("OR-000198-K",), ("OR-000198-K", "OR-000199-A")))),
        corrects="R-2026-000012" if is_note else None,
        notes=draw(st.sampled_from(((), (Note.FIRST_INVOICE,), (Note.CATCH_UP, Note.LAST_INVOICE)))),
        buyer_reference=draw(st.sampled_from(("", "Kst. 4711"))),
        is_e_invoice=True,
    )
    return _paid(draw, sheet)


def as_billed(
    lines: Sequence[InvoiceSheetLine], prices_are: PricesAre, currency: Currency
) -> tuple[tuple[InvoiceSheetLine, ...], tuple[VatGroup, ...]]:
    """The lines, whose `net` is the amount agreed so far, with net and VAT rounded once a group."""
    found: dict[int, InvoiceSheetLine] = {}
    groups = []
    for tax in dict.fromkeys(line.tax for line in lines):
        members = [line for line in lines if line.tax == tax]
        agreed = [line.net.minor for line in members]
        if prices_are is PricesAre.NET:
            net, nets = sum(agreed), agreed
            vat = half_up(net * tax.rate / 100)
        else:
            net = half_up(Decimal(sum(agreed)) * 100 / (100 + tax.rate))
            vat = sum(agreed) - net
            nets = [half_up(Decimal(each) * 100 / (100 + tax.rate)) for each in agreed]
            nets[0] += net - sum(nets)
        groups.append(VatGroup(tax.category, tax.rate, tax.reason, Money(net, currency), Money(vat, currency)))
        for line, minor, amount in zip(members, nets, agreed, strict=True):
            gross = Money(amount, currency) if prices_are is PricesAre.GROSS else None
            found[line.position] = replace(
                line, net=Money(minor, currency), gross=gross, unit_price=Money(line.unit_price.minor, currency)
            )
    return tuple(found[line.position] for line in lines), tuple(groups)


@st.composite
def _lines(draw: st.DrawFn, position: int, taxes: Sequence[Tax], *, is_note: bool) -> InvoiceSheetLine:
    amount = draw(st.integers(0, 500_000))
    first = FIRST + timedelta(days=draw(st.integers(0, 700)))
    length = draw(st.integers(1, 366))
    has_days = draw(st.booleans())
    is_back = is_note or draw(st.integers(0, 9)) == 0
    discount = Money(draw(st.integers(1, 9_000))) if not is_back and draw(st.booleans()) else None
    return InvoiceSheetLine(
        position=position,
        title=draw(NAMES),
        contract="CT-000311-7",
        detail=draw(st.sampled_from(("", "RB-000214-X · SN 4711"))),
        reason=Reason.END_CREDIT if is_back else draw(st.sampled_from((Reason.RECURRING, Reason.PART_PERIOD))),
        first_day=first if has_days else None,
        last_day=first + timedelta(days=length - 1) if has_days else None,
        days=length,
        of_days=draw(st.integers(length, 366)),
        quantity=draw(st.sampled_from((Decimal(1), Decimal(3), Decimal("2.5"), Decimal("0.3333"), Decimal(1000)))),
        unit_price=Money(amount),
        net=Money(amount if is_note or not is_back else -min(amount, 1)),
        gross=None,
        tax=draw(st.sampled_from(taxes)),
        corrects=LineReference("R-2026-000012", 1) if is_back else None,
        discount=discount,
        given=Money(draw(st.integers(1, 900))) if discount and draw(st.booleans()) else None,
    )


def _with_shared_discount(lines: list[InvoiceSheetLine], percent: int) -> list[InvoiceSheetLine]:
    """One line more, as the engine writes it, for the first category and rate."""
    tax = lines[0].tax
    minor = sum(line.net.minor for line in lines if line.tax == tax and line.net.minor > 0) * percent // 100
    if not minor:
        return lines
    first = lines[0]
    off = replace(
        first, position=len(lines) + 1, title="10 %", reason=Reason.DISCOUNT, quantity=Decimal(1), net=Money(-minor),
        discount=None, given=None, corrects=None,
    )  # fmt: skip
    return [*lines, off]


def _paid(draw: st.DrawFn, sheet: InvoiceSheet) -> InvoiceSheet:
    """What was set off at once, and with what the rest is taken."""
    part = draw(st.integers(0, max(sheet.gross.minor, 0)))
    kind = EntryKind.KEPT if sheet.kind is DocumentKind.CREDIT_NOTE else EntryKind.USED
    offs = (SetOffLine(kind, Money(part, sheet.currency), "RK-2026-000003"),) if part else ()
    debit = DirectDebit("M-217-1", "DE98ZZZ09999999999", "DE02120300000000202051")
    return replace(
        sheet,
        set_offs=offs,
        debit=debit if sheet.payment is Payment.DIRECT_DEBIT else None,
        card_digits="4242" if sheet.payment is Payment.CARD else "",
    )
