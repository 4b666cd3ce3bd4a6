"""A slip as a page: as wide as the paper of a receipt printer, and as long as it needs."""

from dataclasses import dataclass
from typing import Final

from domain.till.slip import COLUMNS, Bars, Line, Pair, Part, Qr, Rule, Side, Slip, laid_out
from reports.layouts.fonts import Face
from reports.layouts.pen import Align, Imprint, Pen, Style, wrap
from reports.layouts.symbols import code_128_width, draw_code_128, draw_qr, qr_rows

_WIDE: Final = 80.0
_EDGE: Final = 5.0
_ROOM: Final = _WIDE - 2 * _EDGE
_SIZE: Final = _ROOM / COLUMNS / 0.6 / 0.352778
"""In points: a sign of the face is 0.6 of its size wide."""
_PLAIN: Final = Style(Face.MONO, _SIZE, _SIZE * 1.35)
_BOLD: Final = Style(Face.MONO_SEMIBOLD, _SIZE, _SIZE * 1.35)
_BIG: Final = Style(Face.MONO_SEMIBOLD, _SIZE * 1.6, _SIZE * 2.1)
_QR_SIDE: Final = 42.0
_BARS_HIGH: Final = 12.0


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines that are ready to be set, or a code. `high` in mm."""

    part: Part
    lines: tuple[str, ...]
    style: Style
    high: float


def slip_pdf(slip: Slip, imprint: Imprint) -> bytes:
    """The PDF of a slip."""
    found = [_ready(part) for part in slip.parts]
    pen = Pen.on(_WIDE, sum(each.high for each in found) + 2 * _EDGE, imprint)
    y = _EDGE
    for each in found:
        _draw(each, pen, y)
        y += each.high
    return pen.finish()


def _ready(part: Part) -> _Set:
    style = _PLAIN
    lines: tuple[str, ...] = ()
    if isinstance(part, Line):
        style = _BIG if part.is_big else _BOLD if part.is_bold else _PLAIN
        lines = tuple(wrap(part.text, style, _ROOM + 0.1)) or ("",)
    elif isinstance(part, Pair):
        style = _BOLD if part.is_bold else _PLAIN
        lines = tuple(laid_out(part))
    return _Set(part, lines, style, _high(part, lines, style))


def _high(part: Part, lines: tuple[str, ...], style: Style) -> float:
    if isinstance(part, Qr):
        return _QR_SIDE + 6
    if isinstance(part, Bars):
        return _BARS_HIGH + 4 + _PLAIN.line
    if isinstance(part, Rule):
        return _PLAIN.line * 0.8
    return len(lines) * style.line


def _draw(each: _Set, pen: Pen, top: float) -> None:
    part = each.part
    if isinstance(part, Rule):
        pen.rule(_EDGE, top + each.high / 2, _WIDE - _EDGE, 0.6)
    elif isinstance(part, Qr):
        module = _QR_SIDE / len(qr_rows(part.data))
        draw_qr(pen, (_WIDE - _QR_SIDE) / 2, top + 3, part.data, module)
    elif isinstance(part, Bars):
        module = min(0.375, _ROOM / code_128_width(part.data, 1))
        left = (_WIDE - code_128_width(part.data, module)) / 2 + 10 * module
        draw_code_128(pen, left, top + 2, part.data, module, high=_BARS_HIGH)
        pen.text(_WIDE / 2, top + _BARS_HIGH + 2 + _PLAIN.line, part.data, _PLAIN, Align.CENTRE)
    else:
        is_centred = isinstance(part, Line) and part.side is Side.CENTRE
        x, align = (_WIDE / 2, Align.CENTRE) if is_centred else (_EDGE, Align.LEFT)
        pen.lines(x, top + each.style.line * 0.75, each.lines, each.style, align)
