"""Time as the domain sees it: handed in, never asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LEGAL_ZONE = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Tells the present instant. The machine's clock stands in `hardware/clock.py`; stories move their own."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


def legal_day(instant: datetime) -> date:
    """The calendar day of an aware instant in the legal zone. The one place where instants become days.

    Raises:
        ValueError: `instant` is naive (a bug, not an input).
    Source: BILLING.md, lesson 8.
    """
    if instant.tzinfo is None:
        raise ValueError("a naive instant has no legal day")
    return instant.astimezone(LEGAL_ZONE).date()


def legal_midnight(day: date) -> datetime:
    """The instant at which a legal day begins."""
    return datetime.combine(day, time(), LEGAL_ZONE)


def today(clock: Clock) -> date:
    """The legal day of the present instant."""
    return legal_day(clock.now())


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved: for stories, the demo business and trying things out."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Moves on. Raises ValueError when asked to go back: the ledger's order of recording would break."""
        if by < timedelta(0):
            raise ValueError("this clock does not run backwards")
        self.instant += by
