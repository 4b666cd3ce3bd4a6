"""Which days the numbers are about: whole months up to the one that is asked for, the last one as far as it is."""

from dataclasses import dataclass
from datetime import date

from domain.period import ONE_DAY, add_months


@dataclass(frozen=True, slots=True)
class Asked:
    """`months` bars that end with the evening of `day`."""

    day: date
    months: int

    @property
    def marks(self) -> tuple[date, ...]:
        """The mornings between which things moved; one more than there are bars."""
        first = self.day.replace(day=1)
        return (*(add_months(first, -n) for n in range(self.months - 1, -1, -1)), self.day + ONE_DAY)

    @property
    def start_on(self) -> date:
        return self.marks[0]

    @property
    def past(self) -> date:
        """The first day that is not looked at any more."""
        return self.marks[-1]
