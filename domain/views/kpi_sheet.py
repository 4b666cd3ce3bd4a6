"""Key figures on paper: what the screen says of them, so that the two never tell different things."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SheetBars:
    """A plot: one bar for each place, stacked of `parts` (name, and whether it hangs down); `values` part by part."""

    title: str
    places: tuple[str, ...]
    parts: tuple[tuple[str, bool], ...]
    values: tuple[tuple[Decimal, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Texts as the screen shows them. `is_number` says of each column whether it stands to the right."""

    title: str
    heads: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class KpiSheet:
    """`tiles`: values with what they are."""

    title: str
    subtitle: str
    made_on: date
    tiles: tuple[tuple[str, str], ...]
    bars: tuple[SheetBars, ...]
    tables: tuple[SheetTable, ...]
