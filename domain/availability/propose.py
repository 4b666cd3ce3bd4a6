"""Which thing to pack: the one that leaves the best future availability. A person may take another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.assets.status import Grade

SOON: Final = timedelta(days=30)


class Why(StrEnum):
    """What makes the proposed thing the best: first of what tells it from the next. ONLY: there is no other."""

    OWN = "own"
    GRADE = "grade"
    NOT_DUE = "not_due"
    LONGEST = "longest"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that is ready in stock. `in_stock_since`: since when it lies there. `maintenance_on`: when it has to go
    to the workshop next, None: nobody knows of a day."""

    code: str
    grade: Grade | None
    in_stock_since: date
    maintenance_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which one, and why."""

    best: Candidate
    why: Why


def proposal(candidates: Iterable[Candidate], today: date, grade: Grade | None = None, own: str = "") -> Proposal:
    """Of one candidate or more."""
    best, *others = proposed(candidates, today, grade, own)
    if best.code == own:
        return Proposal(best, Why.OWN)
    if not others:
        return Proposal(best, Why.ONLY)
    mine, next_one = (_rank(each, today, grade, own) for each in (best, others[0]))
    order = (Why.OWN, Why.GRADE, Why.NOT_DUE)
    told = next((why for why, one, other in zip(order, mine, next_one, strict=False) if one != other), Why.LONGEST)
    return Proposal(best, told)


def proposed(
    candidates: Iterable[Candidate], today: date, grade: Grade | None = None, own: str = ""
) -> tuple[Candidate, ...]:
    """The best first: the very thing it is for (`own`); then the grade asked for, so that better ones stay for who
    wants them; then what need not go to the workshop soon; then what lies there longest, so that all are used alike.
    Source: docs/decisions, "What is free is a sum of reasons".
    """
    return tuple(sorted(candidates, key=lambda each: _rank(each, today, grade, own)))


def _rank(each: Candidate, today: date, grade: Grade | None, own: str) -> tuple[bool, bool, bool, date, str]:
    is_due = each.maintenance_on is not None and each.maintenance_on <= today + SOON
    is_other_grade = grade is not None and each.grade is not grade
    return each.code != own, is_other_grade, is_due, each.in_stock_since, each.code
