"""A history as display texts."""

from dataclasses import dataclass
from datetime import date

from domain.business import Business
from domain.views.lifecycle_sheet import LifeSheet, LifeSheetRow
from reports import formats
from reports.documents.letterhead import Letterhead, letterhead
from reports.formats import printable
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry. `details` "": nothing is known besides."""

    day: str
    time: str
    sentence: str
    details: str
    person: str
    place: str


@dataclass(frozen=True, slots=True)
class HistoryText:
    head: Letterhead
    language: str
    made_on: date
    title: str
    subtitle: str
    columns: tuple[str, str, str, str]
    rows: tuple[HistoryRow, ...]
    nothing: str


def history_text(sheet: LifeSheet, business: Business, texts: Texts) -> HistoryText:
    """The sheet as it will be read, in the language of `texts`."""
    parts = [texts.count("{number} entry", "{number} entries", len(sheet.rows))]
    parts += [texts("As of {day}", day=formats.day(sheet.made_on, texts.locale))]
    parts += [texts("older entries left out")] if sheet.is_cut else []
    return HistoryText(
        head=letterhead(business, texts),
        language=texts.language,
        made_on=sheet.made_on,
        title=printable(sheet.title),
        subtitle=" · ".join(parts),
        columns=(texts("Date"), texts("What happened"), texts("Person"), texts("Where")),
        rows=tuple(_row(row, texts) for row in sheet.rows),
        nothing=texts("Nothing has happened yet."),
    )


def _row(row: LifeSheetRow, texts: Texts) -> HistoryRow:
    day, time = formats.instant(row.at, texts.locale)
    return HistoryRow(day, time, printable(row.what), printable(row.details), printable(row.who), printable(row.where))
