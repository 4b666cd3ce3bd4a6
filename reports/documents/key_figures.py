"""Key figures as display texts: the sheet's own, cleaned for print, with the house's letterhead."""

from dataclasses import dataclass, replace
from datetime import date

from domain.business import Business
from domain.views.kpi_sheet import KpiSheet, SheetTable
from reports.documents.letterhead import Letterhead, letterhead
from reports.formats import printable
from reports.texts import Texts


@dataclass(frozen=True, slots=True)
class KeyFiguresText:
    head: Letterhead
    language: str
    made_on: date
    sheet: KpiSheet


def key_figures_text(sheet: KpiSheet, business: Business, texts: Texts) -> KeyFiguresText:
    """The sheet as it will be read."""
    plain = replace(
        sheet,
        title=printable(sheet.title),
        subtitle=printable(sheet.subtitle),
        tables=tuple(_plain(each) for each in sheet.tables),
    )
    return KeyFiguresText(letterhead(business, texts), texts.language, sheet.made_on, plain)


def _plain(table: SheetTable) -> SheetTable:
    return replace(table, rows=tuple(tuple(printable(cell) for cell in row) for row in table.rows))
