"""The receipt of a declaration on paper: a letter with the declaration's own words, over as many pages as they need."""

from functools import partial
from typing import Final

from reports.documents.declaration_receipt import ReceiptText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP, RIGHT
from reports.layouts.pen import BODY, HEAD, TITLE, Imprint, Pen, wrap

_HEAD_HIGH: Final = 8.0
_TOP: Final = BODY_TOP + 18


def receipt_pdf(text: ReceiptText) -> bytes:
    """The PDF of a receipt."""
    imprint = Imprint(text.title, text.head.name, text.subtitle, text.language, text.made_on)
    pen = Pen.on(letter.WIDTH, letter.HEIGHT, imprint)
    said = [line for each in text.said for line in (wrap(each, BODY, letter.ROOM) or [""])]
    blocks = [Block(BODY.line, partial(_line, each), in_table=True) for each in said]
    blocks.append(_closing(text))
    pages = paginate(blocks, BOTTOM - _TOP - _HEAD_HIGH, BOTTOM - NEXT_TOP - _HEAD_HIGH, 0)
    table = letter.Repeated(partial(_head, text))
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text), table=table)


def _first(text: ReceiptText, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    pen.text(LEFT, BODY_TOP + 5, text.title, TITLE)
    pen.text(LEFT, BODY_TOP + 11.5, text.subtitle, BODY)
    return _TOP


def _head(text: ReceiptText, pen: Pen, top: float) -> float:
    pen.text(LEFT, top + 3.4, text.content, HEAD)
    pen.rule(LEFT, top + 5.6, RIGHT, 0.8, text.head.accent)
    return top + _HEAD_HIGH


def _line(words: str, pen: Pen, top: float) -> None:
    pen.lines(LEFT, top + BODY.line * 0.735, [words], BODY)


def _closing(text: ReceiptText) -> Block:
    paragraphs = [wrap(sentence, BODY, letter.ROOM) for sentence in text.sentences]
    high = 8 + sum(len(lines) * BODY.line + 1.6 for lines in paragraphs)
    return Block(high, partial(_draw_closing, paragraphs))


def _draw_closing(paragraphs: list[list[str]], pen: Pen, top: float) -> None:
    pen.rule(LEFT, top + 2, RIGHT)
    y = top + 8
    for lines in paragraphs:
        y = pen.lines(LEFT, y, lines, BODY) + 1.6
