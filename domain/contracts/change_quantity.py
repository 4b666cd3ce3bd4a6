"""Another quantity for one line from a day on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.contracts.changing import TimedChange
from domain.contracts.effective import first_day, started
from domain.contracts.model import Contract
from domain.dunning.blocking import check_pays
from domain.ids import ContractLineId
from domain.ports import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeQuantity(TimedChange):
    line_id: ContractLineId
    quantity: Decimal

    def check(self, contract: Contract, unit: Unit) -> None:
        """Raises DunningBlocks: more of it, while the customer owes."""
        if self.quantity > contract.line(self.line_id).at(self.asked_on or unit.today())[1]:
            check_pays(contract.customer_id, unit)

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises LineIsChargedOnce, QuantityNotPositive, ChangeBeforeItsDay."""
        line = contract.line(self.line_id)
        asked_on = self.asked_on or today
        _, quantity = line.at(started(contract, line, asked_on))
        from_on = first_day(contract, line, asked_on, self.timing, is_cheaper=self.quantity < quantity)
        return contract.quantity_changed(line.id, from_on, self.quantity)
