"""The final statement of a deposit on paper: a letter with one column of amounts and its result."""

from dataclasses import replace
from functools import partial
from typing import Final

from reports.documents.final_statement import StatementRow, StatementText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import BODY, CELL, CELL_STRONG, HEAD, SMALL, TITLE, Align, Imprint, Pen, Style, shorten, wrap

_TITLE_ROOM: Final = 125.0
_HEAD_HIGH: Final = 8.0
_PAD: Final = 1.8
_FIRST_BASELINE: Final = 3.1
_SIGNED_HIGH: Final = 36.0
_SIGNED_WIDE: Final = 80.0
_TABLE_TOP: Final = BODY_TOP + 18
_GRAND: Final = Style(Face.SEMIBOLD, 12, 16)
_LEAD: Final = replace(BODY, face=Face.MEDIUM)


def statement_pdf(text: StatementText) -> bytes:
    """The PDF of a final statement, and of other papers of one column of amounts."""
    imprint = Imprint(text.title, text.head.name, text.subtitle, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    blocks = [*(_row(row) for row in text.rows), Block(14, partial(_draw_result, text), stays=True), *_closing(text)]
    if text.signed:
        blocks.append(Block(_SIGNED_HIGH, partial(_draw_signature, text)))
    pages = paginate(blocks, BOTTOM - _TABLE_TOP - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_table_head, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text), table=table)


def _first(text: StatementText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    pen.text(LEFT, BODY_TOP + 11.5, text.subtitle, BODY)
    return _TABLE_TOP


def _table_head(text: StatementText, pen: Pen, top: float) -> float:
    title, amount = text.columns
    pen.text(LEFT, top + 3.4, title, HEAD)
    pen.text(RIGHT, top + 3.4, amount, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _row(row: StatementRow) -> Block:
    titles = wrap(row.title, CELL_STRONG, _TITLE_ROOM)
    below = [piece for line in row.explanation for piece in wrap(line, SMALL, _TITLE_ROOM)]
    high = len(titles) * CELL_STRONG.line + len(below) * SMALL.line + 2 * _PAD
    return Block(high, partial(_draw_row, row.amount, [(titles, CELL_STRONG), (below, SMALL)], high), in_table=True)


def _draw_row(amount: str, parts: list[tuple[list[str], Style]], high: float, pen: Pen, top: float) -> None:
    first = top + _PAD + _FIRST_BASELINE
    y = top + _PAD
    for lines, style in parts:
        pen.lines(LEFT, y + style.line * 0.735, lines, style)
        y += len(lines) * style.line
    pen.text(RIGHT, first, amount, CELL, Align.RIGHT)
    pen.rule(LEFT, top + high, RIGHT)


def _draw_result(text: StatementText, pen: Pen, top: float) -> None:
    style = replace(_GRAND, colour=letter.accent_text(text.head))
    label, amount = text.result
    pen.text(LEFT, top + 8.4, label, style)
    pen.text(RIGHT, top + 8.4, amount, style, Align.RIGHT)
    pen.rule(LEFT, top + 11.4, RIGHT, 0.8, text.head.accent)


def _closing(text: StatementText) -> list[Block]:
    """A block a paragraph, so that a long one finds its page; the first stands out and apart."""
    blocks = []
    for index, sentence in enumerate(text.sentences):
        style, gap = (BODY, 0.0) if index else (_LEAD, 8.0)
        lines = wrap(sentence, style, letter.ROOM)
        blocks.append(Block(gap + len(lines) * BODY.line + 1.6, partial(_draw_paragraph, lines, style, gap)))
    return blocks


def _draw_paragraph(lines: list[str], style: Style, gap: float, pen: Pen, top: float) -> None:
    pen.lines(LEFT, top + gap, lines, style)


def _draw_signature(text: StatementText, pen: Pen, top: float) -> None:
    """The picture stands on the line, as it was drawn on the pad."""
    if text.signature is not None:
        pen.image(text.signature, LEFT, top + 4, _SIGNED_WIDE, 20)
    pen.rule(LEFT, top + 26, LEFT + _SIGNED_WIDE)
    pen.text(LEFT, top + 30, shorten(text.signed, SMALL, _SIGNED_WIDE * 2), SMALL)
