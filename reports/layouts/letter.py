"""The letter all A4 papers share: DIN 5008 form B with window, folding marks, running head and footer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.documents.letterhead import Letterhead
from reports.layouts.colour import readable
from reports.layouts.flow import Page
from reports.layouts.fonts import CAP_HEIGHT, Face
from reports.layouts.pen import HAIRLINE, INK, POINT, SMALL, TINY, Align, Pen, Style, fit, shorten, width, wrap

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
LEFT: Final = 25.0
RIGHT: Final = 190.0
ROOM: Final = RIGHT - LEFT

WINDOW_TEXT: Final = 67.0
"""Baseline of the first line of the address: it must lie in the window of a DIN-long envelope, 62.7 to 90 mm."""
SENDER_LINE: Final = 60.5
FACTS_LEFT: Final = 125.0
FACTS_TOP: Final = 53.0
BODY_TOP: Final = 99.0
NEXT_TOP: Final = 30.0
BOTTOM: Final = 262.0
_WINDOW_ROOM: Final = 78.0
_WINDOW_END: Final = 90.0
_FOOT_TOP: Final = 271.0
_FOOT_COLUMN: Final = 50.0
_FOLDS: Final = (105.0, 148.5, 210.0)

_ADDRESS: Final = Style(Face.REGULAR, 10, 12.5)
"""Six lines end above 90 mm."""
_ADDRESS_SIZES: Final = (10.0, 9.0, 8.0)
_WORDMARK: Final = Style(Face.SEMIBOLD, 17, 20)
_WORDMARK_SMALL: Final = Style(Face.SEMIBOLD, 9, 12)
_FACT: Final = Style(Face.REGULAR, 8.6, 12)
_FACT_LABEL: Final = Style(Face.REGULAR, 8.6, 12, SMALL.colour)


def draw_letterhead(pen: Pen, head: Letterhead) -> None:
    """The logo, or the name where there is none, with the accent under it."""
    if head.logo is not None:
        pen.image(head.logo, LEFT, 16, 70, 18)
        return
    pen.box(LEFT, 17.2, 2.2, _WORDMARK.size * CAP_HEIGHT * POINT, fill=head.accent)
    baseline = 17.2 + _WORDMARK.size * CAP_HEIGHT * POINT
    pen.text(LEFT + 5, baseline, shorten(head.name, _WORDMARK, ROOM - 5), _WORDMARK)


def draw_window(pen: Pen, head: Letterhead, recipient: Sequence[str]) -> None:
    """Return address and address field (85 × 45 mm from 20/45 mm), and the marks for folding and punching."""
    pen.text(LEFT, SENDER_LINE, shorten(head.sender, TINY, 78), TINY)
    pen.rule(LEFT, SENDER_LINE + 1.2, LEFT + 78, 0.3)
    lines, style = _fitted(recipient)
    pen.lines(LEFT, WINDOW_TEXT, lines, style)
    for fold in _FOLDS:
        pen.rule(4, fold, 8 if fold != _FOLDS[1] else 10, 0.3)


def _fitted(recipient: Sequence[str]) -> tuple[list[str], Style]:
    """In as many lines as the window has; smaller type first, then shortened lines: the place is never lost."""
    for size in _ADDRESS_SIZES:
        style = replace(_ADDRESS, size=size, leading=size * _ADDRESS.leading / _ADDRESS.size)
        lines = [piece for line in recipient for piece in wrap(line, style, _WINDOW_ROOM)]
        if WINDOW_TEXT + (len(lines) - 1) * style.line <= _WINDOW_END:
            return lines, style
    return [shorten(line, style, _WINDOW_ROOM) for line in recipient], style


def draw_facts(pen: Pen, facts: Sequence[tuple[str, str]]) -> float:
    """Labels and values beside the address. Gives the baseline that would follow."""
    y = FACTS_TOP
    value_left = FACTS_LEFT + 30
    for label, value in facts:
        pen.text(FACTS_LEFT, y, shorten(label, _FACT_LABEL, 28), _FACT_LABEL)
        style = fit(_FACT, max(value.split(" "), key=len), RIGHT - value_left)
        y = pen.lines(value_left, y, wrap(value, style, RIGHT - value_left), style)
    return y


def draw_running_head(pen: Pen, head: Letterhead, title: str) -> None:
    """On every page but the first: whose paper this is, and which."""
    pen.text(LEFT, 21, shorten(head.name, _WORDMARK_SMALL, 70), _WORDMARK_SMALL)
    pen.text(RIGHT, 21, shorten(title, SMALL, 90), SMALL, Align.RIGHT)
    pen.rule(LEFT, 24, RIGHT, 0.8, head.accent)


def draw_footer(pen: Pen, head: Letterhead, page: int, pages: int) -> None:
    """The seller's particulars in columns, above them the number of the page."""
    pen.text(RIGHT, _FOOT_TOP - 2.4, head.page.format(page=page, pages=pages), TINY, Align.RIGHT)
    pen.rule(LEFT, _FOOT_TOP, RIGHT, 0.4, HAIRLINE)
    if not head.footer:
        return
    columns = [[piece for line in lines for piece in wrap(line, TINY, _FOOT_COLUMN)] for lines in head.footer]
    widths = [max(width(line, TINY.face, TINY.size) for line in lines) for lines in columns]
    gap = (ROOM - sum(widths)) / max(1, len(columns) - 1)
    x = LEFT
    for lines, wide in zip(columns, widths, strict=True):
        pen.lines(x, _FOOT_TOP + 4, lines[:5], TINY)
        x += wide + min(gap, 24)


def draw_remark(pen: Pen, remark: str) -> None:
    """About the file itself, above the footer; "" draws nothing."""
    if remark:
        pen.text(LEFT, _FOOT_TOP - 2.4, remark, TINY)


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a table needs on each page it reaches. Both draw from a top (mm) and give the top of what follows.

    `carried` gets the carried sum; it may be missing where no block carries anything.
    """

    table_head: Callable[[Pen, float], float]
    carried: Callable[[Pen, float, str], float] = lambda _pen, top, _amount: top


def draw_pages(
    pen: Pen, head: Letterhead, title: str, pages: Sequence[Page], first: Callable[[Pen], float], *, table: Repeated
) -> bytes:
    """All pages. `first` draws what stands above the blocks on page one and gives their top."""
    for number, page in enumerate(pages, start=1):
        if number > 1:
            draw_running_head(pen, head, title)
        top = first(pen) if number == 1 else NEXT_TOP
        if page.blocks and page.blocks[0].in_table:
            top = table.table_head(pen, top)
        if page.carried_in:
            top = table.carried(pen, top, page.carried_in)
        for block in page.blocks:
            block.draw(pen, top)
            top += block.high
        if page.carried_out:
            table.carried(pen, top, page.carried_out)
        draw_footer(pen, head, number, len(pages))
        pen.turn_page()
    return pen.finish()


def accent_text(head: Letterhead) -> str:
    """The accent where it is dark enough to be read on white, else the ink."""
    return head.accent if readable(head.accent) else INK
