"""The sentences under an invoice's total: how it is paid, why there is no VAT, what else the reader should know."""

from typing import Final

from domain.billing.invoice_sheet import DirectDebit, DocumentKind, InvoiceSheet, Note, Payment
from domain.billing.model import Reason, TaxReason
from domain.billing.settlement import EntryKind
from domain.business import Business
from domain.money import EUR
from reports import formats
from reports.formats import printable
from reports.texts import N_, Texts

TAX: Final = {
    TaxReason.SELLER_COUNTRY: "",
    TaxReason.CUSTOMER_COUNTRY: N_("VAT is charged at the rate of the customer's country: {country}."),
    TaxReason.DESTINATION_COUNTRY: N_(
        "VAT is charged at the rate of the country of destination, {country}, and declared through the One-Stop-Shop"
        " (OSS)."
    ),
    TaxReason.REVERSE_CHARGE: N_("Reverse charge: the recipient of the service is liable for the VAT."),
    TaxReason.INTRA_COMMUNITY_SUPPLY: N_("VAT-exempt intra-Community supply."),
    TaxReason.EXPORT: N_("VAT-exempt export."),
    TaxReason.OUTSIDE_EU: N_("The place of supply lies abroad ({country}); no VAT is charged here."),
    TaxReason.EXEMPT: N_("Supplies marked as exempt carry no VAT (section 4 UStG)."),
    TaxReason.ZERO_RATED: N_("VAT is charged at the zero rate."),
    TaxReason.DEPOSIT: N_("The deposit is no payment for a supply and is not subject to VAT."),
    TaxReason.LATE_PAYMENT: N_("Costs and interest of a late payment are damages and not subject to VAT."),
}

USED_GOODS: Final = N_(
    "What you bought is used and in the condition in which you had it. Your statutory rights in case of defects remain"
    " untouched."
)
"""No shorter period is printed: with consumers that would have to be agreed separately (section 476 (2) BGB)."""

NOTES: Final = {
    Note.CATCH_UP: N_("This invoice also covers earlier periods that had not been invoiced yet."),
    Note.DEPOSIT_RETURNED: N_("With this document the deposit is given back."),
    Note.DEPOSIT_TAKEN: N_(
        "With this document the deposit of your contract is asked for. What the contract costs stands on invoices of"
        " its own."
    ),
    Note.FIRST_INVOICE: N_("Thank you for your order. This is the first invoice of your contract."),
    Note.LAST_INVOICE: N_("This is the final invoice of your contract."),
}

PAYMENT: Final = {
    Payment.TRANSFER: N_("Please transfer {amount} upon receipt, quoting {number}."),
    Payment.DIRECT_DEBIT: N_("We will collect {amount} from your account by SEPA direct debit."),
    Payment.CARD: N_("We will charge {amount} to your card."),
    Payment.PAID: N_("The amount has been paid. Thank you."),
    Payment.DEBIT_AGREED: N_("{amount} is due upon receipt. Agreed way of payment: SEPA direct debit."),
    Payment.CARD_AGREED: N_("{amount} is due upon receipt. Agreed way of payment: card."),
    Payment.CASH: N_("Please pay {amount} in cash upon receipt."),
    Payment.WALLET: N_("{amount} is due upon receipt. Agreed way of payment: online wallet."),
}

PAYMENT_BY_DAY: Final = {
    Payment.TRANSFER: N_("Please transfer {amount} by {day}, quoting {number}."),
    Payment.DIRECT_DEBIT: N_("We will collect {amount} from your account by SEPA direct debit on {day}."),
    Payment.CARD: N_("We will charge {amount} to your card on {day}."),
    Payment.PAID: PAYMENT[Payment.PAID],
    Payment.DEBIT_AGREED: N_("{amount} is due on {day}. Agreed way of payment: SEPA direct debit."),
    Payment.CARD_AGREED: N_("{amount} is due on {day}. Agreed way of payment: card."),
    Payment.CASH: N_("Please pay {amount} in cash by {day}."),
    Payment.WALLET: N_("{amount} is due on {day}. Agreed way of payment: online wallet."),
}


