"""The invoice on paper: letter, table over as many pages as it takes, totals, payment."""

from dataclasses import replace
from functools import partial
from typing import Final

from reports.documents.invoice import InvoiceGroup, InvoiceRow, InvoiceText, TotalLine
from reports.layouts import letter
from reports.layouts.archival import Archived
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import (
    BODY,
    CELL,
    CELL_STRONG,
    CODE,
    HEAD,
    SMALL,
    STRONG,
    TINY,
    TITLE,
    Align,
    Imprint,
    Pen,
    Style,
    wrap,
)
from reports.layouts.symbols import draw_qr, qr_rows

_TITLE_LEFT: Final = LEFT + 9
_TITLE_ROOM: Final = 68.0
_QUANTITY: Final = 117.0
_PRICE: Final = 142.0
_VAT: Final = 160.0
_TOTALS_LEFT: Final = 108.0
_VAT_TABLE: Final = (58.0, 78.0, 99.0)
_LABEL_ROOM: Final = RIGHT - _TOTALS_LEFT - 28
_HEAD_HIGH: Final = 8.0
_CARRY_HIGH: Final = 6.5
_PAD: Final = 1.5
_FIRST_BASELINE: Final = 3.1
_GRAND: Final = Style(Face.SEMIBOLD, 12, 16)
_LEAD: Final = replace(BODY, face=Face.MEDIUM)
_QR_MODULE: Final = 0.5
_QR_MASK: Final = 0


def invoice_pdf(text: InvoiceText, archived: Archived | None = None) -> bytes:
    """The PDF of an invoice or credit note."""
    pen = Pen.on(
        letter.WIDTH,
        letter.HEIGHT,
        Imprint(text.title, text.head.name, text.subtitle, text.language, text.made_on),
        archived,
    )
    blocks = [*(block for group in text.groups for block in _group(group)), *_ending(text)]
    table_top = BODY_TOP + (18 if text.subtitle else 12)
    pages = paginate(blocks, BOTTOM - table_top - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, _CARRY_HIGH)
    table = letter.Repeated(partial(_table_head, text), partial(_carried, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text, table_top), table=table)


