"""The final statement of a deposit as display texts."""

from dataclasses import dataclass
from datetime import date

from domain.billing.final_statement import FinalStatementSheet, SecuredItem
from domain.business import Business
from domain.money import Money
from reports import formats
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import Texts

TITLES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class StatementRow:
    """`explanation` are the small lines under the title."""

    title: str
    explanation: tuple[str, ...]
    amount: str


@dataclass(frozen=True, slots=True)
class StatementText:
    """`facts` are label and value of the block beside the address. `signed` stands under the picture of a signature, or
    under a line for it; "": nothing is signed."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    subtitle: str
    columns: tuple[str, str]
    rows: tuple[StatementRow, ...]
    result: tuple[str, str]
    sentences: tuple[str, ...]
    signature: bytes | None = None
    signed: str = ""


def statement_text(sheet: FinalStatementSheet, business: Business, texts: Texts) -> StatementText:
    """The sheet as it will be read, in the language of `texts`."""
    contracts = ", ".join(printable(number) for number in sheet.contracts)
    facts = (
        (texts("Credit note no."), sheet.number),
        (texts("Date"), formats.day(sheet.issued_on, texts.locale)),
        (texts("Customer no."), sheet.customer_number),
        (texts("Contract") if len(sheet.contracts) == 1 else texts("Contracts"), contracts),
    )
    return StatementText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.issued_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Final statement of your deposit"),
        subtitle=texts("For contract {number}", number=contracts) if sheet.contracts else "",
        columns=(texts("Description"), texts("Amount in {currency}", currency=sheet.currency)),
        rows=(*_taken(sheet, texts), *(_item(item, texts) for item in sheet.items)),
        result=_result(sheet, texts),
        sentences=_sentences(sheet, texts),
    )


def _taken(sheet: FinalStatementSheet, texts: Texts) -> list[StatementRow]:
    rows = [
        StatementRow(
            texts("Deposit"),
            (_reference(taken.number, taken.issued_on, texts),),
            formats.amount(taken.amount, texts.locale),
        )
        for taken in sheet.taken
    ]
    if sheet.unpaid:
        title, amount = texts("Never paid of it"), formats.amount(-sheet.unpaid, texts.locale)
        rows.append(StatementRow(title, (), amount))
    return rows


def _item(item: SecuredItem, texts: Texts) -> StatementRow:
    shown = ", ".join(printable(title) for title in item.titles[:TITLES_SHOWN])
    more = len(item.titles) - TITLES_SHOWN
    if more > 0:
        shown += " " + texts("and {count} more", count=more)
    explanation = [_reference(item.number, item.issued_on, texts)]
    whole = formats.money(item.gross, texts.locale)
    if item.before:
        paid = formats.money(item.before, texts.locale)
        explanation.append(texts("of {whole}, {paid} were settled before", whole=whole, paid=paid))
    if item.left:
        left = formats.money(item.left, texts.locale)
        explanation.append(texts("{left} of it is still to be paid", left=left))
    return StatementRow(shown, tuple(explanation), formats.amount(-item.set_off, texts.locale))


def _reference(number: str, issued_on: date, texts: Texts) -> str:
    day = formats.day(issued_on, texts.locale)
    return texts("invoice {number} of {day}", number=printable(number), day=day)


def _result(sheet: FinalStatementSheet, texts: Texts) -> tuple[str, str]:
    if sheet.owed:
        return texts("Still to be paid"), formats.money(sheet.owed, texts.locale)
    return texts("To your credit"), formats.money(sheet.kept, texts.locale)


def _sentences(sheet: FinalStatementSheet, texts: Texts) -> tuple[str, ...]:
    found: list[str] = []
    if sheet.owed:
        numbers = ", ".join(printable(item.number) for item in sheet.items if item.left)
        amount = formats.money(sheet.owed, texts.locale)
        found.append(
            texts("The deposit was not enough. Please transfer {amount}, quoting {numbers}.", amount=amount,
                  numbers=numbers)
        )  # fmt: skip
    if sheet.kept:
        found.append(_kept(sheet.kept, texts))
    if not found:
        found.append(texts("With this, deposit and claims are settled. There is nothing to pay."))
    found.append(texts("The deposit is no payment for a supply and is not subject to VAT."))
    return tuple(found)


def _kept(kept: Money, texts: Texts) -> str:
    amount = formats.money(kept, texts.locale)
    return texts("{amount} stands to your credit: your next invoice uses it, or we pay it out to you.", amount=amount)
