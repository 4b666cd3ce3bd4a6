"""Labels as pages: one each on a roll or tape, along the rows of a sheet of A4.

All black: label printers know no grey.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from domain.assets.label_sheet import Label, LabelPositionWrong, NoLabels
from domain.labels import code128, data_matrix
from domain.labels.layout import Bars, Layout, Logo, Square, Words, laid_out
from domain.labels.measure import Type
from domain.labels.medium import PAGE_HIGH, PAGE_WIDE, Medium, MediumKind
from domain.labels.template import LabelTemplate
from reports.formats import printable
from reports.layouts.fonts import Face
from reports.layouts.pen import INK, POINT, Imprint, Pen, Style, width
from reports.layouts.symbols import Dots, code_128_width, draw_code_128, draw_matrix, draw_qr

DPI: Final = 203
_DOT: Final = 1 / Dots().per_mm
"""Of a "203 dpi" printer, in mm: what fits its grid is sharp on a finer one too."""
_FACES: Final = {Type.PLAIN: Face.REGULAR, Type.BOLD: Face.SEMIBOLD, Type.CODE: Face.MONO_SEMIBOLD}
_BASELINE: Final = 0.8
_EPOCH: Final = date(2000, 1, 1)
"""Labels bear no date; their PDF says this one, so that the same labels give the same bytes."""


def labels_pdf(
    template: LabelTemplate, labels: Sequence[Label], author: str, first_position: int = 1, logo: bytes | None = None
) -> bytes:
    """In the order given. `first_position` 1: the top left of a sheet; means nothing on rolls and tapes.

    Raises NoLabels, LabelPositionWrong, BarsTooWide, SquareTooLarge, WordsTooMany.
    """
    if not labels:
        raise NoLabels
    drawn = [laid_out(template, label, DPI, _measured, has_logo=logo is not None) for label in labels]
    if template.medium.kind is MediumKind.SHEET:
        return _sheets(template.medium, drawn, _imprint(labels, author), first_position, logo)
    pen = Pen.on(drawn[0].wide * _DOT, drawn[0].high * _DOT, _imprint(labels, author))
    for layout in drawn:
        pen.resize(layout.wide * _DOT, layout.high * _DOT)
        _draw(pen, 0, 0, layout, logo)
        pen.turn_page()
    return pen.finish()


def _sheets(medium: Medium, drawn: Sequence[Layout], imprint: Imprint, first: int, logo: bytes | None) -> bytes:
    if not 1 <= first <= medium.per_page:
        raise LabelPositionWrong(position=first, last=medium.per_page)
    pen = Pen.on(PAGE_WIDE / 10, PAGE_HIGH / 10, imprint)
    for index, layout in enumerate(drawn, start=first - 1):
        place = index % medium.per_page
        if place == 0 and index >= first:
            pen.turn_page()
        row, column = divmod(place, medium.columns)
        _draw(pen, (medium.left + column * medium.across) / 10, (medium.top + row * medium.down) / 10, layout, logo)
    pen.turn_page()
    return pen.finish()


def _draw(pen: Pen, left: float, top: float, layout: Layout, logo: bytes | None) -> None:
    dots = Dots()
    left, top = dots.snap(left), dots.snap(top)
    for part in layout.parts:
        x, y = left + part.x * _DOT, top + part.y * _DOT
        if isinstance(part, Words):
            size = part.size * _DOT / POINT
            style = Style(_FACES[part.kind], size, size, INK)
            pen.text(x, y + part.size * _DOT * _BASELINE, printable(part.text), style)
        elif isinstance(part, Bars):
            module = part.module * _DOT
            spare = code128.modules(part.data) * module - code_128_width(part.data, module) + 2 * code128.QUIET * module
            draw_code_128(pen, dots.snap(x + spare / 2), y, part.data, module, high=part.high * _DOT)
        elif isinstance(part, Square):
            draw = draw_qr if part.is_qr else partial(draw_matrix, rows=data_matrix.rows(part.data))
            draw(pen, x, y, part.data, part.module * _DOT)
        elif isinstance(part, Logo) and logo is not None:
            pen.image(logo, x, y, part.wide * _DOT, part.high * _DOT)


def _measured(text: str, size: int, kind: Type) -> int:
    return -int(-width(printable(text), _FACES[kind], size * _DOT / POINT) / _DOT // 1)


def _imprint(labels: Sequence[Label], author: str) -> Imprint:
    title = labels[0].code if len(labels) == 1 else f"{labels[0].code} … {labels[-1].code}"
    return Imprint(title, printable(author), "Labels", "zxx", _EPOCH)
