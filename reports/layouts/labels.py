"""Stickers of 50 × 25 mm: one page each on a roll, or 40 on an A4 sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.assets.label_sheet import Label, LabelPositionWrong, NoLabels
from reports.formats import printable
from reports.layouts.fonts import Face
from reports.layouts.pen import INK, POINT, Imprint, Pen, Style, shorten, width, wrap
from reports.layouts.symbols import (
    CODE_128_QUIET,
    Dots,
    code_128_width,
    draw_code_128,
    draw_qr,
    qr_rows,
)

_ROLL_WIDE: Final = 50.0
_ROLL_HIGH: Final = 25.0
_LEAST_MODULE: Final = 0.25
_QR_MODULE: Final = 0.5
_EDGE: Final = 2.0
_BARS_HIGH: Final = 8.0
_CODE_SIZE: Final = 10.4
_TITLE: Final = Style(Face.SEMIBOLD, 7.2, 7.8, INK)
_LINE: Final = Style(Face.REGULAR, 6.6, 7.8, INK)
_SERIAL: Final = Style(Face.MONO, 6.6, 7.8, INK)
_EPOCH: Final = date(2000, 1, 1)
"""Labels bear no date; their PDF says this one, so that the same labels give the same bytes."""


@dataclass(frozen=True, slots=True)
class LabelGrid:
    """A sheet of labels, all lengths in mm. Labels lie edge to edge."""

    columns: int
    rows: int
    wide: float
    high: float
    left: float
    top: float

    @property
    def per_page(self) -> int:
        return self.columns * self.rows


A4_4_BY_10: Final = LabelGrid(columns=4, rows=10, wide=48.5, high=25.4, left=8.0, top=21.5)
"""Avery Zweckform 3657 and its equals."""


def labels_roll_pdf(labels: Sequence[Label], author: str, dots: Dots | None = None) -> bytes:
    """One page a label, in the order given. Raises NoLabels."""
    if not labels:
        raise NoLabels
    pen = Pen.on(_ROLL_WIDE, _ROLL_HIGH, _imprint(labels, author))
    for label in labels:
        draw_label(pen, 0, 0, _ROLL_WIDE, label=label, dots=dots or Dots())
        pen.turn_page()
    return pen.finish()


def labels_sheet_pdf(
    labels: Sequence[Label], author: str, first_position: int = 1, grid: LabelGrid = A4_4_BY_10
) -> bytes:
    """Labels along the rows from `first_position` (1: top left). Raises NoLabels, LabelPositionWrong."""
    if not labels:
        raise NoLabels
    if not 1 <= first_position <= grid.per_page:
        raise LabelPositionWrong(position=first_position, last=grid.per_page)
    pen = Pen.on(210, 297, _imprint(labels, author))
    for index, label in enumerate(labels, start=first_position - 1):
        place = index % grid.per_page
        if place == 0 and index >= first_position:
            pen.turn_page()
        row, column = divmod(place, grid.columns)
        draw_label(pen, grid.left + column * grid.wide, grid.top + row * grid.high, grid.wide, label=label, dots=Dots())
    pen.turn_page()
    return pen.finish()


def draw_label(pen: Pen, left: float, top: float, wide: float, *, label: Label, dots: Dots) -> None:
    """One label: code to read, what it is, QR above, Code 128 below. All black: label printers know no grey."""
    bar = dots.at_least(_LEAST_MODULE)
    square = dots.at_least(_QR_MODULE)
    side = len(qr_rows(label.code)) * square
    qr_left = dots.snap(left + wide - _EDGE - side)
    draw_qr(pen, qr_left, dots.snap(top + _EDGE), label.code, square)
    bars_left = dots.snap(left + (wide - code_128_width(label.code, bar)) / 2 + CODE_128_QUIET * bar)
    draw_code_128(pen, bars_left, dots.snap(top + _ROLL_HIGH - _EDGE - _BARS_HIGH), label.code, bar, high=_BARS_HIGH)
    _draw_words(pen, left + _EDGE + 0.5, top + _EDGE, qr_left - 4 * square - left - _EDGE - 0.5, label)


def _draw_words(pen: Pen, left: float, top: float, room: float, label: Label) -> None:
    size = min(_CODE_SIZE, _CODE_SIZE * room / width(label.code, Face.MONO_SEMIBOLD, _CODE_SIZE))
    pen.text(left, top + size * 0.7 * POINT, label.code, Style(Face.MONO_SEMIBOLD, size, size))
    y = top + _CODE_SIZE * 0.7 * POINT + 3.5
    size_line, serial = printable(label.size), printable(label.serial or "")
    below = [(size_line, _LINE)] * bool(size_line) + [(f"SN {serial}", _SERIAL)] * bool(serial)
    titles = wrap(printable(label.title), _TITLE, room)
    joined = f"{size_line} · SN {serial}"
    if len(titles) > 1 and len(below) > 1 and width(joined, _SERIAL.face, _SERIAL.size) <= room:
        below = [(joined, _SERIAL)]
    kept = titles[: max(1, 3 - len(below))]
    if len(kept) < len(titles):
        kept[-1] = shorten(f"{kept[-1]} {titles[len(kept)]}", _TITLE, room)
    y = pen.lines(left, y, kept, _TITLE)
    for line, style in below:
        y = pen.lines(left, y, [shorten(line, style, room)], style)


def _imprint(labels: Sequence[Label], author: str) -> Imprint:
    title = labels[0].code if len(labels) == 1 else f"{labels[0].code} … {labels[-1].code}"
    return Imprint(title, printable(author), "Labels", "zxx", _EPOCH)
