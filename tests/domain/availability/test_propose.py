"""Which thing is packed first, and that a person may see all others behind it."""

from datetime import date

from domain.assets.status import Grade
from domain.availability.propose import Candidate, proposed

TODAY = date(2026, 6, 3)
OLD_B = Candidate("RB-1", Grade.B, date(2026, 1, 1))
NEW_A = Candidate("RB-2", Grade.A, date(2026, 5, 1))
DUE_A = Candidate("RB-3", Grade.A, date(2026, 2, 1), maintenance_on=date(2026, 6, 20))
ALL = (NEW_A, DUE_A, OLD_B)


def codes(*args: object, **wishes: object) -> list[str]:
    return [each.code for each in proposed(ALL, TODAY, *args, **wishes)]


def test_what_lies_longest_goes_first_unless_the_workshop_wants_it_soon() -> None:
    assert codes() == ["RB-1", "RB-2", "RB-3"]


def test_the_grade_asked_for_goes_before_age() -> None:
    assert codes(Grade.A) == ["RB-2", "RB-3", "RB-1"]


def test_the_very_thing_it_is_for_goes_before_all() -> None:
    assert codes(Grade.A, own="RB-1")[0] == "RB-1"
    assert codes(own="RB-9") == codes()
