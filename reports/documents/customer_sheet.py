"""A customer on one page: who it is, what runs, what they hold, what came in and what is open."""

from collections.abc import Iterable, Sequence

from domain.billing.recurring import Recurring
from domain.business import Business
from domain.money import Money
from domain.views.around import CustomerSheet, CustomerSheetLine
from reports import formats
from reports.documents.final_statement import StatementRow, StatementText
from reports.documents.letterhead import address_lines, letterhead
from reports.formats import printable
from reports.texts import Texts


def customer_text(sheet: CustomerSheet, business: Business, texts: Texts) -> StatementText:
    """The sheet as it will be read, in the language of `texts`. For the house, not for the customer."""
    facts = (
        (texts("Customer no."), sheet.number),
        (texts("Date"), formats.day(sheet.printed_on, texts.locale)),
        (texts("Customer since"), formats.day(sheet.since, texts.locale)),
        (texts("Phone"), sheet.phone),
        (texts("Mail"), sheet.email),
    )
    return StatementText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.printed_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Customer sheet"),
        subtitle=texts("No. {number}", number=printable(sheet.number)),
        columns=(texts("Contracts and things"), texts("A month, or bought for")),
        rows=tuple(_line(line, texts) for line in (*sheet.contracts, *sheet.things)),
        result=(texts("Still open"), _sums(sheet.open, texts)),
        sentences=tuple(_sentences(sheet, texts)),
    )


def _line(line: CustomerSheetLine, texts: Texts) -> StatementRow:
    amount = "" if line.worth is None else formats.money(line.worth, texts.locale)
    if line.recurring is not None:
        amount = _recurring(line.recurring, texts)
    return StatementRow(printable(line.title), (printable(line.detail),) if line.detail else (), amount)


def _recurring(recurring: Recurring, texts: Texts) -> str:
    return formats.money(recurring.a_month, texts.locale) if recurring else "–"


def _sums(sums: Sequence[Money], texts: Texts) -> str:
    return " · ".join(formats.money(each, texts.locale) for each in sums) or formats.money(Money(0), texts.locale)


def _sentences(sheet: CustomerSheet, texts: Texts) -> Iterable[str]:
    yield texts("Paid so far, less what went back: {sums}", sums=_sums(sheet.paid, texts))
    if sheet.deposits:
        yield texts("Deposit that we hold: {sums}", sums=_sums(sheet.deposits, texts))
    if not sheet.things:
        yield texts("They hold nothing of ours.")
    yield texts("For use in the house: it holds personal data.")
