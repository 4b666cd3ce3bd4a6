"""The list of open claims for heirs or an administrator as display texts."""

from dataclasses import dataclass
from datetime import date

from domain.business import Business
from domain.losses.cases import CaseKind
from domain.losses.claims_sheet import ClaimsSheet, HeldThing, OpenClaim
from reports import formats
from reports.documents.letterhead import Letterhead, address_lines, letterhead
from reports.formats import printable
from reports.texts import Texts

_UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """`below` is the small line under the number."""

    number: str
    below: str
    issued_on: str
    due_on: str
    gross: str
    open: str


@dataclass(frozen=True, slots=True)
class ThingRow:
    code: str
    title: str
    below: str
    worth: str


@dataclass(frozen=True, slots=True)
class ClaimsText:
    """`facts` are label and value of the block beside the address; `nothing` stands where there is no claim."""

    head: Letterhead
    language: str
    made_on: date
    recipient: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    title: str
    subtitle: str
    columns: tuple[str, str, str, str, str]
    rows: tuple[ClaimRow, ...]
    nothing: str
    sums: tuple[tuple[str, str], ...]
    things_title: str
    things_columns: tuple[str, str, str]
    things: tuple[ThingRow, ...]
    sentences: tuple[str, ...]


def claims_text(sheet: ClaimsSheet, business: Business, texts: Texts) -> ClaimsText:
    """The sheet as it will be read, in the language of `texts`."""
    day, made_on = formats.day(sheet.since_on, texts.locale), formats.day(sheet.made_on, texts.locale)
    since = texts("Proceedings opened") if sheet.kind is CaseKind.INSOLVENCY else texts("Day of the death")
    facts = (
        (texts("Our reference"), sheet.number),
        (texts("Your reference"), sheet.reference),
        (texts("Date"), made_on),
        (texts("Customer no."), sheet.customer_number),
        (since, day),
    )
    name = printable(sheet.customer_name)
    number = printable(sheet.customer_number)
    return ClaimsText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.made_on,
        recipient=address_lines(sheet.recipient, business.address.country),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        title=texts("Open claims on {day}", day=day),
        subtitle=texts("Customer {name}, {number}", name=name, number=number) if name else number,
        columns=(texts("Invoice"), texts("Issued on"), texts("Due on"), texts("Amount"), texts("Still open")),
        rows=tuple(_row(each, texts) for each in sheet.claims),
        nothing="" if sheet.claims else texts("No claim was open on this day."),
        sums=tuple((texts("Sum of open claims"), formats.money(each, texts.locale)) for each in sheet.sums),
        things_title=texts("Our things that are still there") if sheet.things else "",
        things_columns=(texts("Our code"), texts("Description"), texts("Value on {day}", day=made_on)),
        things=tuple(_thing(each, texts) for each in sheet.things),
        sentences=_sentences(sheet, day, texts),
    )


def _row(claim: OpenClaim, texts: Texts) -> ClaimRow:
    locale = texts.locale
    days = (formats.day(claim.issued_on, locale), formats.day(claim.due_on, locale))
    amounts = (formats.money(claim.gross, locale), formats.money(claim.open, locale))
    below = texts("For contract {number}", number=printable(claim.contracts)) if claim.contracts else ""
    return ClaimRow(printable(claim.number), below, *days, *amounts)


def _thing(thing: HeldThing, texts: Texts) -> ThingRow:
    worth = _UNKNOWN if thing.worth is None else formats.money(thing.worth, texts.locale)
    below = texts("For contract {number}", number=printable(thing.contract))
    return ThingRow(printable(thing.code), printable(thing.title), below, worth)


def _sentences(sheet: ClaimsSheet, day: str, texts: Texts) -> tuple[str, ...]:
    found = [texts("As it stood at the end of {day}; later invoices and payments are not in it.", day=day)]
    if sheet.things:
        found.append(texts("The things are rented and remain our property. Their value is our estimate of today."))
    return tuple(found)
