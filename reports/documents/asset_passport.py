"""An asset's passport as display texts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.assets.passport_sheet import PassportEvent, PassportSheet
from domain.assets.status import Condition, Kind, Readiness, Status
from domain.business import Business
from reports import formats
from reports.documents.letterhead import Letterhead, letterhead
from reports.formats import printable
from reports.texts import N_, Texts

STATUSES: Final = {
    Status.NEW: N_("new"),
    Status.ORDERED: N_("ordered"),
    Status.IN_STOCK: N_("in stock"),
    Status.RESERVED: N_("reserved"),
    Status.PACKED: N_("packed"),
    Status.RENTED: N_("with a customer"),
    Status.DUE_BACK: N_("return announced"),
    Status.RECEIVED: N_("back in house"),
    Status.TO_REPAIR: N_("waiting for inspection"),
    Status.IN_REPAIR: N_("in the workshop"),
    Status.SOLD: N_("sold"),
    Status.LOST: N_("lost"),
    Status.STOLEN: N_("stolen"),
    Status.RETIRED: N_("retired"),
    Status.SENT_TO_SUPPLIER: N_("sent to the supplier"),
}

READINESSES: Final = {
    Readiness.READY: N_("ready to go out"),
    Readiness.NOT_READY: N_("not ready"),
    Readiness.QUARANTINED: N_("in quarantine"),
}

CONDITIONS: Final = {
    Condition.UNUSED: N_("unused"),
    Condition.USED: N_("used"),
    Condition.DAMAGED_REPAIRABLE: N_("damaged, repairable"),
    Condition.DAMAGED_BEYOND_REPAIR: N_("damaged beyond repair"),
}

KINDS: Final = {
    Kind.ORDERED: N_("Ordered from the supplier"),
    Kind.RECEIVED: N_("Booked in"),
    Kind.LABELLED: N_("Label printed"),
    Kind.MOVED: N_("Moved to another place"),
    Kind.RESERVED: N_("Reserved for an order"),
    Kind.RELEASED: N_("Reservation released"),
    Kind.PACKED: N_("Packed"),
    Kind.UNPACKED: N_("Unpacked again"),
    Kind.SHIPPED: N_("Sent to the customer"),
    Kind.HANDED_OVER: N_("Handed over to the customer"),
    Kind.RETURN_ANNOUNCED: N_("Customer announced the return"),
    Kind.RETURN_WITHDRAWN: N_("Customer keeps it after all"),
    Kind.TAKEN_BACK: N_("Taken back"),
    Kind.INSPECTION_PASSED: N_("Inspection passed"),
    Kind.SENT_TO_REPAIR: N_("Handed to inspection and repair"),
    Kind.REPAIR_STARTED: N_("Work in the workshop begun"),
    Kind.REPAIR_PASSED: N_("Refurbished, back in stock"),
    Kind.RETIRED: N_("Retired"),
    Kind.SENT_TO_SUPPLIER: N_("Sent to the supplier"),
    Kind.SOLD: N_("Sold"),
    Kind.LOST: N_("Reported lost"),
    Kind.STOLEN: N_("Reported stolen"),
    Kind.FOUND: N_("Found again"),
    Kind.RECOVERED: N_("Found again at the customer's"),
    Kind.PASSED_ON: N_("Passed on to another customer"),
    Kind.WRITTEN_OFF: N_("Written off in the books"),
    Kind.COUNTED: N_("Seen at a stock count"),
    Kind.QUARANTINED: N_("Put in quarantine"),
    Kind.LIFTED: N_("Quarantine lifted"),
    Kind.NOTED: N_("Noted, does not fit the status"),
    Kind.UNDONE: N_("Entry taken back"),
}


@dataclass(frozen=True, slots=True)
class PassportRow:
    """One event. `details` is one line of what is known besides, "" for nothing."""

    seq: str
    day: str
    time: str
    sentence: str
    details: str
    person: str
    place: str


@dataclass(frozen=True, slots=True)
class PassportText:
    """`figures` are label and value, empty when the reader may see none; `pictures` what stands below each, and PNG or
    JPEG."""

    head: Letterhead
    language: str
    made_on: date
    kind: str
    title: str
    subtitle: str
    code: str
    status: str
    readiness: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    history: str
    columns: tuple[str, str, str, str, str]
    rows: tuple[PassportRow, ...]
    nothing: str
    pictures: tuple[tuple[str, bytes], ...] = ()


def passport_text(sheet: PassportSheet, business: Business, texts: Texts) -> PassportText:
    """The sheet as it will be read, in the language of `texts`."""
    facts = (
        (texts("Serial number"), sheet.serial or "–"),
        (texts("Condition"), texts(CONDITIONS[sheet.condition])),
        (texts("Grade"), sheet.grade or ""),
        (texts("Place"), sheet.place or ""),
        (texts("Held by"), sheet.holder or ""),
        (texts("As of"), formats.day(sheet.as_of, texts.locale)),
    )
    return PassportText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.as_of,
        kind=texts("Asset passport"),
        title=printable(sheet.title),
        subtitle=printable(sheet.variant),
        code=sheet.code,
        status=texts(STATUSES[sheet.status]),
        readiness=texts(READINESSES[sheet.readiness]),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        figures=_figures(sheet, texts),
        history=texts("History"),
        columns=(texts("No."), texts("Date"), texts("What happened"), texts("Person"), texts("Place")),
        rows=tuple(_row(event, texts) for event in sheet.events),
        nothing=texts("Nothing has happened to this asset yet."),
    )


def _figures(sheet: PassportSheet, texts: Texts) -> tuple[tuple[str, str], ...]:
    figures: list[tuple[str, str]] = []
    if sheet.revenue is not None:
        figures.append((texts("Revenue earned (net)"), formats.money(sheet.revenue, texts.locale)))
    if sheet.repair_cost is not None:
        figures.append((texts("Cost of repairs"), formats.money(sheet.repair_cost, texts.locale)))
    if sheet.days_rented is not None:
        figures.append((texts("Days with customers"), formats.number(sheet.days_rented, texts.locale)))
    return tuple(figures)


def _row(event: PassportEvent, texts: Texts) -> PassportRow:
    day, time = formats.instant(event.at, texts.locale)
    return PassportRow(
        seq=str(event.seq),
        day=day,
        time=time,
        sentence=texts(KINDS[event.kind]),
        details=" · ".join(_details(event, texts)),
        person=printable(event.person or ""),
        place=printable(event.place or ""),
    )


def _details(event: PassportEvent, texts: Texts) -> list[str]:
    details = [printable(text) for text in (event.customer, event.contract, event.reference) if text]
    if event.condition is not None:
        details.append(texts(CONDITIONS[event.condition]))
    if event.grade is not None:
        details.append(texts("grade {grade}", grade=event.grade))
    if event.minutes is not None:
        details.append(texts.count("{number} minute", "{number} minutes", event.minutes))
    if event.cost is not None:
        details.append(formats.money(event.cost, texts.locale))
    if event.claimed is not None:
        details.append(texts("claimed: {what}", what=texts(KINDS[event.claimed])))
    if event.undoes is not None:
        details.append(texts("takes back no. {number}", number=event.undoes))
    if event.reason:
        details.append(printable(event.reason))
    return details
