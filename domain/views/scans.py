"""Scans of no use as the owner sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from domain.scans.model import WrongKind

MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class WrongScanRow:
    """`shown` and `digest`: all that is kept of the text. `page`: key of the page; `refusal`: code, "" for none."""

    at: datetime
    who: str
    station: str
    store: str
    page: str
    device: str
    symbology: str
    kind: WrongKind
    refusal: str
    shown: str
    digest: str


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """How many scans of one kind were of no use at one station, and of how many people."""

    station: str
    store: str
    kind: WrongKind
    scans: int
    people: int


@dataclass(frozen=True, slots=True)
class WrongScans:
    """`rows`: the latest MOST_ROWS; `figures` count them all, the most frequent first."""

    figures: Sequence[WrongFigure]
    rows: Sequence[WrongScanRow]


class ScanQuestions(Protocol):
    def wrong(self, since: datetime) -> WrongScans:
        """Of all stores, at or after `since`."""
        ...
