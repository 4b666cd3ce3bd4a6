"""The delivery note on paper: to be scanned by us, ticked by the packer, signed by the customer."""

from dataclasses import replace
from functools import partial
from typing import Final

from reports.documents.delivery_note import DeliveryRow, DeliveryText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import (
    BODY,
    CELL,
    CELL_STRONG,
    HEAD,
    INK,
    MUTED,
    SMALL,
    TITLE,
    Align,
    Imprint,
    Pen,
    Style,
    wrap,
)
from reports.layouts.symbols import CODE_128_QUIET, code_128_runs, draw_code_128, draw_qr, qr_rows

_QUANTITY: Final = 44.0
_TITLE_LEFT: Final = 48.0
_TITLE_ROOM: Final = 74.0
_CODE_LEFT: Final = 126.0
_CODE_ROOM: Final = 44.0
_TICK_LEFT: Final = 186.4
_TICK: Final = 3.6
_HEAD_HIGH: Final = 8.0
_PAD: Final = 2.2
_TABLE_TOP: Final = BODY_TOP + 18
_BAR: Final = 0.3
_SQUARE: Final = 0.6
_CODES_TOP: Final = 82.0
_CODE: Final = Style(Face.MONO_SEMIBOLD, 9, 12)
_SERIAL: Final = Style(Face.MONO, 7.6, 10.6, MUTED)


def delivery_pdf(text: DeliveryText) -> bytes:
    """The PDF of a delivery note."""
    imprint = Imprint(text.title, text.head.name, text.subtitle, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    blocks = [*(block for row in text.rows for block in _row(row)), Block(52, partial(_draw_signature, text))]
    pages = paginate(blocks, BOTTOM - _TABLE_TOP - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_table_head, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text), table=table)


def _first(text: DeliveryText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    _draw_codes(pen, text.code)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    pen.text(LEFT, BODY_TOP + 11.5, f"{text.subtitle} · {text.count}", BODY)
    return _TABLE_TOP


def _draw_codes(pen: Pen, code: str) -> None:
    side = len(qr_rows(code)) * _SQUARE
    draw_qr(pen, RIGHT - side, _CODES_TOP, code, _SQUARE)
    wide = code_128_runs(code)[0] * _BAR
    left = min(letter.FACTS_LEFT, RIGHT - side - CODE_128_QUIET * _BAR - 1 - wide)
    draw_code_128(pen, left, _CODES_TOP, code, _BAR, high=side)


def _table_head(text: DeliveryText, pen: Pen, top: float) -> float:
    position, quantity, title, code, tick = text.columns
    y = top + 3.4
    pen.text(LEFT, y, position, HEAD)
    pen.text(_QUANTITY, y, quantity, HEAD, Align.RIGHT)
    pen.text(_TITLE_LEFT, y, title, HEAD)
    pen.text(_CODE_LEFT, y, code, HEAD)
    pen.text(RIGHT, y, tick, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _row(row: DeliveryRow) -> list[Block]:
    titles = wrap(row.title, CELL_STRONG, _TITLE_ROOM)
    codes = wrap(row.code, _CODE, _CODE_ROOM) if row.code else []
    serials = wrap(row.serial, _SERIAL, _CODE_ROOM) if row.serial else []
    words = len(titles) * CELL_STRONG.line + SMALL.line
    high = max(words, len(codes) * _CODE.line + len(serials) * _SERIAL.line) + 2 * _PAD
    draw = partial(_draw_row, row=row, titles=titles, codes=codes, serials=serials, high=high)
    main = Block(high, draw, in_table=True)
    if not row.accessories:
        return [main]
    last = len(row.accessories) - 1
    extras = [_accessory(title, is_last=index == last) for index, title in enumerate(row.accessories)]
    return [replace(main, stays=True), *(replace(extra, stays=index < last) for index, extra in enumerate(extras))]


def _accessory(title: str, *, is_last: bool) -> Block:
    lines = wrap(title, CELL, _TITLE_ROOM - 4)
    high = len(lines) * CELL.line + (3.2 if is_last else 1.6)
    return Block(high, partial(_draw_accessory, lines, is_last, high), in_table=True)


def _draw_row(
    pen: Pen, top: float, *, row: DeliveryRow, titles: list[str], codes: list[str], serials: list[str], high: float
) -> None:
    first = top + _PAD + 3.1
    pen.text(LEFT, first, row.position, SMALL)
    pen.text(_QUANTITY, first, row.quantity, CELL_STRONG, Align.RIGHT)
    below = pen.lines(_TITLE_LEFT, first, titles, CELL_STRONG)
    pen.text(_TITLE_LEFT, below - 0.4, row.treatment, SMALL)
    below = pen.lines(_CODE_LEFT, first, codes, _CODE)
    pen.lines(_CODE_LEFT, below - (0.4 if codes else 0), serials, _SERIAL)
    pen.box(_TICK_LEFT, first - 2.9, _TICK, _TICK, stroke=INK)
    if not row.accessories:
        pen.rule(LEFT, top + high, RIGHT)


def _draw_accessory(lines: list[str], is_last: bool, high: float, pen: Pen, top: float) -> None:
    pen.text(_TITLE_LEFT, top + 3.1, "+", SMALL)
    pen.lines(_TITLE_LEFT + 4, top + 3.1, lines, CELL)
    pen.box(_TICK_LEFT, top + 0.2, _TICK, _TICK, stroke=INK)
    if is_last:
        pen.rule(LEFT, top + high, RIGHT)


def _draw_signature(text: DeliveryText, pen: Pen, top: float) -> None:
    y = pen.lines(LEFT, top + 9, wrap(text.request, BODY, letter.ROOM - 20), BODY)
    pen.box(LEFT, y + 3.6, _TICK, _TICK, stroke=INK)
    pen.text(LEFT + 6, y + 6.6, text.received, BODY)
    pen.rule(LEFT, y + 24, LEFT + 100, 0.6, INK)
    pen.text(LEFT, y + 28, text.signature, SMALL)
