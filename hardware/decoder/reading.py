"""What a decoder found in a picture, and the names of what it can find."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
"""Corners of a place in a picture: shape (n, 2), x before y."""


class Symbology(StrEnum):
    """Names as in formats/decode.md."""

    CODE128 = "CODE128"
    GS1_128 = "GS1_128"
    CODE39 = "CODE39"
    CODE93 = "CODE93"
    CODABAR = "CODABAR"
    ITF = "ITF"
    EAN13 = "EAN13"
    EAN8 = "EAN8"
    UPCA = "UPCA"
    UPCE = "UPCE"
    QRCODE = "QRCODE"
    DATAMATRIX = "DATAMATRIX"
    PDF417 = "PDF417"
    AZTEC = "AZTEC"


MATRICES: Final = frozenset({Symbology.QRCODE, Symbology.DATAMATRIX, Symbology.PDF417, Symbology.AZTEC})
"""Symbologies with error correction: one reading is proof enough."""

RETAIL: Final = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA, Symbology.UPCE})

EVERYTHING: Final = frozenset(Symbology)


class Engine(StrEnum):
    """The library that read."""

    ZXING = "zxing"
    ZBAR = "zbar"


@dataclass(frozen=True, slots=True)
class Reading:
    """One symbol at one place of the frame.

    `polygon`: four corners in whole pixels of the frame, in order round the symbol. `quality` counts independent
    witnesses (a library on one view of the symbol is one); a linear reading without an own check character needs two.
    """

    symbology: Symbology
    text: str
    polygon: tuple[tuple[int, int], ...]
    engine: Engine
    quality: int = 1

    def at(self, corners: Points) -> "Reading":
        """The same reading with other corners."""
        return replace(self, polygon=polygon_of(corners))


def polygon_of(corners: Points) -> tuple[tuple[int, int], ...]:
    """Corners as whole pixels."""
    return tuple((round(float(x)), round(float(y))) for x, y in corners)


def centre(polygon: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The mean of the corners."""
    return sum(x for x, _ in polygon) / len(polygon), sum(y for _, y in polygon) / len(polygon)


def box(polygon: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    return min(xs), min(ys), max(xs), max(ys)


def same_place(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]], slack: float) -> bool:
    """Whether the centre of one lies within the other, give or take `slack` of its longer side."""
    return _holds(one, centre(other), slack) or _holds(other, centre(one), slack)


def _holds(polygon: Sequence[tuple[int, int]], point: tuple[float, float], slack: float) -> bool:
    left, top, right, bottom = box(polygon)
    more = slack * max(right - left, bottom - top, 40)
    return left - more <= point[0] <= right + more and top - more <= point[1] <= bottom + more
