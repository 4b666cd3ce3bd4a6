"""From the sheet of an invoice to an e-invoice. Pure: the same sheet gives the same document.

EN 16931 knows net lines only. A line's net is the one that was posted with it, so the sums of the lines, of each VAT
group and of the document are the posted ones to the cent (BR-CO-10, BR-CO-13, BR-S-08); the price of one unit is
worked out from it, the quantity carries the sign (BR-27). A discount that lines share stands on the document (BG-20).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from domain.billing.invoice_sheet import DocumentKind, InvoiceSheet, InvoiceSheetLine, Payment
from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryKind
from domain.business import Business
from domain.money import Money, half_up
from reports import formats
from reports.documents.invoice import explanation
from reports.documents.invoice_sentences import NOTES, TAX, payment_sentences
from reports.einvoice.model import (
    Allowance,
    Days,
    DocumentType,
    EInvoice,
    Line,
    Means,
    Party,
    PaymentBlock,
    TaxMark,
    Totals,
    VatBreakdown,
)
from reports.formats import printable
from reports.texts import Texts

_HUNDRED: Final = Decimal(100)
_PLACES: Final = Decimal("0.00000001")
_CODES: Final = {
    TaxCategory.REVERSE_CHARGE: "VATEX-EU-AE",
    TaxCategory.INTRA_COMMUNITY: "VATEX-EU-IC",
    TaxCategory.EXPORT: "VATEX-EU-G",
    TaxCategory.OUTSIDE: "VATEX-EU-O",
}
"""BT-121. Source: CEF code list VATEX."""
_EXPLAINED: Final = frozenset({*_CODES, TaxCategory.EXEMPT})
_MEANS: Final = {
    Payment.CASH: Means.CASH,
    Payment.CARD: Means.CARD,
    Payment.WALLET: Means.ONLINE,
    Payment.DEBIT_AGREED: Means.AGREED,
    Payment.CARD_AGREED: Means.AGREED,
}


def e_invoice(sheet: InvoiceSheet, business: Business, texts: Texts) -> EInvoice:
    """The sheet must lack nothing (`domain.billing.e_invoice.lacking`)."""
    shared = [line for line in sheet.lines if _is_shared_discount(line)]
    lines = tuple(_line(line, texts) for line in sheet.lines if line not in shared)
    allowances = tuple(_shared_discount(line, texts) for line in shared)
    is_outside = any(group.category is TaxCategory.OUTSIDE for group in sheet.vat_groups)
    days = _days(sheet.lines)
    buyer = _buyer(sheet, is_outside=is_outside)
    return EInvoice(
        number=printable(sheet.number),
        kind=DocumentType.INVOICE if sheet.kind is DocumentKind.INVOICE else DocumentType.CREDIT_NOTE,
        issued_on=sheet.issued_on,
        due_on=sheet.due_on,
        currency=sheet.currency,
        terms=" ".join(payment_sentences(sheet, texts)),
        notes=tuple(texts(NOTES[note]) for note in sheet.notes),
        seller=_seller(business, is_outside=is_outside),
        buyer=buyer,
        delivered_to=buyer if _leaves_the_country(sheet) else None,
        delivered_on=days.last if days else sheet.issued_on,
        days=days,
        lines=lines,
        allowances=allowances,
        breakdown=_breakdown(sheet, texts),
        totals=_totals(sheet, lines, allowances),
        payment=_payment(sheet, business, texts),
        buyer_reference=printable(sheet.buyer_reference),
        order=printable(sheet.orders[0]) if len(sheet.orders) == 1 else "",
        contract=printable(sheet.contracts[0]) if len(sheet.contracts) == 1 else "",
        corrects=_corrected(sheet),
    )


def _is_shared_discount(line: InvoiceSheetLine) -> bool:
    return line.reason is Reason.DISCOUNT and line.net.minor < 0


def _shared_discount(line: InvoiceSheetLine, texts: Texts) -> Allowance:
    return Allowance(-line.net.decimal(), texts("discount"), _mark(line.tax))


def _line(line: InvoiceSheetLine, texts: Texts) -> Line:
    quantity = abs(line.quantity) or Decimal(1)
    taken_off = _taken_off(line, texts)
    before = abs(line.net.decimal()) + sum((each.amount for each in taken_off), Decimal(0))
    return Line(
        position=str(line.position),
        title=printable(line.title) or str(line.position),
        description=" · ".join([*explanation(line, texts), *([printable(line.detail)] if line.detail else [])]),
        quantity=-quantity if line.net.minor < 0 else quantity,
        price=(before / quantity).quantize(_PLACES).normalize(),
        net=line.net.decimal(),
        tax=_mark(line.tax),
        days=Days(line.first_day, line.last_day) if line.first_day and line.last_day else None,
        allowances=taken_off,
    )


def _taken_off(line: InvoiceSheetLine, texts: Texts) -> tuple[Allowance, ...]:
    """Discount and money given back of one line, net; a line that gives back has none."""
    if line.net.minor < 0:
        return ()
    named = ((line.discount, texts("discount")), (line.given, texts("given back")))
    found = [
        Allowance(_net_of(amount, line), reason, _mark(line.tax))
        for amount, reason in named
        if amount is not None and amount.minor > 0
    ]
    return tuple(each for each in found if each.amount > 0)


def _net_of(amount: Money, line: InvoiceSheetLine) -> Decimal:
    if line.gross is None:
        return amount.decimal()
    return Decimal(half_up(amount.minor * _HUNDRED / (_HUNDRED + line.tax.rate))).scaleb(-2)


def _mark(tax: Tax) -> TaxMark:
    return TaxMark(tax.category, None if tax.category is TaxCategory.OUTSIDE else tax.rate)


def _days(lines: Sequence[InvoiceSheetLine]) -> Days | None:
    firsts = [line.first_day for line in lines if line.first_day and line.last_day]
    lasts = [line.last_day for line in lines if line.first_day and line.last_day]
    return Days(min(firsts), max(lasts)) if firsts else None


def _seller(business: Business, *, is_outside: bool) -> Party:
    """Outside the scope of VAT no VAT ID may stand there (BR-O-02); somehow the seller is named always (BR-CO-26)."""
    vat_id = "" if is_outside else business.vat_id
    is_named = bool(vat_id or business.register)
    address = business.address
    return Party(
        name=printable(business.name),
        street=printable(address.street),
        postcode=printable(address.postcode),
        city=printable(address.city),
        country=address.country,
        identifier="" if is_named else printable(business.tax_number or business.vat_id),
        registration=printable(business.register),
        vat_id=vat_id,
        tax_number=printable(business.tax_number),
        contact=printable(business.name) if business.phone or business.email else "",
        phone=printable(business.phone),
        email=printable(business.email),
    )


def _buyer(sheet: InvoiceSheet, *, is_outside: bool) -> Party:
    to = sheet.recipient
    company, person = printable(to.company), printable(to.name)
    return Party(
        name=company or person or printable(sheet.customer_number),
        street=printable(to.address.street),
        postcode=printable(to.address.postcode),
        city=printable(to.address.city),
        country=to.address.country,
        identifier=printable(sheet.customer_number),
        vat_id="" if is_outside else sheet.customer_vat_id,
        contact=person if company and person != company else "",
    )


def _leaves_the_country(sheet: InvoiceSheet) -> bool:
    """An intra-Community supply names where it goes (BR-IC-12)."""
    return any(group.category is TaxCategory.INTRA_COMMUNITY for group in sheet.vat_groups)


def _breakdown(sheet: InvoiceSheet, texts: Texts) -> tuple[VatBreakdown, ...]:
    code = next((line.tax.country for line in sheet.lines), "")
    country = formats.country(code, texts.locale)
    return tuple(
        VatBreakdown(
            TaxMark(group.category, None if group.category is TaxCategory.OUTSIDE else group.rate),
            group.net.decimal(),
            group.vat.decimal(),
            _reason(group.category, group.reason, country, texts),
            _CODES.get(group.category, ""),
        )
        for group in sheet.vat_groups
    )


def _reason(category: TaxCategory, reason: TaxReason, country: str, texts: Texts) -> str:
    return texts(TAX[reason], country=country) if category in _EXPLAINED and TAX[reason] else ""


def _totals(sheet: InvoiceSheet, lines: Sequence[Line], allowances: Sequence[Allowance]) -> Totals:
    prepaid = _prepaid(sheet).decimal()
    return Totals(
        lines=sum((line.net for line in lines), Decimal("0.00")),
        allowances=sum((each.amount for each in allowances), Decimal("0.00")),
        net=sheet.net.decimal(),
        vat=sheet.vat.decimal(),
        gross=sheet.gross.decimal(),
        prepaid=prepaid,
        due=sheet.gross.decimal() - prepaid,
    )


def _prepaid(sheet: InvoiceSheet) -> Money:
    """What was set off at once; of a credit note, what stays in the balance is owed still."""
    if sheet.payment is Payment.PAID:
        return sheet.gross
    settled = [each.amount.minor for each in sheet.set_offs if each.kind is not EntryKind.KEPT]
    return Money(sum(settled), sheet.currency)


def _payment(sheet: InvoiceSheet, business: Business, texts: Texts) -> PaymentBlock | None:
    """None: there is nothing to pay, or we pay."""
    if sheet.kind is DocumentKind.CREDIT_NOTE or sheet.gross <= _prepaid(sheet):
        return None
    if sheet.payment is Payment.TRANSFER:
        bank = business.bank
        if bank is None:
            return PaymentBlock(Means.AGREED, texts("Transfer"))
        return PaymentBlock(
            Means.CREDIT_TRANSFER, "", bank.iban.replace(" ", ""), bank.bic, printable(bank.holder or business.name)
        )
    if sheet.payment is Payment.DIRECT_DEBIT:
        if sheet.debit is None:
            return PaymentBlock(Means.AGREED, texts("SEPA direct debit"))
        debit = sheet.debit
        return PaymentBlock(
            Means.DIRECT_DEBIT, mandate=debit.mandate, creditor_id=debit.creditor_id, payer_iban=debit.iban
        )
    words = {Payment.DEBIT_AGREED: texts("SEPA direct debit"), Payment.CARD_AGREED: texts("Card")}
    return PaymentBlock(_MEANS[sheet.payment], words.get(sheet.payment, ""), card_digits=sheet.card_digits)


def _corrected(sheet: InvoiceSheet) -> str:
    """The syntax has room for one (CII D16B); the lines say which each of them corrects."""
    if sheet.corrects is not None:
        return printable(sheet.corrects)
    return next((printable(line.corrects.number) for line in sheet.lines if line.corrects is not None), "")