BY_CARD: Final = N_("We will charge {amount} to your card ending in {digits}.")
CREDITED: Final = {
    EntryKind.CREDIT: N_("{amount} is set off against invoice {number}."),
    EntryKind.DEPOSIT: N_("{amount} of the deposit is set off against invoice {number}."),
    EntryKind.KEPT: N_("{amount} stands to your credit: your next invoice uses it, or we pay it out to you."),
}


def sentences(sheet: InvoiceSheet, texts: Texts) -> tuple[str, ...]:
    """In the order of importance to the reader: money first, then tax, then the rest. Nothing stands twice."""
    tax = [TAX[group.reason] for group in sheet.vat_groups if TAX[group.reason]]
    notes = [NOTES[note] for note in sheet.notes]
    code = next((line.tax.country for line in sheet.lines), "")
    country = formats.country(code, texts.locale)
    if sheet.kind is DocumentKind.INVOICE and any(line.reason is Reason.BUYOUT for line in sheet.lines):
        notes.append(USED_GOODS)
    return (*payment_sentences(sheet, texts), *(texts(text, country=country) for text in dict.fromkeys([*tax, *notes])))


def pay_code(sheet: InvoiceSheet, business: Business) -> str:
    """What a banking app reads to fill in the transfer ("" when it makes no sense).

    Source: EPC069-12, version 002.
    """
    bank = business.bank
    asks_for_money = sheet.kind is DocumentKind.INVOICE and sheet.payment is Payment.TRANSFER and sheet.to_pay.minor > 0
    if bank is None or not asks_for_money or sheet.currency != EUR:
        return ""
    holder = printable(bank.holder or business.name)[:70]
    account = bank.iban.replace(" ", "")
    lines = ("BCD", "002", "1", "SCT", bank.bic, holder, account, f"EUR{sheet.to_pay.decimal()}", "", "", sheet.number)
    return "\n".join(lines)


def payment_sentences(sheet: InvoiceSheet, texts: Texts) -> tuple[str, ...]:
    """What happens with the money, first of all."""
    if sheet.gross.minor == 0 or (sheet.kind is DocumentKind.INVOICE and sheet.to_pay.minor == 0):
        return (texts("There is nothing to pay."),)
    if sheet.kind is DocumentKind.CREDIT_NOTE:
        return _credited(sheet, texts)
    amount = formats.money(sheet.to_pay, texts.locale)
    number = printable(sheet.number)
    if sheet.payment is Payment.DIRECT_DEBIT and sheet.debit is not None:
        return _debited(sheet, sheet.debit, texts)
    if sheet.payment is Payment.CARD and sheet.card_digits:
        return (
            texts("We will charge {amount} to your card ending in {digits}.", amount=amount, digits=sheet.card_digits),
        )
    if sheet.due_on is None:
        return (texts(PAYMENT[sheet.payment], amount=amount, number=number),)
    due = formats.day(sheet.due_on, texts.locale)
    return (texts(PAYMENT_BY_DAY[sheet.payment], amount=amount, number=number, day=due),)


def _debited(sheet: InvoiceSheet, debit: DirectDebit, texts: Texts) -> tuple[str, ...]:
    """The day, and by what we may: the payer's bank shows both beside the amount."""
    amount, on = formats.money(sheet.to_pay, texts.locale), debit.on or sheet.due_on
    words = PAYMENT if on is None else PAYMENT_BY_DAY
    day = "" if on is None else formats.day(on, texts.locale)
    said = texts(words[Payment.DIRECT_DEBIT], amount=amount, day=day)
    mandate, creditor = printable(debit.mandate), printable(debit.creditor_id)
    if not debit.account:
        under = texts("Mandate {mandate}, our creditor identifier {creditor}.", mandate=mandate, creditor=creditor)
    else:
        under = texts(
            "Account {account}, mandate {mandate}, our creditor identifier {creditor}.",
            account=printable(debit.account), mandate=mandate, creditor=creditor,
        )  # fmt: skip
    return (f"{said} {under}",)


def _credited(sheet: InvoiceSheet, texts: Texts) -> tuple[str, ...]:
    """Where the amount of a credit note goes."""
    if not sheet.set_offs:
        amount = formats.money(sheet.gross, texts.locale)
        return (texts("We will refund {amount} or set it off against open invoices.", amount=amount),)
    return tuple(
        texts(CREDITED[each.kind], amount=formats.money(each.amount, texts.locale), number=printable(each.document))
        for each in sheet.set_offs
    )
