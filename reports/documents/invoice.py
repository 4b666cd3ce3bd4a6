"""An invoice or credit note as display texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from domain.billing.invoice_sheet import DocumentKind, InvoiceSheet, InvoiceSheetLine, VatGroup
from domain.billing.model import Reason, TaxCategory
from domain.billing.settlement import EntryKind
from domain.business import Business
from domain.contracts.about import ChargeCause
from domain.contracts.terms import PricesAre
from domain.money import Money
from reports import formats
from reports.documents.invoice_sentences import pay_code, sentences
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

REASONS: Final = {
    Reason.RECURRING: "",
    Reason.PART_PERIOD: N_("part of a period"),
    Reason.CHANGE_CREDIT: N_("credited because of a change"),
    Reason.CHANGE_CHARGE: N_("charged because of a change"),
    Reason.PAUSE_CREDIT: N_("credited because the contract rested"),
    Reason.END_CREDIT: N_("credited because the contract ended"),
    Reason.GOODWILL: N_("given back as goodwill"),
    Reason.REFUND: N_("refunded"),
    Reason.DISCOUNT: N_("discount"),
    Reason.USE_AFTER_END: N_("use after the end of the contract, until it was returned"),
    Reason.BUYOUT: N_("purchase of the rented thing"),
    Reason.ONE_OFF: N_("one-off charge"),
    Reason.SALE: N_("purchase"),
    Reason.FEE: N_("fee"),
    Reason.DEPOSIT: N_("deposit"),
}

CAUSES: Final[dict[ChargeCause | None, str]] = {
    ChargeCause.DAMAGE: N_("damage"),
    ChargeCause.REPAIR: N_("repair outside the warranty"),
    ChargeCause.CLEANING: N_("cleaning"),
    ChargeCause.MISSING_PART: N_("missing part"),
    ChargeCause.LATE: N_("returned late"),
    ChargeCause.LOSS: N_("lost or stolen"),
    ChargeCause.POSTAGE_OF_GOODS: N_("sending"),
    ChargeCause.POSTAGE_OF_HIRE: N_("sending"),
    ChargeCause.OTHER: "",
}
"""What a one-off came up for, instead of its being one."""

GROUPS: Final = {
    TaxCategory.STANDARD: N_("VAT {rate} on {net}"),
    TaxCategory.ZERO: N_("VAT {rate} on {net}"),
    TaxCategory.EXEMPT: N_("Exempt from VAT: {net}"),
    TaxCategory.REVERSE_CHARGE: N_("Reverse charge, VAT {rate} on {net}"),
    TaxCategory.INTRA_COMMUNITY: N_("Intra-Community supply, VAT {rate} on {net}"),
    TaxCategory.EXPORT: N_("Export, VAT {rate} on {net}"),
    TaxCategory.OUTSIDE: N_("Outside the scope of VAT: {net}"),
}


SET_OFF: Final = {
    EntryKind.USED: N_("less your credit from {number}"),
    EntryKind.DEPOSIT: N_("less your deposit, {number}"),
}


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """`explanation` are the small lines under the title; `carry` is the sum of the lines up to and with this one."""

    position: str
    title: str
    explanation: tuple[str, ...]
    detail: str
    quantity: str
    price: str
    vat: str
    amount: str
    carry: str


@dataclass(frozen=True, slots=True)
class InvoiceGroup:
    """The lines of one contract; `heading` and `total` are "" when there is only one."""

    heading: str
    rows: tuple[InvoiceRow, ...]
    total_label: str
    total: str


@dataclass(frozen=True, slots=True)
class TotalLine:
    label: str
    amount: str
    is_grand: bool = False


@dataclass(frozen=True, slots=True)
class VatTable:
    """What each rate is made of: rate, net, VAT, gross. No rows where one rate is all there is."""

    columns: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class InvoiceText:
    """`facts` are label and value of the block beside the address. `pay_code` is "" when nobody should scan it.

    `enclosed` says that an e-invoice lies in the file, "" when none does.
    """

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    subtitle: str
    columns: tuple[str, str, str, str, str, str]
    groups: tuple[InvoiceGroup, ...]
    carried: str
    totals: tuple[TotalLine, ...]
    vat_table: VatTable
    sentences: tuple[str, ...]
    pay_code: str
    pay_caption: str
    enclosed: str = ""


def invoice_text(sheet: InvoiceSheet, business: Business, texts: Texts) -> InvoiceText:
    """The sheet as it will be read, in the language of `texts`."""
    kind = texts("Invoice") if sheet.kind is DocumentKind.INVOICE else texts("Credit note")
    is_gross = sheet.prices_are is PricesAre.GROSS
    amount = texts("Gross in {currency}") if is_gross else texts("Net in {currency}")
    return InvoiceText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.issued_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in _facts(sheet, texts) if value),
        title=f"{kind} {printable(sheet.number)}",
        subtitle=_subtitle(sheet, texts),
        columns=(
            texts("No."),
            texts("Description"),
            texts("Quantity"),
            texts("Price"),
            texts("VAT"),
            amount.format(currency=sheet.currency),
        ),
        groups=_groups(sheet, texts),
        carried=texts("Carried forward"),
        totals=_totals(sheet, texts),
        vat_table=_vat_table(sheet, texts),
        sentences=sentences(sheet, texts),
        pay_code=pay_code(sheet, business),
        pay_caption=texts("Pay by QR code"),
        enclosed=texts("Contains an e-invoice (ZUGFeRD, EN 16931)") if sheet.is_e_invoice else "",
    )


def _facts(sheet: InvoiceSheet, texts: Texts) -> list[tuple[str, str]]:
    is_invoice = sheet.kind is DocumentKind.INVOICE
    return [
        (texts("Invoice no.") if is_invoice else texts("Credit note no."), sheet.number),
        (texts("Date"), formats.day(sheet.issued_on, texts.locale)),
        (texts("Due on"), formats.day(sheet.due_on, texts.locale) if sheet.due_on else ""),
        (texts("Customer no."), sheet.customer_number),
        (texts("Your VAT ID"), sheet.customer_vat_id),
        (texts("Your reference"), sheet.buyer_reference),
        (texts("Corrects"), sheet.corrects or ""),
        (texts("Contract") if len(sheet.contracts) == 1 else texts("Contracts"), _listed(sheet.contracts, texts)),
        (texts("Order") if len(sheet.orders) == 1 else texts("Orders"), _listed(sheet.orders, texts)),
    ]


def _listed(numbers: Sequence[str], texts: Texts) -> str:
    if len(numbers) <= 3:
        return ", ".join(numbers)
    return texts("{number} and {count} more", number=numbers[0], count=len(numbers) - 1)


def _subtitle(sheet: InvoiceSheet, texts: Texts) -> str:
    if sheet.corrects is not None:
        return texts("Correction of invoice {number}", number=printable(sheet.corrects))
    firsts = [line.first_day for line in sheet.lines if line.first_day is not None]
    lasts = [line.last_day for line in sheet.lines if line.last_day is not None]
    if not firsts or not lasts:
        return ""
    return texts("Service period {period}", period=formats.days(min(firsts), max(lasts), texts.locale))


def _groups(sheet: InvoiceSheet, texts: Texts) -> tuple[InvoiceGroup, ...]:
    is_gross = sheet.prices_are is PricesAre.GROSS
    by_contract = [(number, list(lines)) for number, lines in groupby(sheet.lines, key=lambda line: line.contract)]
    is_single = len(by_contract) == 1
    running = Money(0, sheet.currency)
    groups: list[InvoiceGroup] = []
    for number, lines in by_contract:
        rows: list[InvoiceRow] = []
        total = Money(0, sheet.currency)
        for line in lines:
            shown = line.gross if is_gross and line.gross is not None else line.net
            running, total = running + shown, total + shown
            rows.append(_row(line, shown, running, texts))
        heading = texts("Contract {number}", number=printable(number)) if number else texts("Without contract")
        groups.append(
            InvoiceGroup(
                heading="" if is_single else heading,
                rows=tuple(rows),
                total_label="" if is_single else texts("Sum of {heading}", heading=heading),
                total="" if is_single else formats.amount(total, texts.locale),
            )
        )
    return tuple(groups)


def _row(line: InvoiceSheetLine, shown: Money, running: Money, texts: Texts) -> InvoiceRow:
    return InvoiceRow(
        position=str(line.position),
        title=printable(line.title),
        explanation=tuple(explanation(line, texts)),
        detail=printable(line.detail),
        quantity=formats.number(line.quantity, texts.locale),
        price=formats.amount(line.unit_price, texts.locale),
        vat="–" if line.tax.category is TaxCategory.OUTSIDE else formats.rate(line.tax.rate, texts.locale),
        amount=formats.amount(shown, texts.locale),
        carry=formats.amount(running, texts.locale),
    )


def explanation(line: InvoiceSheetLine, texts: Texts) -> list[str]:
    """The small lines under a title: days, what was taken off, why it stands there, what it corrects."""
    period: list[str] = []
    if line.first_day is not None and line.last_day is not None:
        period.append(formats.days(line.first_day, line.last_day, texts.locale))
    is_part = line.days not in (0, line.of_days)
    if is_part:
        period.append(texts.count("{days} of {number} day", "{days} of {number} days", line.of_days, days=line.days))
    parts = [" · ".join(period)] if period else []
    if line.discount is not None:
        parts.append(texts("less discount {amount}", amount=formats.amount(line.discount, texts.locale)))
    if line.given is not None:
        parts.append(texts("less {amount} given back", amount=formats.amount(line.given, texts.locale)))
    if REASONS[line.reason] and not (line.reason is Reason.PART_PERIOD and is_part):
        why = texts(CAUSES.get(line.cause, "") or REASONS[line.reason])
        parts += [why] if why.casefold() != line.title.casefold() else []
    if line.message:
        parts.append(printable(line.message))
    if line.corrects is not None:
        number = printable(line.corrects.number)
        parts.append(texts("corrects {number}, line {position}", number=number, position=line.corrects.position))
    return parts


def _totals(sheet: InvoiceSheet, texts: Texts) -> tuple[TotalLine, ...]:
    is_invoice = sheet.kind is DocumentKind.INVOICE
    grand = TotalLine(
        texts("Invoice total") if is_invoice else texts("Credit note total"),
        formats.money(sheet.gross, texts.locale),
        is_grand=True,
    )
    net = TotalLine(texts("Net amount"), formats.money(sheet.net, texts.locale))
    if sheet.prices_are is PricesAre.GROSS:
        included = [_vat_line(group, texts) for group in sheet.vat_groups]
        return (grand, TotalLine(texts("including"), ""), *included, net, *_left_to_pay(sheet, texts))
    return (net, *(_vat_line(group, texts) for group in sheet.vat_groups), grand, *_left_to_pay(sheet, texts))


def _vat_table(sheet: InvoiceSheet, texts: Texts) -> VatTable:
    """Rates that may share a document: taxed at some rate, or free of VAT."""
    columns = (texts("VAT"), texts("Net"), texts("VAT amount"), texts("Gross"))
    if len(sheet.vat_groups) == 1:
        return VatTable(columns, ())
    rows = (
        (
            texts("VAT-free") if group.category is TaxCategory.EXEMPT else formats.rate(group.rate, texts.locale),
            formats.amount(group.net, texts.locale),
            formats.amount(group.vat, texts.locale),
            formats.amount(group.net + group.vat, texts.locale),
        )
        for group in sheet.vat_groups
    )
    return VatTable(columns, tuple(rows))


def _left_to_pay(sheet: InvoiceSheet, texts: Texts) -> tuple[TotalLine, ...]:
    """What was set off at once; the total above stays what the invoice is about."""
    if sheet.kind is not DocumentKind.INVOICE or not sheet.set_offs:
        return ()
    lines = tuple(
        TotalLine(texts(SET_OFF[each.kind], number=printable(each.document)), formats.money(-each.amount, texts.locale))
        for each in sheet.set_offs
    )
    return (*lines, TotalLine(texts("To pay"), formats.money(sheet.to_pay, texts.locale), is_grand=True))


def _vat_line(group: VatGroup, texts: Texts) -> TotalLine:
    label = texts(
        GROUPS[group.category],
        rate=formats.rate(group.rate, texts.locale),
        net=formats.amount(group.net, texts.locale),
    )
    return TotalLine(label, formats.money(group.vat, texts.locale))
