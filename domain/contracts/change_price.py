"""Another price for one line from a day on."""

from dataclasses import dataclass
from datetime import date

from domain.billing.stretches import rate_on
from domain.contracts.changing import TimedChange
from domain.contracts.effective import first_day, started
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePrice(TimedChange):
    """`price` of one unit for a full period."""

    line_id: ContractLineId
    price: Money

    def edited(self, contract: Contract, today: date) -> Contract:
        """Phases and later prices of the line give way. Raises LineIsChargedOnce, NegativePrice, ChangeBeforeItsDay."""
        line = contract.line(self.line_id)
        asked_on = self.asked_on or today
        rate = rate_on(contract, line, started(contract, line, asked_on))
        is_cheaper = self.price.times(rate.quantity) < rate.price.times(rate.quantity)
        from_on = first_day(contract, line, asked_on, self.timing, is_cheaper=is_cheaper)
        return contract.later_prices_dropped(line.id, from_on).price_changed(line.id, from_on, self.price)
