"""A file as it comes: headings and rows of texts, and how it was written. Everything in it is only text until read."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput
from domain.imports.model import MOST_ROWS, TooManyRows

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 2_000
_DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE: Final = 50
_FORMULA: Final = frozenset("=+-@")
"""What a spreadsheet reckons with; the mark before it, set when a file was written, is no part of the text."""


class FileUnreadable(InvalidInput):
    """Not a table of texts: another kind of file, damaged, too large, or with control characters in it."""

    code = "import_file_unreadable"


class Flaw(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    CONTROL_CHARACTERS = "control_characters"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    HEADING_TWICE = "heading_twice"
    NO_WORKBOOK = "no_workbook"


class Encoding(StrEnum):
    """How a text file is written."""

    UTF_8 = "utf-8-sig"
    WINDOWS = "cp1252"
    WORKBOOK = "xlsx"


@dataclass(frozen=True, slots=True)
class Line:
    """`number` as people count it in the file; `cells` as many as there are headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`digest` is that of the whole file; `delimiter` "" for a workbook."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    digest: str
    encoding: Encoding
    delimiter: str = ""


def read_csv(content: bytes) -> Table:
    """Raises FileUnreadable, TooManyRows."""
    if not content.strip():
        raise FileUnreadable(flaw=Flaw.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileUnreadable(flaw=Flaw.TOO_LARGE)
    text, encoding = _text(content)
    delimiter = _delimiter(text)
    return table_of(_rows(text, delimiter), digest_of(content), encoding, delimiter)


def digest_of(content: bytes) -> str:
    """Tells one file from all others."""
    return hashlib.sha256(content).hexdigest()


def _text(content: bytes) -> tuple[str, Encoding]:
    if b"\0" in content:
        raise FileUnreadable(flaw=Flaw.NOT_TEXT)
    try:
        return content.decode(Encoding.UTF_8), Encoding.UTF_8
    except UnicodeDecodeError:
        pass
    try:
        return content.decode(Encoding.WINDOWS), Encoding.WINDOWS
    except UnicodeDecodeError:
        raise FileUnreadable(flaw=Flaw.NOT_TEXT) from None


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into the most cells, the same number in each."""

    def worth(delimiter: str) -> tuple[bool, int]:
        counts = [len(row) for _, row in zip(range(_SAMPLE), _rows(text, delimiter), strict=False) if any(row)]
        return len(set(counts)) == 1, min(counts, default=0)

    return max(_DELIMITERS, key=worth)


def _rows(text: str, delimiter: str) -> Iterable[list[str]]:
    try:
        yield from csv.reader(_lines(text), delimiter=delimiter)
    except csv.Error:
        raise FileUnreadable(flaw=Flaw.CELL_TOO_LONG) from None


def _lines(text: str) -> Iterable[str]:
    """With their ends: a cell may hold some of its own."""
    return (f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def table_of(rows: Iterable[Sequence[str]], digest: str, encoding: Encoding, delimiter: str = "") -> Table:
    """The first row that holds anything are the headings; empty rows are passed over.

    Raises FileUnreadable, TooManyRows.
    """
    headings: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            raise FileUnreadable(flaw=Flaw.TOO_MANY_COLUMNS, line=number)
        cells = tuple(_cell(text, number) for text in row)
        if not any(cells):
            continue
        if not headings:
            headings = _headings(cells)
            continue
        if len(lines) == MOST_ROWS:
            raise TooManyRows(count=MOST_ROWS + 1, most=MOST_ROWS)
        lines.append(Line(number, (cells + ("",) * len(headings))[: len(headings)]))
    if not headings or not lines:
        raise FileUnreadable(flaw=Flaw.EMPTY)
    return Table(headings, tuple(lines), digest, encoding, delimiter)


def _cell(text: str, number: int) -> str:
    if len(text) > LONGEST_CELL:
        raise FileUnreadable(flaw=Flaw.CELL_TOO_LONG, line=number)
    plain = " ".join(text.split())
    if not plain.isprintable():
        raise FileUnreadable(flaw=Flaw.CONTROL_CHARACTERS, line=number)
    return plain[1:] if plain[:1] == "'" and plain[1:2] in _FORMULA else plain


def _headings(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without empty ones at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    known = [each.casefold() for each in cells if each]
    for each in known:
        if known.count(each) > 1:
            raise FileUnreadable(flaw=Flaw.HEADING_TWICE, line=1)
    return cells
