"""The list of open claims on paper: a letter with a table of invoices, its sum, and a table of things."""

from dataclasses import replace
from functools import partial
from typing import Final

from reports.documents.claims_list import ClaimRow, ClaimsText, ThingRow
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import BODY, CELL, CELL_STRONG, HEAD, SMALL, STRONG, TITLE, Align, Imprint, Pen, Style, wrap

_ISSUED: Final = 82.0
_DUE: Final = 109.0
_GROSS: Final = 160.0
_NUMBER_ROOM: Final = 54.0
_TITLE: Final = 62.0
_CODE_ROOM: Final = 35.0
_TITLE_ROOM: Final = 92.0
_HEAD_HIGH: Final = 8.0
_PAD: Final = 1.8
_FIRST_BASELINE: Final = 3.1
_TABLE_TOP: Final = BODY_TOP + 18
_CODE: Final = Style(Face.MONO_SEMIBOLD, 8.6, 12)
_GRAND: Final = Style(Face.SEMIBOLD, 12, 16)


def claims_pdf(text: ClaimsText) -> bytes:
    """The PDF of a list of open claims."""
    imprint = Imprint(text.title, text.head.name, text.subtitle, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    blocks = [*_claims(text), *_things(text), _closing(text)]
    pages = paginate(blocks, BOTTOM - _TABLE_TOP - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_claims_head, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text), table=table)


def _first(text: ClaimsText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    pen.text(LEFT, BODY_TOP + 11.5, text.subtitle, BODY)
    return _TABLE_TOP


def _claims(text: ClaimsText) -> list[Block]:
    if text.nothing:
        return [Block(8, partial(_draw_line, text.nothing))]
    rows = [_claim(row) for row in text.rows]
    rows[-1] = replace(rows[-1], stays=True)
    last = len(text.sums) - 1
    sums = [Block(12, partial(_draw_sum, text, each), stays=n < last) for n, each in enumerate(text.sums)]
    return [*rows, *sums]


def _claims_head(text: ClaimsText, pen: Pen, top: float) -> float:
    number, issued_on, due_on, gross, still = text.columns
    y = top + 3.4
    pen.text(LEFT, y, number, HEAD)
    pen.text(_ISSUED, y, issued_on, HEAD)
    pen.text(_DUE, y, due_on, HEAD)
    pen.text(_GROSS, y, gross, HEAD, Align.RIGHT)
    pen.text(RIGHT, y, still, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _claim(row: ClaimRow) -> Block:
    numbers = wrap(row.number, CELL_STRONG, _NUMBER_ROOM)
    below = wrap(row.below, SMALL, _NUMBER_ROOM) if row.below else []
    high = len(numbers) * CELL_STRONG.line + len(below) * SMALL.line + 2 * _PAD
    return Block(high, partial(_draw_claim, row, (numbers, below), high), in_table=True)


def _draw_claim(row: ClaimRow, words: tuple[list[str], list[str]], high: float, pen: Pen, top: float) -> None:
    numbers, below = words
    first = top + _PAD + _FIRST_BASELINE
    y = pen.lines(LEFT, first, numbers, CELL_STRONG)
    pen.lines(LEFT, y - 0.4, below, SMALL)
    pen.text(_ISSUED, first, row.issued_on, CELL)
    pen.text(_DUE, first, row.due_on, CELL)
    pen.text(_GROSS, first, row.gross, CELL, Align.RIGHT)
    pen.text(RIGHT, first, row.open, CELL_STRONG, Align.RIGHT)
    pen.rule(LEFT, top + high, RIGHT)


def _draw_sum(text: ClaimsText, one: tuple[str, str], pen: Pen, top: float) -> None:
    style = replace(_GRAND, colour=letter.accent_text(text.head))
    label, amount = one
    pen.text(LEFT, top + 7.4, label, style)
    pen.text(RIGHT, top + 7.4, amount, style, Align.RIGHT)
    pen.rule(LEFT, top + 10.4, RIGHT, 0.8, text.head.accent)


def _things(text: ClaimsText) -> list[Block]:
    if not text.things:
        return []
    return [Block(22, partial(_draw_things_head, text), stays=True), *(_thing(row) for row in text.things)]


def _draw_things_head(text: ClaimsText, pen: Pen, top: float) -> None:
    code, title, worth = text.things_columns
    pen.text(LEFT, top + 9, text.things_title, STRONG)
    pen.text(LEFT, top + 17.4, code, HEAD)
    pen.text(_TITLE, top + 17.4, title, HEAD)
    pen.text(RIGHT, top + 17.4, worth, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 19.6, RIGHT, 0.8, text.head.accent)


def _thing(row: ThingRow) -> Block:
    codes, titles = wrap(row.code, _CODE, _CODE_ROOM), wrap(row.title, CELL_STRONG, _TITLE_ROOM)
    words = len(titles) * CELL_STRONG.line + SMALL.line
    high = max(len(codes) * _CODE.line, words) + 2 * _PAD
    return Block(high, partial(_draw_thing, row, (codes, titles), high))


def _draw_thing(row: ThingRow, words: tuple[list[str], list[str]], high: float, pen: Pen, top: float) -> None:
    codes, titles = words
    first = top + _PAD + _FIRST_BASELINE
    pen.lines(LEFT, first, codes, _CODE)
    y = pen.lines(_TITLE, first, titles, CELL_STRONG)
    pen.text(_TITLE, y - 0.4, row.below, SMALL)
    pen.text(RIGHT, first, row.worth, CELL, Align.RIGHT)
    pen.rule(LEFT, top + high, RIGHT)


def _draw_line(words: str, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 5, words, BODY)


def _closing(text: ClaimsText) -> Block:
    paragraphs = [wrap(sentence, BODY, letter.ROOM) for sentence in text.sentences]
    high = 8 + sum(len(lines) * BODY.line + 1.6 for lines in paragraphs)
    return Block(high, partial(_draw_closing, paragraphs))


def _draw_closing(paragraphs: list[list[str]], pen: Pen, top: float) -> None:
    y = top + 8
    for lines in paragraphs:
        y = pen.lines(LEFT, y, lines, BODY) + 1.6
