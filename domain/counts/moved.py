"""What the steps of a count answer with."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.counts.model import CountId, CountStage


@dataclass(frozen=True, slots=True)
class CountMoved(Event):
    """`differences`: lines that are not in order. `changed`: things and shelves whose books were changed by it.
    `overtaken`: lines to which something had happened since, and which were left alone."""

    count_id: CountId
    number: str
    stage: CountStage
    differences: int = 0
    changed: int = 0
    overtaken: int = 0

    def touched(self) -> Iterable[str]:
        booked = ("assets", "places", "supplies", "tasks") if self.stage is CountStage.BOOKED else ()
        return ("counts", f"count:{self.count_id}", *booked)
