"""Reminders, instalment plans and hand-overs as display texts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.numbers import format_decimal

from domain.billing.transfer_code import transfer_code
from domain.business import Business
from domain.dunning.paper import DebtPaper, DebtRow, DebtSheet, InterestRow
from domain.dunning.settings import LetterText
from reports import formats
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

_OPENINGS: Final = {
    LetterText.FRIENDLY: (
        N_("You may have missed it: these invoices are still open. If you have paid in the meantime, please disregard"
           " this letter; if something is wrong, a short answer is enough."),
    ),
    LetterText.REMINDER: (
        N_("These invoices were due and have not been paid. With this letter you are in default, unless you were"
           " before; from then on we may charge interest and costs. If you cannot pay at once, talk to us about"
           " instalments."),
    ),
    LetterText.SECOND: (
        N_("We have not received a payment after our earlier letters, and now claim interest and costs of the delay."
           " Until all is paid we can neither swap nor take new orders. If you cannot pay at once, please talk to us"
           " now."),
    ),
    LetterText.LAST: (
        N_("This is our last reminder. If nothing arrives by {day}, you must expect that we end your contract for good"
           " cause, claim the rented things back and hand the debt to a collection agency, at further cost to you."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DebtText:
    """`facts` stand beside the address, `above` over the table, `below` under the sums. `account` is the small table
    of interest: days, what on, percent. `pay_code` "": none."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    above: tuple[str, ...]
    columns: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    sums: tuple[tuple[str, str], ...]
    grand: tuple[str, str]
    pay: tuple[str, ...]
    pay_code: str
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    below: tuple[str, ...]


def debt_text(sheet: DebtSheet, business: Business, texts: Texts) -> DebtText:
    """The sheet as it will be read, in the language of `texts`."""
    facts = (
        (texts("Our reference"), sheet.number),
        (texts("Date"), formats.day(sheet.made_on, texts.locale)),
        (texts("Customer no."), sheet.customer_number),
        (texts("Customer"), sheet.customer_name if sheet.kind is DebtPaper.HAND_OVER else ""),
    )
    is_ours = sheet.kind is not DebtPaper.HAND_OVER
    code = transfer_code(business.bank, business.name, sheet.to_pay, sheet.number) if is_ours else ""
    return DebtText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.made_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=_title(sheet, texts),
        above=_above(sheet, texts),
        columns=(texts("Invoice"), texts("Due on"), texts("Amount"), texts("Still open")),
        rows=tuple(_row(each, texts) for each in sheet.rows),
        sums=_sums(sheet, texts),
        grand=(_grand(sheet, texts), formats.money(sheet.to_pay, texts.locale)),
        pay=_pay(sheet, business, texts) if is_ours else (),
        pay_code="" if sheet.kind is DebtPaper.INSTALMENTS else code,
        tables=_tables(sheet, texts),
        below=_below(sheet, texts),
    )


def _title(sheet: DebtSheet, texts: Texts) -> str:
    if sheet.kind is DebtPaper.INSTALMENTS:
        return texts("Instalment plan {number}", number=sheet.number)
    if sheet.kind is DebtPaper.HAND_OVER:
        return texts("Claim {number} for collection", number=sheet.number)
    return printable(f"{sheet.title} {sheet.number}")


def _above(sheet: DebtSheet, texts: Texts) -> tuple[str, ...]:
    if sheet.kind is DebtPaper.INSTALMENTS:
        return (
            texts("As agreed you pay the open invoices below in instalments. While you keep to them we send no"
                  " reminders. If one is missed, the plan ends and all that is left is due again."),
        )  # fmt: skip
    if sheet.kind is DebtPaper.HAND_OVER:
        return (
            texts("We hand these claims to you for collection. All reminders were sent without success; invoices,"
                  " contracts, reminders and the log of contacts are enclosed."),
        )  # fmt: skip
    day = "" if sheet.pay_until is None else formats.day(sheet.pay_until, texts.locale)
    return tuple(texts(each, day=day) for each in _OPENINGS[sheet.text or LetterText.REMINDER])


def _row(row: DebtRow, texts: Texts) -> tuple[str, str, str, str]:
    number = f"{row.number} · {texts('costs and interest')}" if row.is_claim else row.number
    amounts = (formats.money(row.gross, texts.locale), formats.money(row.open, texts.locale))
    return printable(number), formats.day(row.due_on, texts.locale), *amounts


def _sums(sheet: DebtSheet, texts: Texts) -> tuple[tuple[str, str], ...]:
    known = (
        (texts("Costs and interest of earlier reminders"), sheet.earlier),
        (texts("Costs of this reminder"), sheet.fee),
        (texts("Default interest"), sheet.interest),
        (texts("Lump sum for late payment (section 288 (5) BGB)"), sheet.lump_sum),
    )
    return tuple((label, formats.money(amount, texts.locale)) for label, amount in known if amount)


def _grand(sheet: DebtSheet, texts: Texts) -> str:
    if sheet.pay_until is None:
        return texts("Sum")
    return texts("To be paid by {day}", day=formats.day(sheet.pay_until, texts.locale))


def _pay(sheet: DebtSheet, business: Business, texts: Texts) -> tuple[str, ...]:
    bank = business.bank
    if bank is None:
        return (texts("Please quote {number}.", number=sheet.number),)
    named = texts("Please transfer to {holder}, IBAN {iban}, and quote {number}.", holder=bank.holder or business.name,
                  iban=formats.iban(bank.iban), number=sheet.number)  # fmt: skip
    return (printable(named),)


def _tables(sheet: DebtSheet, texts: Texts) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    locale = texts.locale
    rates = tuple((formats.day(each.due_on, locale), formats.money(each.amount, locale)) for each in sheet.rates)
    account = tuple(_stretch(each, texts) for each in sheet.accounts)
    things = tuple((f"{each.code} · {each.title}", each.contract) for each in sheet.things)
    known = (
        (texts("Instalments"), rates),
        (texts("How the interest came about"), account),
        (texts("Our things that are still there"), things),
    )
    return tuple((title, rows) for title, rows in known if rows)


def _stretch(row: InterestRow, texts: Texts) -> tuple[str, str]:
    locale = texts.locale
    days = texts("{number}: {first} to {last}", number=row.number, first=formats.day(row.first_day, locale),
                 last=formats.day(row.last_day, locale))  # fmt: skip
    percent = format_decimal(row.percent, format="0.00##", locale=locale)
    return days, texts("{amount} at {percent} % a year", amount=formats.money(row.amount, locale), percent=percent)


def _below(sheet: DebtSheet, texts: Texts) -> tuple[str, ...]:
    found = []
    if sheet.accounts:
        found.append(texts("Interest by section 288 BGB: base rate of section 247 BGB and {what}, by actual days.",
                           what=texts("the points that the law adds")))  # fmt: skip
    if sheet.unknown_from is not None:
        day = formats.day(sheet.unknown_from, texts.locale)
        found.append(texts("Interest from {day} on is not in it yet: the base rate is still to be announced.", day=day))
    if sheet.fee or sheet.interest or sheet.lump_sum or sheet.earlier:
        found.append(texts("Costs and interest of a late payment are damages and not subject to VAT."))
    return tuple(found)
