"""A history on paper: entry after entry, newest first."""

from functools import partial
from typing import Final

from reports.documents.lifecycle import HistoryRow, HistoryText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.letter import BOTTOM, LEFT, NEXT_TOP, RIGHT, ROOM
from reports.layouts.pen import BODY, CELL, CELL_STRONG, HEAD, SMALL, TITLE, Imprint, Pen, Style, wrap

_TOP: Final = 36.0
_TIME_LEFT: Final = 44.0
_WHAT_LEFT: Final = 56.0
_PERSON_LEFT: Final = 136.0
_PLACE_LEFT: Final = 162.0
_HEAD_HIGH: Final = 8.0
_PAD: Final = 1.6


def history_pdf(text: HistoryText) -> bytes:
    """The PDF of a history."""
    imprint = Imprint(text.title, text.head.name, text.title, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    rows = [_row(row) for row in text.rows] or [Block(12, partial(_draw_nothing, text))]
    table_top = _table_top(text)
    pages = paginate(rows, BOTTOM - table_top - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_table_head, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text), table=table)


def _titles(text: HistoryText) -> list[str]:
    return wrap(text.title, TITLE, ROOM)[:3]


def _table_top(text: HistoryText) -> float:
    return _TOP + 8 + len(_titles(text)) * TITLE.line + 10


def _first(text: HistoryText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    y = pen.lines(LEFT, _TOP + 6, _titles(text), TITLE)
    pen.text(LEFT, y - 0.4, text.subtitle, BODY)
    return _table_top(text)


def _table_head(text: HistoryText, pen: Pen, top: float) -> float:
    for x, label in zip((LEFT, _WHAT_LEFT, _PERSON_LEFT, _PLACE_LEFT), text.columns, strict=True):
        pen.text(x, top + 3.4, label, HEAD)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _row(row: HistoryRow) -> Block:
    room = _PERSON_LEFT - _WHAT_LEFT - 4
    parts = [
        (wrap(row.sentence, CELL_STRONG, room), CELL_STRONG),
        (wrap(row.details, SMALL, room) if row.details else [], SMALL),
    ]
    people = wrap(row.person, CELL, _PLACE_LEFT - _PERSON_LEFT - 3)
    places = wrap(row.place, SMALL, RIGHT - _PLACE_LEFT)
    words = sum(len(lines) * style.line for lines, style in parts)
    high = max(words, len(people) * CELL.line, len(places) * SMALL.line) + 2 * _PAD
    return Block(high, partial(_draw_row, row=row, parts=parts, people=people, places=places, high=high), in_table=True)


def _draw_row(
    pen: Pen,
    top: float,
    *,
    row: HistoryRow,
    parts: list[tuple[list[str], Style]],
    people: list[str],
    places: list[str],
    high: float,
) -> None:
    y = top + _PAD + 3.1
    pen.text(LEFT, y, row.day, CELL)
    pen.text(_TIME_LEFT, y, row.time, SMALL)
    pen.lines(_PERSON_LEFT, y, people, CELL)
    pen.lines(_PLACE_LEFT, y, places, SMALL)
    for lines, style in parts:
        y = pen.lines(_WHAT_LEFT, y, lines, style)
    pen.rule(LEFT, top + high, RIGHT)


def _draw_nothing(text: HistoryText, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 6, text.nothing, BODY)
