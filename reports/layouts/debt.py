"""Reminders, instalment plans and hand-overs on paper: a letter with a table of invoices and what is to be paid."""

from dataclasses import replace
from functools import partial
from typing import Final

from reports.documents.debt import DebtText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import BODY, CELL, CELL_STRONG, HEAD, SMALL, STRONG, TITLE, Align, Imprint, Pen, Style, wrap
from reports.layouts.symbols import draw_qr, qr_rows

_DUE: Final = 100.0
_GROSS: Final = 155.0
_HEAD_HIGH: Final = 8.0
_ROW: Final = 7.2
_BASELINE: Final = 4.9
_SMALL_ROW: Final = 5.4
_MODULE: Final = 0.62
_GRAND: Final = Style(Face.SEMIBOLD, 12, 16)


def debt_pdf(text: DebtText) -> bytes:
    """The PDF of a letter about what is owed."""
    imprint = Imprint(text.title, text.head.name, text.title, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    above = [wrap(each, BODY, letter.ROOM) for each in text.above]
    top = BODY_TOP + 10 + sum(len(lines) * BODY.line + 1.6 for lines in above) + 3
    blocks = [*_rows(text), *_sums(text), *_payment(text), *_tables(text), _closing(text)]
    pages = paginate(blocks, BOTTOM - top - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_table_head, text))
    first = partial(_first, text, above, top)
    return letter.draw_pages(pen, text.head, text.title, pages, first, table=table)


def _first(text: DebtText, above: list[list[str]], top: float, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    y = BODY_TOP + 13
    for lines in above:
        y = pen.lines(LEFT, y, lines, BODY) + 1.6
    return top


def _table_head(text: DebtText, pen: Pen, top: float) -> float:
    number, due_on, gross, still = text.columns
    y = top + 3.4
    pen.text(LEFT, y, number, HEAD)
    pen.text(_DUE, y, due_on, HEAD)
    pen.text(_GROSS, y, gross, HEAD, Align.RIGHT)
    pen.text(RIGHT, y, still, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _rows(text: DebtText) -> list[Block]:
    rows = [Block(_ROW, partial(_draw_row, each), in_table=True) for each in text.rows]
    if rows:
        rows[-1] = replace(rows[-1], stays=True)
    return rows


def _draw_row(row: tuple[str, str, str, str], pen: Pen, top: float) -> None:
    number, due_on, gross, still = row
    pen.text(LEFT, top + _BASELINE, number, CELL_STRONG)
    pen.text(_DUE, top + _BASELINE, due_on, CELL)
    pen.text(_GROSS, top + _BASELINE, gross, CELL, Align.RIGHT)
    pen.text(RIGHT, top + _BASELINE, still, CELL_STRONG, Align.RIGHT)
    pen.rule(LEFT, top + _ROW, RIGHT)


def _sums(text: DebtText) -> list[Block]:
    found = [Block(_ROW, partial(_draw_sum, each), stays=True) for each in text.sums]
    return [*found, Block(14, partial(_draw_grand, text), stays=bool(text.pay))]


def _draw_sum(row: tuple[str, str], pen: Pen, top: float) -> None:
    label, amount = row
    pen.text(LEFT, top + _BASELINE, label, CELL)
    pen.text(RIGHT, top + _BASELINE, amount, CELL_STRONG, Align.RIGHT)
    pen.rule(LEFT, top + _ROW, RIGHT)


def _draw_grand(text: DebtText, pen: Pen, top: float) -> None:
    style = replace(_GRAND, colour=letter.accent_text(text.head))
    label, amount = text.grand
    pen.text(LEFT, top + 7.4, label, style)
    pen.text(RIGHT, top + 7.4, amount, style, Align.RIGHT)
    pen.rule(LEFT, top + 10.4, RIGHT, 0.8, text.head.accent)


def _payment(text: DebtText) -> list[Block]:
    if not text.pay:
        return []
    side = len(qr_rows(text.pay_code)) * _MODULE if text.pay_code else 0.0
    lines = [line for each in text.pay for line in wrap(each, BODY, letter.ROOM - side - 8)]
    high = max(len(lines) * BODY.line + 4, side + 4)
    return [Block(high, partial(_draw_payment, text, lines, side))]


def _draw_payment(text: DebtText, lines: list[str], side: float, pen: Pen, top: float) -> None:
    pen.lines(LEFT, top + 4.4, lines, BODY)
    if text.pay_code:
        draw_qr(pen, RIGHT - side, top, text.pay_code, _MODULE)


def _tables(text: DebtText) -> list[Block]:
    found: list[Block] = []
    for title, rows in text.tables:
        found.append(Block(11, partial(_draw_table_title, title), stays=True))
        found += [Block(_SMALL_ROW, partial(_draw_small, each)) for each in rows]
    return found


def _draw_table_title(title: str, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 8, title, STRONG)
    pen.rule(LEFT, top + 10, RIGHT)


def _draw_small(row: tuple[str, str], pen: Pen, top: float) -> None:
    left, right = row
    pen.text(LEFT, top + 3.8, left, SMALL)
    pen.text(RIGHT, top + 3.8, right, SMALL, Align.RIGHT)


def _closing(text: DebtText) -> Block:
    paragraphs = [wrap(sentence, SMALL, letter.ROOM) for sentence in text.below]
    high = 6 + sum(len(lines) * SMALL.line + 1.2 for lines in paragraphs)
    return Block(high, partial(_draw_closing, paragraphs))


def _draw_closing(paragraphs: list[list[str]], pen: Pen, top: float) -> None:
    y = top + 6
    for lines in paragraphs:
        y = pen.lines(LEFT, y, lines, SMALL) + 1.2
