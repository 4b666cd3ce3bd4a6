"""The right to agree another price at a till: for everybody there, or for single people, down to so many percent below
the plan. What goes beyond it waits for the office.

The database asks the same when a sale is kept (`50_counter.sql`).
"""

from dataclasses import dataclass
from typing import Final

from domain.errors import InvalidInput
from domain.ids import PersonId
from domain.money import Money

MOST_PEOPLE: Final = 50


class PriceRightWrong(InvalidInput):
    """A limit is 0 to 100 percent, and nobody has two."""

    code = "price_right_wrong"


@dataclass(frozen=True, slots=True)
class PersonPercent:
    person_id: PersonId
    percent: int


@dataclass(frozen=True, slots=True)
class PriceRight:
    """`percent`: for everybody who is not among `people`; 0: nobody."""

    percent: int = 0
    people: tuple[PersonPercent, ...] = ()

    def check(self) -> None:
        """Raises PriceRightWrong."""
        limits = (self.percent, *(each.percent for each in self.people))
        ids = {each.person_id for each in self.people}
        if not all(0 <= each <= 100 for each in limits) or not len(self.people) == len(ids) <= MOST_PEOPLE:
            raise PriceRightWrong(most=MOST_PEOPLE)


def is_within(agreed: Money, usual: Money, percent: int) -> bool:
    """Not dearer than the plan, and no more than so many percent below it."""
    return usual.minor * (100 - percent) <= agreed.minor * 100 <= usual.minor * 100
