"""A plain letter on paper: subject and words, over as many pages as they need."""

from functools import partial
from typing import Final

from reports.documents.mailed_letter import PostalText
from reports.layouts import letter
from reports.layouts.flow import Block, paginate
from reports.layouts.fonts import Face
from reports.layouts.letter import BODY_TOP, BOTTOM, LEFT, NEXT_TOP
from reports.layouts.pen import BODY, Imprint, Pen, Style, wrap

_TITLE_HIGH: Final = 6.0
_SUBJECT: Final = Style(Face.SEMIBOLD, 11.5, 17)


def postal_pdf(text: PostalText) -> bytes:
    """The PDF of a letter."""
    pen = Pen.on(
        letter.WIDTH, letter.HEIGHT, Imprint(text.title, text.head.name, text.title, text.language, text.made_on)
    )
    said = [line for each in text.said for line in (wrap(each, BODY, letter.ROOM) or [""])]
    title = wrap(text.title, _SUBJECT, letter.ROOM)
    top = BODY_TOP + len(title) * _TITLE_HIGH + 4
    blocks = [Block(BODY.line, partial(_line, each), in_table=True) for each in said]
    pages = paginate(blocks, BOTTOM - top, BOTTOM - NEXT_TOP, 0)
    plain = letter.Repeated(lambda _pen, at: at)
    return letter.draw_pages(pen, text.head, text.title, pages, partial(_first, text, title, top), table=plain)


def _first(text: PostalText, title: list[str], top: float, pen: Pen) -> float:
    letter.draw_letterhead(pen, text.head)
    letter.draw_window(pen, text.head, text.recipient)
    letter.draw_facts(pen, text.facts)
    pen.lines(LEFT, BODY_TOP + 4, title, _SUBJECT)
    return top


def _line(words: str, pen: Pen, top: float) -> None:
    pen.lines(LEFT, top + BODY.line * 0.735, [words], BODY)