def _first(text: InvoiceText, table_top: float, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    letter.draw_remark(pen, text.enclosed)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    if text.subtitle:
        pen.text(LEFT, BODY_TOP + 11.5, text.subtitle, BODY)
    return table_top


def _table_head(text: InvoiceText, pen: Pen, top: float) -> float:
    position, title, quantity, price, vat, amount = text.columns
    y = top + 3.4
    pen.text(LEFT, y, position, HEAD)
    pen.text(_TITLE_LEFT, y, title, HEAD)
    for x, label in ((_QUANTITY, quantity), (_PRICE, price), (_VAT, vat), (RIGHT, amount)):
        pen.text(x, y, label, HEAD, Align.RIGHT)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH - 2


def _carried(text: InvoiceText, pen: Pen, top: float, amount: str) -> float:
    pen.text(_PRICE, top + 3.9, text.carried, SMALL, Align.RIGHT)
    pen.text(RIGHT, top + 3.9, amount, SMALL, Align.RIGHT)
    return top + _CARRY_HIGH


def _group(group: InvoiceGroup) -> list[Block]:
    blocks = [_row(row) for row in group.rows]
    if group.heading:
        blocks.insert(0, Block(8.2, partial(_draw_heading, group.heading), stays=True, in_table=True))
        blocks.append(Block(7.6, partial(_draw_sum, group), carry=group.rows[-1].carry, in_table=True))
        blocks[-2] = replace(blocks[-2], stays=True)
    return blocks


def _draw_heading(heading: str, pen: Pen, top: float) -> None:
    pen.text(LEFT, top + 5.4, heading, STRONG)


def _draw_sum(group: InvoiceGroup, pen: Pen, top: float) -> None:
    pen.text(_TITLE_LEFT, top + 4.4, group.total_label, SMALL)
    pen.text(RIGHT, top + 4.4, group.total, CELL_STRONG, Align.RIGHT)


def _row(row: InvoiceRow) -> Block:
    below = [piece for line in row.explanation for piece in wrap(line, SMALL, _TITLE_ROOM)]
    parts = [
        (wrap(row.title, CELL_STRONG, _TITLE_ROOM), CELL_STRONG),
        (below, SMALL),
        (wrap(row.detail, CODE, _TITLE_ROOM) if row.detail else [], CODE),
    ]
    high = sum(len(lines) * style.line for lines, style in parts) + 2 * _PAD
    return Block(high, partial(_draw_row, row, parts, high), carry=row.carry, in_table=True)


def _draw_row(row: InvoiceRow, parts: list[tuple[list[str], Style]], high: float, pen: Pen, top: float) -> None:
    first = top + _PAD + _FIRST_BASELINE
    pen.text(LEFT, first, row.position, SMALL)
    y = top + _PAD
    for lines, style in parts:
        pen.lines(_TITLE_LEFT, y + style.line * 0.735, lines, style)
        y += len(lines) * style.line
    pen.text(_QUANTITY, first, row.quantity, CELL, Align.RIGHT)
    pen.text(_PRICE, first, row.price, CELL, Align.RIGHT)
    pen.text(_VAT, first, row.vat, CELL, Align.RIGHT)
    pen.text(RIGHT, first, row.amount, CELL, Align.RIGHT)
    pen.rule(LEFT, top + high, RIGHT)


def _ending(text: InvoiceText) -> list[Block]:
    rows = text.vat_table.rows
    table_high = _HEAD_HIGH + len(rows) * CELL.line + 4.6 if rows else 0.0
    high = 4.5 + max(sum(_total_high(line) for line in text.totals), table_high)
    return [Block(high, partial(_draw_totals, text), stays=True), *_closing(text)]


def _total_high(line: TotalLine) -> float:
    return 9.5 if line.is_grand else 1.0 + len(wrap(line.label, CELL, _LABEL_ROOM)) * CELL.line


def _draw_vat_table(text: InvoiceText, pen: Pen, top: float) -> None:
    """Left of the totals, on their lines."""
    y = top + 7.2
    for cells, style in ((text.vat_table.columns, HEAD), *((row, SMALL) for row in text.vat_table.rows)):
        pen.text(LEFT, y, cells[0], style)
        for x, cell in zip(_VAT_TABLE, cells[1:], strict=True):
            pen.text(x, y, cell, style, Align.RIGHT)
        if style is HEAD:
            pen.rule(LEFT, y + 1.6, _VAT_TABLE[-1], 0.4, text.head.accent)
            y += 1.8
        y += CELL.line


def _draw_totals(text: InvoiceText, pen: Pen, top: float) -> None:
    if text.vat_table.rows:
        _draw_vat_table(text, pen, top)
    y = top + 3
    for line in text.totals:
        high = _total_high(line)
        if line.is_grand:
            pen.rule(_TOTALS_LEFT, y + 0.6, RIGHT, 0.8, text.head.accent)
            style = replace(_GRAND, colour=letter.accent_text(text.head))
            pen.text(_TOTALS_LEFT, y + 6.6, line.label, style)
            pen.text(RIGHT, y + 6.6, line.amount, style, Align.RIGHT)
        else:
            labels = wrap(line.label, CELL, _LABEL_ROOM)
            pen.lines(_TOTALS_LEFT, y + 3.6, labels, CELL)
            pen.text(RIGHT, y + 3.6 + (len(labels) - 1) * CELL.line, line.amount, CELL, Align.RIGHT)
        y += high


def _closing(text: InvoiceText) -> list[Block]:
    side = len(qr_rows(text.pay_code, _QR_MASK)) * _QR_MODULE if text.pay_code else 0.0
    room = letter.ROOM - (side + 12 if side else 20)
    paragraphs = [wrap(sentence, _LEAD if index == 0 else BODY, room) for index, sentence in enumerate(text.sentences)]
    high = 7 + sum(len(lines) * BODY.line + 1.6 for lines in paragraphs)
    return [Block(max(high, side + 12 if side else 0.0), partial(_draw_closing, text, paragraphs, side))]


def _draw_closing(text: InvoiceText, paragraphs: list[list[str]], side: float, pen: Pen, top: float) -> None:
    y = top + 8
    for index, lines in enumerate(paragraphs):
        y = pen.lines(LEFT, y, lines, _LEAD if index == 0 else BODY) + 1.6
    if side:
        draw_qr(pen, RIGHT - side, top + 5.5, text.pay_code, _QR_MODULE, mask=_QR_MASK)
        pen.text(RIGHT, top + 5.5 + side + 3.4, text.pay_caption, TINY, Align.RIGHT)
