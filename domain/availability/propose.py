"""Which thing to pack: the one that leaves the best future availability. A person may take another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.assets.status import Grade

SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that is ready in stock. `in_stock_since`: since when it lies there. `maintenance_on`: when it has to go
    to the workshop next, None: nobody knows of a day."""

    code: str
    grade: Grade | None
    in_stock_since: date
    maintenance_on: date | None = None
    place: str = ""


def proposed(
    candidates: Iterable[Candidate], today: date, grade: Grade | None = None, own: str = ""
) -> tuple[Candidate, ...]:
    """The best first: the very thing it is for (`own`); then the grade asked for, so that better ones stay for who
    wants them; then what need not go to the workshop soon; then what lies there longest, so that all are used alike.
    Source: docs/decisions, "What is free is a sum of reasons".
    """

    def rank(each: Candidate) -> tuple[bool, bool, bool, date, str]:
        is_due = each.maintenance_on is not None and each.maintenance_on <= today + SOON
        is_other_grade = grade is not None and each.grade is not grade
        return each.code != own, is_other_grade, is_due, each.in_stock_since, each.code

    return tuple(sorted(candidates, key=rank))
