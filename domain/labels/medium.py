"""What labels are printed on: rolls, tapes and sheets. All lengths in tenths of a millimetre."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput

PAGE_WIDE: Final = 2100
PAGE_HIGH: Final = 2970
_LEAST: Final = 60
_WIDEST: Final = 1100
_LONGEST: Final = 3000
_MOST_TAPE: Final = 620
_MOST_ACROSS: Final = 20


class MediumWrong(InvalidInput):
    """A label that no roll, tape or sheet of A4 has: too small, too large, or beyond the edge of the page."""

    code = "label_medium_wrong"


class MediumKind(StrEnum):
    ROLL = "roll"
    TAPE = "tape"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Medium:
    """`wide` and `high` of one label as it is read. A tape is as high as it is broad, and as long as what stands on it
    where `wide` is 0. A sheet is A4: `left` and `top` of its first label, `across` and `down` from one to the next.

    Raises MediumWrong.
    """

    kind: MediumKind
    wide: int
    high: int
    columns: int = 1
    rows: int = 1
    left: int = 0
    top: int = 0
    across: int = 0
    down: int = 0

    def __post_init__(self) -> None:
        fits = {MediumKind.ROLL: self._is_roll, MediumKind.TAPE: self._is_tape, MediumKind.SHEET: self._is_sheet}
        if not fits[self.kind]():
            raise MediumWrong(wide=millimetres(self.wide), high=millimetres(self.high))

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def _is_roll(self) -> bool:
        return _LEAST <= self.wide <= _WIDEST and _LEAST <= self.high <= _LONGEST

    def _is_tape(self) -> bool:
        return _LEAST <= self.high <= _MOST_TAPE and (self.wide == 0 or _LEAST <= self.wide <= _LONGEST)

    def _is_sheet(self) -> bool:
        if not (1 <= self.columns <= _MOST_ACROSS and 1 <= self.rows <= 2 * _MOST_ACROSS):
            return False
        if self.wide < _LEAST or self.high < _LEAST or self.left < 0 or self.top < 0:
            return False
        if (self.columns > 1 and self.across < self.wide) or (self.rows > 1 and self.down < self.high):
            return False
        right = self.left + (self.columns - 1) * self.across + self.wide
        bottom = self.top + (self.rows - 1) * self.down + self.high
        return right <= PAGE_WIDE and bottom <= PAGE_HIGH


def millimetres(tenths: int) -> Decimal:
    return Decimal(tenths) / 10


def _roll(wide: int, high: int) -> Medium:
    return Medium(MediumKind.ROLL, wide, high)


def _tape(high: int, wide: int = 0) -> Medium:
    return Medium(MediumKind.TAPE, wide, high)


def _sheet(wide: int, high: int, grid: tuple[int, int], edge: tuple[int, int], step: tuple[int, int]) -> Medium:
    return Medium(MediumKind.SHEET, wide, high, *grid, *edge, *step)


ROLL_50_25: Final = _roll(500, 250)
SHEET_40: Final = _sheet(485, 254, (4, 10), (80, 215), (485, 254))

MEDIA: Final[dict[str, Medium]] = {
    "roll_50_25": ROLL_50_25,
    "roll_57_32": _roll(570, 320),
    "roll_76_51": _roll(760, 510),
    "roll_100_50": _roll(1000, 500),
    "roll_100_150": _roll(1000, 1500),
    "dymo_54_25": _roll(540, 250),
    "dymo_89_28": _roll(890, 280),
    "dymo_89_36": _roll(890, 360),
    "tape_12": _tape(120),
    "tape_18": _tape(180),
    "tape_24": _tape(240),
    "tape_62": _roll(620, 290),
    "sheet_3657": SHEET_40,
    "sheet_3475": _sheet(700, 360, (3, 8), (0, 45), (700, 360)),
    "sheet_7160": _sheet(635, 381, (3, 7), (72, 151), (660, 381)),
    "sheet_7651": _sheet(381, 212, (5, 13), (47, 107), (406, 212)),
}
"""Known by name: what most houses have. Sources: RULES 6; the makers' measures of Avery Zweckform 3657, 3475, L7160,
L7651, Dymo 11352, 99010, 99012 and Brother DK-11209."""
