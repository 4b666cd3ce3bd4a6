"""The agreement of a sale at the counter as display texts: who gets what, for which price, since when, and signed."""

from collections.abc import Iterator
from typing import Final

from domain.business import Business
from domain.clock import legal_day
from domain.counter.agreement_sheet import AgreementSheet
from domain.counter.model import Consent
from reports import formats
from reports.documents.final_statement import StatementText
from reports.documents.letterhead import address_lines, letterhead
from reports.documents.quote import line_row
from reports.formats import printable
from reports.texts import N_, Texts

_CONSENTS: Final = {
    Consent.TERMS: N_("I have read the terms of business and agree to them."),
    Consent.PRIVACY: N_("I was handed the notice on how my data are used."),
    Consent.CREDIT_CHECK: N_("I agree that my creditworthiness is checked."),
    Consent.SEPA: N_("I have given a direct debit mandate."),
}


def agreement_text(sheet: AgreementSheet, business: Business, texts: Texts) -> StatementText:
    """The sheet as it will be read, in the language of `texts`."""
    day = formats.day(legal_day(sheet.at), texts.locale)
    facts = (
        (texts("Contract no."), sheet.number),
        (texts("Order"), sheet.order_number),
        (texts("Date"), day),
        (texts("Customer no."), sheet.customer_number),
        (texts("First day"), "" if sheet.start_on is None else formats.day(sheet.start_on, texts.locale)),
        (texts("Voucher"), sheet.voucher),
        (texts("Receipt"), sheet.receipt),
        (texts("Served by"), sheet.seller),
    )
    return StatementText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=legal_day(sheet.at),
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Agreement"),
        subtitle=texts("Concluded in our store {store}", store=printable(sheet.store)),
        columns=(texts("Description"), texts("Amount in {currency}", currency=sheet.currency)),
        rows=tuple(line_row(line, texts) for line in sheet.lines),
        result=(texts("Paid at the counter"), formats.money(sheet.paid, texts.locale)),
        sentences=tuple(_sentences(sheet, texts)),
        signature=sheet.signature,
        signed=_signed(sheet, day),
    )


def _sentences(sheet: AgreementSheet, texts: Texts) -> Iterator[str]:
    if sheet.things:
        yield texts("Handed over: {things}.", things=printable("; ".join(sheet.things)))
    if any(line.is_rental for line in sheet.lines):
        yield texts("What is rented remains ours; rent is charged from the day on which the contract starts.")
    yield texts(
        "This agreement was concluded in our store: the right to withdraw from contracts that are concluded from afar"
        " or away from business premises does not arise. Your statutory rights in case of defects remain untouched."
    )
    if sheet.note:
        yield printable(sheet.note)
    yield from (texts(_CONSENTS[each]) for each in sheet.consents)


def _signed(sheet: AgreementSheet, day: str) -> str:
    """What stands under the signature, or under the line for it."""
    name = printable(sheet.recipient.name or sheet.recipient.company)
    return f"{printable(sheet.store)}, {day}, {name}"
