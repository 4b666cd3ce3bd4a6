"""Files of an import: tables and workbooks in, templates and rows to be mended out."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from domain.imports.columns import COLUMNS
from domain.imports.model import MOST_ROWS, ImportKind
from domain.imports.table import (
    MOST_BYTES,
    MOST_COLUMNS,
    Encoding,
    FileUnreadable,
    Flaw,
    Table,
    digest_of,
    read_csv,
    table_of,
)
from ui.widgets.files import FileNotReadable
from ui.widgets.table import Column
from ui.widgets.table.workbook import workbook
from ui.widgets.typed import begins_like_formula

_UNPACKED: Final = 512 * 1024 * 1024
"""What a workbook may grow to: a few kilobytes can hold gigabytes of zeros."""
_LEAST_RATIO: Final = 200


def read_file(path: Path) -> Table:
    """Raises FileNotReadable, FileUnreadable, TooManyRows."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileUnreadable(flaw=Flaw.TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        raise FileNotReadable.because(error) from error
    return read_workbook(content) if content[:4] == b"PK\x03\x04" else read_csv(content)


def read_workbook(content: bytes) -> Table:
    """The first sheet; formulas count as what they last showed. Raises FileUnreadable, TooManyRows."""
    from openpyxl import load_workbook  # takes a while to load, and few open a file

    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        return table_of(_texts(rows), digest_of(content), Encoding.WORKBOOK)
    except FileUnreadable:
        raise
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError, SyntaxError, OSError, EOFError) as error:
        raise FileUnreadable(flaw=Flaw.NO_WORKBOOK) from error


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as error:
        raise FileUnreadable(flaw=Flaw.NO_WORKBOOK) from error
    if size > _UNPACKED or size > max(len(content), 1_000_000) * _LEAST_RATIO:
        raise FileUnreadable(flaw=Flaw.TOO_LARGE)


def _texts(rows: Iterable[Sequence[Any]]) -> Iterable[list[str]]:
    for row in rows:
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: Any) -> str:
    """Days as ISO writes them, numbers with a comma: what a cell means does not hang on how it is shown there."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        number = Decimal(repr(value)).normalize()
        return f"{number:f}".replace(".", ",")
    return str(value)


def template_headings(kind: ImportKind, language: str) -> list[str]:
    """As the columns are called in our templates."""
    place = 0 if language == "de" else 1
    return [each.headings[min(place, len(each.headings) - 1)] for each in COLUMNS[kind]]


def template_csv(kind: ImportKind, language: str) -> str:
    return _csv([template_headings(kind, language), *_examples(kind)])


def template_workbook(kind: ImportKind, language: str) -> bytes:
    def column(place: int, title: str) -> Column[Sequence[str]]:
        return Column(COLUMNS[kind][place].key, title, lambda row: row[place])

    columns = [column(place, title) for place, title in enumerate(template_headings(kind, language))]
    return workbook(str(kind), columns, _examples(kind))


def _examples(kind: ImportKind) -> list[tuple[str, ...]]:
    return [tuple(each.examples[row] for each in COLUMNS[kind]) for row in (0, 1)]


def mended_csv(table: Table, reasons: dict[int, str], heading: str) -> str:
    """The rows of these numbers as they came, with the reason beside: to be corrected and loaded again."""
    rows = [(*line.cells, reasons[line.number]) for line in table.lines if line.number in reasons]
    return _csv([(*table.headings, heading), *rows])


def _csv(rows: Iterable[Sequence[str]]) -> str:
    kept = io.StringIO(newline="")
    csv.writer(kept, delimiter=";").writerows([_harmless(cell) for cell in row] for row in rows)
    return kept.getvalue()


def _harmless(cell: str) -> str:
    """No spreadsheet reckons with it. An amount below nothing stays one."""
    is_amount = cell[:1] in "+-" and cell[1:].replace(",", "").replace(".", "").isdigit()
    return f"'{cell}" if begins_like_formula(cell) and not is_amount else cell
