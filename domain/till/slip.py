"""A slip of paper as its parts: what a receipt printer prints, whoever it is from. Texts are as they are read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from domain.errors import Unavailable

COLUMNS: Final = 42
"""Signs in a line of 80 mm paper; narrower printers wrap by their own."""


class PrinterUnreachable(Unavailable):
    """The receipt printer takes nothing: off, out of paper, or not where it was."""

    code = "printer_unreachable"


class Side(StrEnum):
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Line:
    """`is_big`: twice as wide and high. "" is an empty line."""

    text: str
    side: Side = Side.LEFT
    is_bold: bool = False
    is_big: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Something to the left and its amount to the right; a long text wraps, and the amount stands in its last line."""

    left: str
    right: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Qr:
    data: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 with its text below."""

    data: str


Part = Line | Pair | Rule | Qr | Bars


@dataclass(frozen=True, slots=True)
class Slip:
    """`opens_drawer`: the drawer opens with it."""

    parts: tuple[Part, ...]
    opens_drawer: bool = False


class SlipPrinter(Protocol):
    """Prints slips, and opens the drawer that hangs at the printer."""

    def print(self, slip: Slip) -> None:
        """Raises PrinterUnreachable: it may be on paper in part."""
        ...

    def open_drawer(self) -> None:
        """Raises PrinterUnreachable."""
        ...


def laid_out(pair: Pair, columns: int = COLUMNS) -> list[str]:
    """The lines of a pair. The right side is never cut."""
    room = max(columns - len(pair.right) - 1, 1)
    words, lines, line = pair.left.split(), [], ""
    for word in words:
        for piece in _pieces(word, room):
            longer = f"{line} {piece}".strip()
            if len(longer) > room:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, f"{line}{pair.right.rjust(max(columns - len(line), len(pair.right)))}"]


def _pieces(word: str, room: int) -> list[str]:
    return [word[start : start + room] for start in range(0, len(word), room)]
