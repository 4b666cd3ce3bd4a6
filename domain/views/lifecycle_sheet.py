"""A history on paper: what the screen says of it, so that the two never tell different things."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LifeSheetRow:
    """`what` and `details` in the words of the screen; `who` and `where` may be ""."""

    at: datetime
    what: str
    details: str
    who: str
    where: str


@dataclass(frozen=True, slots=True)
class LifeSheet:
    """Newest first. `is_cut`: there is more than stands here."""

    title: str
    made_on: date
    rows: tuple[LifeSheetRow, ...]
    is_cut: bool
