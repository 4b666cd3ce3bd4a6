"""Another plan for one line: title, price, and the interval where it differs."""

from dataclasses import dataclass
from datetime import date

from domain.billing.periods import rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.changing import TimedChange
from domain.contracts.edits import NewPlan, plan_changed
from domain.contracts.effective import first_day, started
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan(TimedChange):
    """`interval` None: as before; with another one the change needs `timing`."""

    line_id: ContractLineId
    title: str
    price: Money
    interval: Interval | None = None

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises LineIsChargedOnce, NegativePrice, ChangeNeedsWhen, ChangeBeforeItsDay."""
        line = contract.line(self.line_id)
        asked_on = self.asked_on or today
        first = started(contract, line, asked_on)
        rate = rate_on(contract, line, first)
        is_cheaper: bool | None = self.price.times(rate.quantity) < rate.price.times(rate.quantity)
        if self.interval not in (None, rhythm_on(contract, line, first).interval):
            is_cheaper = None
        from_on = first_day(contract, line, asked_on, self.timing, is_cheaper=is_cheaper)
        return plan_changed(contract, line.id, from_on, NewPlan(self.title, self.price, self.interval))
