"""The asset passport on paper: what it is, what it earned, and every event of its life."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from reports.documents.asset_passport import PassportRow, PassportText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BOTTOM, LEFT, NEXT_TOP, RIGHT, ROOM
from reports.layouts.pen import (
    BODY,
    CELL,
    CELL_STRONG,
    HEAD,
    PALE,
    SMALL,
    TITLE,
    Align,
    Imprint,
    Pen,
    Style,
    shorten,
    width,
    wrap,
)
from reports.layouts.symbols import draw_qr, qr_rows

_QR_MODULE: Final = 1.0
_TOP: Final = 36.0
_WORDS_ROOM: Final = 130.0
_DAY_LEFT: Final = 33.0
_WHAT_LEFT: Final = 66.0
_WHAT_ROOM: Final = 60.0
_PERSON_LEFT: Final = 130.0
_PLACE_LEFT: Final = 162.0
_HEAD_HIGH: Final = 8.0
_PAD: Final = 1.8
_GAP: Final = 4.0
_PICTURE_WIDE: Final = (ROOM - _GAP) / 2
_PICTURE_HIGH: Final = 62.0
_CODE: Final = Style(Face.MONO_SEMIBOLD, 13, 17)
_FIGURE: Final = Style(Face.SEMIBOLD, 14, 18)
_SECTION: Final = Style(Face.SEMIBOLD, 11.5, 15)
_CHIP: Final = Style(Face.SEMIBOLD, 8.6, 11)


def passport_pdf(text: PassportText) -> bytes:
    """The PDF of an asset passport."""
    imprint = Imprint(f"{text.kind} {text.code}", text.head.name, text.title, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    rows = [_row(row) for row in text.rows] or [Block(12, partial(_draw_nothing, text))]
    rows += [Block(_PICTURE_HIGH + _GAP + 8, partial(_draw_pictures, pair)) for pair in _pairs(text.pictures)]
    table_top = _history_top(text) + 8
    pages = paginate(rows, BOTTOM - table_top - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_table_head, text))
    running_title = f"{text.kind} {text.code}"
    return letter.draw_pages(pen, text.head, running_title, pages, partial(_first, text), table=table)


def _titles(text: PassportText) -> list[str]:
    return wrap(text.title, TITLE, _WORDS_ROOM)[:3]


def _facts_top(text: PassportText) -> float:
    after_title = _TOP + 9 + len(_titles(text)) * TITLE.line + (6 if text.subtitle else 0)
    return max(after_title + 12.5, _TOP + 24)


def _figures_top(text: PassportText) -> float:
    per_row = 3
    rows = -(-len(text.facts) // per_row)
    return _facts_top(text) + rows * 11 + 3


def _history_top(text: PassportText) -> float:
    return _figures_top(text) + (23 if text.figures else 4)


def _first(text: PassportText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    side = len(qr_rows(text.code)) * _QR_MODULE
    draw_qr(pen, RIGHT - side, _TOP - 4, text.code, _QR_MODULE)
    pen.text(LEFT, _TOP, text.kind, SMALL)
    y = pen.lines(LEFT, _TOP + 8, _titles(text), TITLE)
    if text.subtitle:
        pen.text(LEFT, y - 1.4, shorten(text.subtitle, BODY, _WORDS_ROOM), BODY)
        y += 6
    pen.text(LEFT, y + 0.6, text.code, _CODE)
    _draw_status(text, pen, LEFT + width(text.code, _CODE.face, _CODE.size) + 6, y + 0.6)
    _draw_facts(text, pen)
    _draw_figures(text, pen)
    top = _history_top(text)
    pen.text(LEFT, top + 4, text.history, _SECTION)
    return top + 8


def _draw_status(text: PassportText, pen: Pen, left: float, baseline: float) -> None:
    for chip in filter(None, (text.status, text.readiness)):
        wide = width(chip, _CHIP.face, _CHIP.size) + 5
        pen.box(left, baseline - 4.2, wide, 5.8, fill=PALE)
        pen.text(left + 2.5, baseline - 0.25, chip, _CHIP)
        left += wide + 2


def _draw_facts(text: PassportText, pen: Pen) -> None:
    column = ROOM / 3
    for index, (label, value) in enumerate(text.facts):
        row, place = divmod(index, 3)
        x, y = LEFT + place * column, _facts_top(text) + row * 11
        pen.text(x, y, label, SMALL)
        pen.text(x, y + 4.6, shorten(value, CELL_STRONG, column - 4), CELL_STRONG)


def _draw_figures(text: PassportText, pen: Pen) -> None:
    if not text.figures:
        return
    top = _figures_top(text)
    column = ROOM / 3
    pen.rule(LEFT, top - 3, RIGHT)
    for index, (label, value) in enumerate(text.figures):
        x = LEFT + index * column
        pen.text(x, top + 3, label, SMALL)
        pen.text(x, top + 10, shorten(value, _FIGURE, column - 4), _FIGURE)
    pen.rule(LEFT, top + 15, RIGHT)


def _table_head(text: PassportText, pen: Pen, top: float) -> float:
    y = top + 3.4
    for x, label in zip((LEFT, _DAY_LEFT, _WHAT_LEFT, _PERSON_LEFT, _PLACE_LEFT), text.columns, strict=True):
        pen.text(x, y, label, HEAD)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _row(row: PassportRow) -> Block:
    parts = [
        (wrap(row.sentence, CELL_STRONG, _WHAT_ROOM), CELL_STRONG),
        (wrap(row.details, SMALL, _WHAT_ROOM) if row.details else [], SMALL),
    ]
    people = wrap(row.person, CELL, _PLACE_LEFT - _PERSON_LEFT - 3)
    places = wrap(row.place, CELL, RIGHT - _PLACE_LEFT)
    words = sum(len(lines) * style.line for lines, style in parts)
    high = max(words, max(len(people), len(places)) * CELL.line) + 2 * _PAD
    return Block(high, partial(_draw_row, row=row, parts=parts, people=people, places=places, high=high), in_table=True)


def _draw_row(
    pen: Pen,
    top: float,
    *,
    row: PassportRow,
    parts: list[tuple[list[str], Style]],
    people: list[str],
    places: list[str],
    high: float,
) -> None:
    y = top + _PAD + 3.1
    pen.text(_DAY_LEFT - 3, y, row.seq, SMALL, Align.RIGHT)
    pen.text(_DAY_LEFT, y, row.day, CELL)
    pen.text(_WHAT_LEFT - 3, y, row.time, SMALL, Align.RIGHT)
    pen.lines(_PERSON_LEFT, y, people, CELL)
    pen.lines(_PLACE_LEFT, y, places, CELL)
    for lines, style in parts:
        y = pen.lines(_WHAT_LEFT, y, lines, style)
    pen.rule(LEFT, top + high, RIGHT)


def _pairs(pictures: Sequence[tuple[str, bytes]]) -> list[Sequence[tuple[str, bytes]]]:
    return [pictures[n : n + 2] for n in range(0, len(pictures), 2)]


def _draw_pictures(pair: Sequence[tuple[str, bytes]], pen: Pen, top: float) -> None:
    for place, (caption, data) in enumerate(pair):
        x = LEFT + place * (_PICTURE_WIDE + _GAP)
        pen.image(data, x, top + _GAP, _PICTURE_WIDE, _PICTURE_HIGH)
        pen.text(x, top + _GAP + _PICTURE_HIGH + 4, shorten(caption, SMALL, _PICTURE_WIDE), SMALL)


def _draw_nothing(text: PassportText, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 6, text.nothing, BODY)
