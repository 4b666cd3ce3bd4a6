"""Code 128 and QR as rectangles of whole printer dots: no picture, nothing for a printer to smooth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import segno
from barcode import Code128  # type: ignore[import-untyped]  # it ships no types

from reports.layouts.pen import Pen

CODE_128_QUIET: Final = 10
"""Modules of white on both sides. Source: ISO/IEC 15417, 4.1."""
QR_QUIET: Final = 4
"""Modules of white all around. Source: ISO/IEC 18004, 9.1."""


@dataclass(frozen=True, slots=True)
class Dots:
    """A printer's grid. `per_mm` 8 is a "203 dpi" label printer, 11.811 one of 300 dpi."""

    per_mm: float = 8.0

    def at_least(self, length: float) -> float:
        """The smallest whole number of dots not shorter than `length`, in mm."""
        whole = -int(-(length * self.per_mm - 1e-6) // 1)
        return whole / self.per_mm

    def snap(self, position: float) -> float:
        """The nearest line of the grid, in mm."""
        return round(position * self.per_mm) / self.per_mm


@lru_cache(maxsize=1024)
def code_128_runs(text: str) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The number of modules, and the bars as (first module, modules), without quiet zones."""
    bits: str = Code128(text).build()[0]
    bars: list[tuple[int, int]] = []
    at = 0
    for bit, run in groupby(bits):
        length = len(list(run))
        if bit == "1":
            bars.append((at, length))
        at += length
    return at, tuple(bars)


@lru_cache(maxsize=1024)
def qr_rows(text: str, mask: int | None = None) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Per row of modules its dark runs as (first module, modules), without quiet zone. Error level M or better.

    `mask` None looks for the best of the eight patterns; a given one saves that search, which costs more than all
    else on an invoice. Every mask is valid.
    """
    matrix = segno.make_qr(text, error="m", mask=mask, encoding="utf-8").matrix
    rows: list[tuple[tuple[int, int], ...]] = []
    for row in matrix:
        runs: list[tuple[int, int]] = []
        at = 0
        for bit, run in groupby(row):
            length = len(list(run))
            if bit & 1:
                runs.append((at, length))
            at += length
        rows.append(tuple(runs))
    return tuple(rows)


def code_128_width(text: str, module: float) -> float:
    """Width in mm with both quiet zones."""
    return (code_128_runs(text)[0] + 2 * CODE_128_QUIET) * module


def draw_code_128(pen: Pen, x: float, y: float, text: str, module: float, *, high: float) -> None:
    """Bars of `high` mm; (x, y) is the top left of the first bar: the quiet zone lies left of it."""
    pen.bars([(x + first * module, y, modules * module, high) for first, modules in code_128_runs(text)[1]])


def draw_qr(pen: Pen, x: float, y: float, text: str, module: float, *, mask: int | None = None) -> float:
    """(x, y) is the top left of the symbol: the quiet zone lies around it. Gives its side in mm."""
    rows = qr_rows(text, mask)
    pen.bars(
        [
            (x + first * module, y + row * module, modules * module, module)
            for row, runs in enumerate(rows)
            for first, modules in runs
        ]
    )
    return len(rows) * module


def draw_matrix(pen: Pen, x: float, y: float, _text: str, module: float, *, rows: Sequence[Sequence[bool]]) -> float:
    """A square of dark and white modules; (x, y) is its top left. Gives its side in mm."""
    pen.bars(
        [
            (x + column * module, y + row * module, module, module)
            for row, cells in enumerate(rows)
            for column, is_dark in enumerate(cells)
            if is_dark
        ]
    )
    return len(rows) * module
