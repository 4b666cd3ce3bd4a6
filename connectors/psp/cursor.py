"""From where to ask a provider on, for those whose events may show up a little later than they happened.

What happened within the overlap is asked for again each time; what of it was told already stands in the cursor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.payments.provider import Heard, News


@dataclass(frozen=True, slots=True)
class Cursor:
    """`heard`: ids of what was told within the overlap before `at`."""

    at: datetime
    heard: frozenset[str] = frozenset()

    @classmethod
    def read(cls, text: str, earliest: datetime) -> "Cursor":
        """ "" and what is older than anybody remembers begin at `earliest`."""
        first, *heard = text.split() or [""]
        at = datetime.fromtimestamp(int(first), UTC) if first.isdecimal() else earliest
        return cls(max(at, earliest), frozenset(heard))

    def after(self, told: Iterable[News], until: datetime, overlap: timedelta) -> Heard:
        """`told`: all since the overlap before this cursor. What is new of it, in the order in which it happened."""
        known = sorted(told, key=lambda each: each.at)
        news: Sequence[News] = [each for each in known if each.event_id not in self.heard]
        late = {each.event_id for each in known if each.at >= until - overlap}
        return Heard(news, " ".join([str(int(until.timestamp())), *sorted(late)]))
