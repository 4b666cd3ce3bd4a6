"""Another interval for a whole contract: a new cycle begins on that day."""

from dataclasses import dataclass
from datetime import date

from domain.contracts.changing import TimedChange
from domain.contracts.edits import interval_changed
from domain.contracts.effective import first_day
from domain.contracts.leading import leading_line
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Interval


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one unit of a line costs for a period of the new interval."""

    line_id: ContractLineId
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInterval(TimedChange):
    """`prices` of the new interval; a line without one keeps its price in proportion."""

    interval: Interval
    prices: tuple[LinePrice, ...] = ()

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises NothingRecurring, ChangeNeedsWhen, ChangeBeforeItsDay, PriceDoesNotFollow."""
        line = leading_line(contract)
        from_on = first_day(contract, line, self.asked_on or today, self.timing, is_cheaper=None)
        return interval_changed(contract, from_on, self.interval, {each.line_id: each.price for each in self.prices})
