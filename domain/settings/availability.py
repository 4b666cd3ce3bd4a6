"""What the owner decided about promises: days between two rentals, expected repairs, how long an offer stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.application import OFFICE, Seat
from domain.errors import InvalidInput

MOST_DAYS: Final = 365
MOST_CATEGORIES: Final = 100
LEAST_WEEKS: Final = 4
MOST_WEEKS: Final = 104


class AvailabilityDaysWrong(InvalidInput):
    """Days are 0 to 365; steps for what is late, and the days of an offer or a reservation, at least 1. Weeks: 4 to
    104."""

    code = "availability_days_wrong"


class Overbooking(StrEnum):
    """Who may promise more than is free, always with a reason."""

    OFFICE = "office"
    OWNER = "owner"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class RepairTime:
    """How long things of a category are usually in the workshop."""

    category: str
    days: int


@dataclass(frozen=True, slots=True)
class AvailabilitySettings:
    """`padding_days` lie between a thing's return and its next customer. `repair_days` where a category has no time of
    its own. What is late is expected `late_days` later, and again. `offer_days`: how long an offer of the waiting list
    stands, `hold_days`: how long a reservation is usually held. `overbooking`: who may promise more than is free.
    `backorders`: orders are taken for which no day is in sight; none is promised then. `weeks` are looked ahead.

    Raises AvailabilityDaysWrong.
    """

    padding_days: int = 2
    repair_days: int = 7
    repair_times: tuple[RepairTime, ...] = ()
    late_days: int = 7
    offer_days: int = 3
    hold_days: int = 14
    overbooking: Overbooking = Overbooking.OFFICE
    backorders: bool = True
    weeks: int = 26

    def __post_init__(self) -> None:
        any_days = (self.padding_days, self.repair_days, *(each.days for each in self.repair_times))
        at_least_one = (self.late_days, self.offer_days, self.hold_days)
        names = {each.category for each in self.repair_times}
        is_right = (
            all(0 <= each <= MOST_DAYS for each in any_days)
            and all(1 <= each <= MOST_DAYS for each in at_least_one)
            and all(each.category.strip() for each in self.repair_times)
            and len(names) == len(self.repair_times) <= MOST_CATEGORIES
            and LEAST_WEEKS <= self.weeks <= MOST_WEEKS
        )
        if not is_right:
            raise AvailabilityDaysWrong(most=MOST_DAYS, least_weeks=LEAST_WEEKS, most_weeks=MOST_WEEKS)

    def may_overbook(self, seat: Seat) -> bool:
        allowed = {Overbooking.OFFICE: OFFICE, Overbooking.OWNER: {Seat.OWNER}, Overbooking.NOBODY: frozenset[Seat]()}
        return seat in allowed[self.overbooking]

    def held_until(self, from_on: date) -> date:
        """The last day of a reservation for which nobody said one."""
        return from_on + timedelta(days=self.hold_days)

    def repair_days_of(self, category: str) -> int:
        return next((each.days for each in self.repair_times if each.category == category), self.repair_days)
