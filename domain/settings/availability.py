"""What the owner decided about promises: days between two rentals, expected repairs, how long an offer stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.errors import InvalidInput

MOST_DAYS: Final = 365
MOST_CATEGORIES: Final = 100


class AvailabilityDaysWrong(InvalidInput):
    """Days are 0 to 365; steps for what is late, and the days of an offer or a reservation, at least 1."""

    code = "availability_days_wrong"


@dataclass(frozen=True, slots=True)
class RepairTime:
    """How long things of a category are usually in the workshop."""

    category: str
    days: int


@dataclass(frozen=True, slots=True)
class AvailabilitySettings:
    """`padding_days` lie between a thing's return and its next customer. `repair_days` where a category has no time of
    its own. What is late is expected `late_days` later, and again. `offer_days`: how long an offer of the waiting list
    stands, `hold_days`: how long a reservation is usually held.

    Raises AvailabilityDaysWrong.
    """

    padding_days: int = 2
    repair_days: int = 7
    repair_times: tuple[RepairTime, ...] = ()
    late_days: int = 7
    offer_days: int = 3
    hold_days: int = 14

    def __post_init__(self) -> None:
        any_days = (self.padding_days, self.repair_days, *(each.days for each in self.repair_times))
        at_least_one = (self.late_days, self.offer_days, self.hold_days)
        names = {each.category for each in self.repair_times}
        is_right = (
            all(0 <= each <= MOST_DAYS for each in any_days)
            and all(1 <= each <= MOST_DAYS for each in at_least_one)
            and all(each.category.strip() for each in self.repair_times)
            and len(names) == len(self.repair_times) <= MOST_CATEGORIES
        )
        if not is_right:
            raise AvailabilityDaysWrong(most=MOST_DAYS)

    def held_until(self, from_on: date) -> date:
        """The last day of a reservation for which nobody said one."""
        return from_on + timedelta(days=self.hold_days)

    def repair_days_of(self, category: str) -> int:
        return next((each.days for each in self.repair_times if each.category == category), self.repair_days)
