"""Where everything on a label stands, in whole dots of a printer: one drawing for every way out.

What does not fit is refused with what it needs; nothing that is scanned is ever cut or drawn finer than scanners read.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from functools import partial
from typing import Final

from domain.assets.label_sheet import Label
from domain.errors import InvalidInput
from domain.labels import code128, data_matrix
from domain.labels.measure import Measure, Type, harmless, wrapped
from domain.labels.medium import MediumKind
from domain.labels.template import CodeType, LabelField, LabelTemplate

LEAST_BAR, USUAL_BAR = 250, 500
LEAST_CELL, MOST_CELL = 330, 1000
"""Widths of one module in micrometres."""
QR_MODULES, QR_QUIET = 21, 4
_EDGE: Final = {MediumKind.ROLL: 20, MediumKind.SHEET: 20, MediumKind.TAPE: 12}
_BARS_HIGH, _BARS_LEAST, _GAP = 80, 50, 8
_LONGEST_TAPE: Final = 1000
_LEAST_TYPE: Final = 50
_CODE_TYPE: Final = 130
"""The code is set this much larger than the rest, in hundredths."""
_LINE: Final = 112
_MOST_LINES: Final = 3


class BarsTooWide(InvalidInput):
    """A Code 128 with its white on both sides is wider than the label."""

    code = "label_bars_too_wide"


class SquareTooLarge(InvalidInput):
    """A QR or Data Matrix that scanners can read is higher than the room for it."""

    code = "label_square_too_large"


class WordsTooMany(InvalidInput):
    """The lines of a template stand nowhere on its label, or its code cannot be written in full."""

    code = "label_words_too_many"


@dataclass(frozen=True, slots=True)
class Words:
    """One line; (x, y) is the top left of its type, `size` dots high."""

    x: int
    y: int
    size: int
    text: str
    kind: Type = Type.PLAIN


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128; (x, y) is the top left of its first bar."""

    x: int
    y: int
    module: int
    high: int
    data: str


@dataclass(frozen=True, slots=True)
class Square:
    """A QR or Data Matrix without quiet zone; (x, y) is its top left."""

    x: int
    y: int
    module: int
    modules: int
    data: str
    is_qr: bool


