"""A table as a workbook: real numbers, days and amounts, so that a spreadsheet can reckon with them at once."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar

from domain.money import Money
from ui.widgets.table.columns import Column, is_figure

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Row = TypeVar("Row")
_DAY: Final = "yyyy-mm-dd"
_INSTANT: Final = "yyyy-mm-dd hh:mm:ss"
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_LONGEST_TITLE: Final = 31
_WIDEST: Final = 60
_NARROWEST: Final = 8


def workbook(title: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> bytes:
    """The rows as XLSX, the heading fixed and with filters. Texts stay texts, whatever they begin with."""
    from openpyxl import Workbook  # takes a while to load, and few save a file
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    all_columns = [each for column in columns for each in column.in_file]
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = title.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE] or "-"
    for place, column in enumerate(all_columns, start=1):
        head = sheet.cell(1, place)
        _put_text(head, column.title)
        head.font = Font(bold=True)
    for line, one in enumerate(rows, start=2):
        for place, column in enumerate(all_columns, start=1):
            _put(sheet.cell(line, place), column, one)
    for place, column in enumerate(all_columns, start=1):
        longest = max((len(column.shown(one)) for one in rows[:200]), default=0)
        width = min(max(longest, len(column.title), _NARROWEST) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    if all_columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(all_columns))}{len(rows) + 1}"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _put(cell: "Cell | MergedCell", column: Column[Row], one: Row) -> None:
    value: Any = column.value(one)
    if isinstance(value, Money):
        cell.value = value.decimal()
        cell.number_format = f'#,##0.00 "{value.currency}"'
    elif isinstance(value, datetime):
        cell.value = value.astimezone().replace(tzinfo=None)
        cell.number_format = _INSTANT
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = _DAY
    elif is_figure(value):
        cell.value = value
        if isinstance(value, Decimal):
            cell.number_format = "General"
    else:
        _put_text(cell, column.shown(one))


def _put_text(cell: "Cell | MergedCell", words: str) -> None:
    """As a text even where it looks like a formula, without signs that no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)[:32_767]
    cell.data_type = "s"
    cell.quotePrefix = True
