"""Another day of the month on which periods begin."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import ContractChange
from domain.contracts.edits import billing_day_changed
from domain.contracts.effective import NEXT_PERIOD, Timing, first_day
from domain.contracts.leading import leading_line
from domain.contracts.model import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBillingDay(ContractChange):
    """`day` from 1 to 31; short months clamp it. The stretch up to it is charged as a part of a period."""

    day: int
    timing: Timing = NEXT_PERIOD

    def begins_on(self, today: date) -> date | None:
        return self.timing.day or today

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises NothingRecurring, DayOfMonthMissing, AlignmentDoesNotFit, ChangeBeforeItsDay."""
        from_on = first_day(contract, leading_line(contract), today, self.timing, is_cheaper=True)
        return billing_day_changed(contract, from_on, self.day)