@dataclass(frozen=True, slots=True)
class Logo:
    """The house's picture, in its own proportions, in this box."""

    x: int
    y: int
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Layout:
    wide: int
    high: int
    dpi: int
    parts: tuple[Words | Bars | Square | Logo, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    dpi: int

    def of(self, tenths: int) -> int:
        return round(Decimal(tenths * self.dpi) / 254)

    def at_least(self, micrometres: int) -> int:
        """The smallest whole number of dots that is not narrower."""
        return -(-micrometres * self.dpi // 25_400)

    def type(self, tenths_of_a_point: int) -> int:
        return round(Decimal(tenths_of_a_point * self.dpi) / 720)

    def millimetres(self, dots: int) -> Decimal:
        return (Decimal(dots * 254) / (self.dpi * 10)).quantize(Decimal("0.1"), ROUND_UP)


@dataclass(frozen=True, slots=True)
class _Room:
    """The label while parts are put on it: what is left for words lies in these bounds."""

    grid: _Grid
    wide: int
    high: int
    edge: int
    right: int
    bottom: int


def laid_out(template: LabelTemplate, label: Label, dpi: int, measure: Measure, *, has_logo: bool = False) -> Layout:
    """One label. Raises BarsTooWide, SquareTooLarge, WordsTooMany."""
    grid = _Grid(dpi)
    medium = template.medium
    edge, high = grid.of(_EDGE[medium.kind]), grid.of(medium.high)
    wide = grid.of(medium.wide) if medium.wide else _length(template, label, grid, measure)
    room = _Room(grid, wide, high, edge, wide - edge, high - edge)
    parts: list[Words | Bars | Square | Logo] = []
    if template.code_type in {CodeType.CODE_128, CodeType.BARS_AND_QR}:
        bars = _bars(room, label.code)
        parts.append(bars)
        room = replace(room, bottom=bars.y - grid.of(_GAP))
    if template.code_type is not CodeType.CODE_128:
        square = _square(room, template.code_type, label.code)
        quiet = QR_QUIET if square.is_qr else data_matrix.QUIET
        parts.append(square)
        room = replace(room, right=square.x - max(quiet * square.module, grid.of(_GAP)))
    parts += _words(room, template, label, measure, has_logo=has_logo)
    return Layout(wide, high, dpi, tuple(parts))


def _bars(room: _Room, code: str) -> Bars:
    grid = room.grid
    least, count = grid.at_least(LEAST_BAR), code128.modules(code)
    needs = (count + 2 * code128.QUIET) * least
    if needs > room.wide:
        raise BarsTooWide(code=code, needs=grid.millimetres(needs), has=grid.millimetres(room.wide))
    module = least
    while (count + 2 * code128.QUIET) * (module + 1) <= room.wide and module + 1 <= grid.at_least(USUAL_BAR):
        module += 1
    high = min(max(grid.of(_BARS_HIGH), room.high // 5), room.bottom * 4 // 10)
    if high < grid.of(_BARS_LEAST):
        raise BarsTooWide(code=code, needs=grid.millimetres(needs), has=grid.millimetres(room.bottom - room.edge))
    return Bars((room.wide - count * module) // 2, room.bottom - high, module, high, code)


def _square(room: _Room, kind: CodeType, code: str) -> Square:
    grid, is_qr = room.grid, kind is CodeType.QR or kind is CodeType.BARS_AND_QR
    modules = QR_MODULES if is_qr else data_matrix.side(code)
    quiet = QR_QUIET if is_qr else data_matrix.QUIET
    is_alone = kind is not CodeType.BARS_AND_QR
    low, share = (room.high, 45) if is_alone else (room.bottom + grid.of(_GAP), 30)

    def needed(module: int) -> int:
        return modules * module + max(room.edge, quiet * module) + max(quiet * module, room.edge if is_alone else 0)

    module, most = grid.at_least(LEAST_CELL), grid.at_least(MOST_CELL)
    if needed(module) > low or needed(module) > room.wide:
        raise SquareTooLarge(
            code=code, needs=grid.millimetres(needed(module)), has=grid.millimetres(min(low, room.wide))
        )
    while module < most and needed(module + 1) <= low and needed(module + 1) * 100 <= room.wide * share:
        module += 1
    away = max(room.edge, quiet * module)
    return Square(room.wide - away - modules * module, away, module, modules, code, is_qr)


def _words(
    room: _Room, template: LabelTemplate, label: Label, measure: Measure, *, has_logo: bool
) -> list[Words | Bars | Square | Logo]:
    grid, lines = room.grid, _lines(template, label)
    size, y, left = grid.type(template.size), room.edge, room.edge
    wide = room.right - left
    parts: list[Words | Bars | Square | Logo] = []
    if LabelField.LOGO in template.fields and has_logo:
        high = 2 * size
        parts.append(Logo(left, y, wide, high))
        y += high + grid.of(_GAP)
    needs = sum(_high(field, size) for field, _text in lines)
    spare = (room.bottom - y - needs) // max(1, _high(LabelField.NAME, size))
    if spare < 0 or (lines and wide <= 0):
        raise WordsTooMany(lines=len(lines), needs=grid.millimetres(y + needs), has=grid.millimetres(room.bottom))
    for field, text in lines:
        if field is LabelField.CODE:
            parts.append(_code_line(room, text, (left, y, wide, size), measure))
            y += _high(field, size)
            continue
        kind, most = (Type.BOLD, 1 + min(spare, _MOST_LINES - 1)) if field is LabelField.NAME else (Type.PLAIN, 1)
        for line in wrapped(text, wide, most, partial(_sized, measure, size, kind)):
            parts.append(Words(left, y, size, line, kind))
            y += _high(field, size)
    return parts


def _code_line(room: _Room, code: str, at: tuple[int, int, int, int], measure: Measure) -> Words:
    """The code is written whole, smaller where it must be."""
    left, top, wide, usual = at
    size = usual * _CODE_TYPE // 100
    while measure(code, size, Type.CODE) > wide:
        size -= 1
        if size < room.grid.type(_LEAST_TYPE):
            needs = room.grid.millimetres(measure(code, size + 1, Type.CODE))
            raise WordsTooMany(lines=1, needs=needs, has=room.grid.millimetres(max(0, wide)))
    return Words(left, top, size, code, Type.CODE)


def _sized(measure: Measure, size: int, kind: Type, text: str) -> int:
    return measure(text, size, kind)


def _high(field: LabelField, size: int) -> int:
    return size * (_CODE_TYPE if field is LabelField.CODE else 100) * _LINE // 10_000


def _lines(template: LabelTemplate, label: Label) -> list[tuple[LabelField, str]]:
    """In the order of a label, what is empty left out."""
    serial = harmless(label.serial or "")
    told = {
        LabelField.CODE: label.code,
        LabelField.NAME: harmless(label.title),
        LabelField.VARIANT: harmless(label.size),
        LabelField.SERIAL: f"SN {serial}" if serial else "",
        LabelField.PLACE: harmless(label.place),
        LabelField.TEXT: harmless(template.text),
    }
    return [(field, told[field]) for field in LabelField if field in template.fields and told.get(field)]


def _length(template: LabelTemplate, label: Label, grid: _Grid, measure: Measure) -> int:
    """Of a tape: as long as what stands on it, at most ten centimetres."""
    edge, high, kind = grid.of(_EDGE[MediumKind.TAPE]), grid.of(template.medium.high), template.code_type
    size = grid.type(template.size)
    words = [
        measure(text, size * _CODE_TYPE // 100, Type.CODE)
        if field is LabelField.CODE
        else measure(text, size, Type.BOLD)
        for field, text in _lines(template, label)
    ]
    longest = grid.of(_LONGEST_TAPE)
    wide = min(longest, 2 * edge + max([*words, grid.of(_BARS_LEAST)]) + grid.of(_GAP))
    if kind is not CodeType.CODE_128:
        wide = max(min(longest, wide + high), high * 100 // 45 + 1)
    if kind in {CodeType.CODE_128, CodeType.BARS_AND_QR}:
        wide = max(wide, (code128.modules(label.code) + 2 * code128.QUIET) * grid.at_least(LEAST_BAR))
    return wide
