"""A cell becomes a value: days and amounts as they are written here and elsewhere, choices by their words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.imports.model import CellWrong
from domain.money import EUR, Money
from domain.spelling import findable

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AMOUNT: Final = re.compile(r"([+-]?)(\d+)(?:\.(\d{1,2}))?")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?")
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
_LARGEST: Final = 10**11


class Mark(StrEnum):
    """Which sign stands before the cents."""

    COMMA = "comma"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file writes. `month_first`: 03/15/2026, as in America."""

    mark: Mark = Mark.COMMA
    month_first: bool = False


def habits_of(amounts: Iterable[str], days: Iterable[str]) -> Habits:
    """From all cells that hold amounts and days: the last sign before two digits decides, the comma where none does."""
    commas = points = 0
    for text in amounts:
        commas += bool(re.search(r",\d{1,2}\D*$", text))
        points += bool(re.search(r"\.\d{1,2}\D*$", text))
    slashed = [hit for text in days if (hit := _SLASHED.fullmatch(text))]
    month_first = any(int(hit[2]) > 12 for hit in slashed) and not any(int(hit[1]) > 12 for hit in slashed)
    return Habits(Mark.POINT if points > commas else Mark.COMMA, month_first)


def day_from(text: str, habits: Habits, column: str = "") -> date | None:
    """None for an empty cell. Raises CellWrong."""
    if not text:
        return None
    if hit := _ISO.fullmatch(text):
        year, month, day = hit[1], hit[2], hit[3]
    elif hit := _DOTTED.fullmatch(text):
        day, month, year = hit[1], hit[2], hit[3] if len(hit[3]) == 4 else f"20{hit[3]}"
    elif hit := _SLASHED.fullmatch(text):
        first, second, year = hit[1], hit[2], hit[3]
        month, day = (first, second) if habits.month_first else (second, first)
    else:
        raise CellWrong(column=column, value=text)
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise CellWrong(column=column, value=text) from None
    if not 1990 <= found.year <= 2100:
        raise CellWrong(column=column, value=text)
    return found


def money_from(text: str, habits: Habits, column: str = "") -> Money | None:
    """Euros; None for an empty cell. Raises CellWrong."""
    if not text:
        return None
    plain = text.replace("€", "").replace("EUR", "").replace("\u2212", "-").strip()
    if plain.endswith("-"):
        plain = f"-{plain[:-1]}".strip()
    grouping = "." if habits.mark is Mark.COMMA else ","
    if grouping in plain and not _GROUPED.fullmatch(plain):
        raise CellWrong(column=column, value=text)
    for sign in (grouping, " ", "\u00a0", "\u202f", "'", "’"):
        plain = plain.replace(sign, "")
    hit = _AMOUNT.fullmatch(plain.replace(",", ".") if habits.mark is Mark.COMMA else plain)
    if hit is None:
        raise CellWrong(column=column, value=text)
    minor = int(hit[2]) * 100 + int((hit[3] or "0").ljust(2, "0"))
    if minor > _LARGEST:
        raise CellWrong(column=column, value=text)
    return Money(-minor if hit[1] == "-" else minor, EUR)


def whole_from(text: str, column: str = "") -> int | None:
    """None for an empty cell. Raises CellWrong."""
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise CellWrong(column=column, value=text)
    return int(text)


def choice_from(text: str, words: Mapping[str, str], column: str = "") -> str | None:
    """What a word stands for, however it is written; None for an empty cell. Raises CellWrong."""
    if not text:
        return None
    found = words.get(findable(text))
    if found is None:
        raise CellWrong(column=column, value=text)
    return found
