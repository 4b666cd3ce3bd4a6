"""What every event of a preview is read from, and how a change finds the day on which it begins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.billing.cells import cells
from domain.billing.stretches import rate_on
from domain.billing.tax import TaxTable
from domain.contracts.effective import BY_DEFAULT, NEXT_PERIOD, NOW, Timing, When, first_day, started
from domain.contracts.model import RECURRING, Contract, ContractLine, LineKind
from domain.contracts.preview_contract import Names
from domain.contracts.preview_reader import Node, ObjectNode
from domain.contracts.terms import Proration
from domain.customers.model import CustomerKind
from domain.ids import ContractLineId
from domain.money import Currency, Money
from domain.period import Period

Edit = Callable[[Contract, list[str]], Contract]


@dataclass(frozen=True, slots=True)
class EventSource:
    """One event as it stands in the file, with what is needed to read it."""

    members: ObjectNode
    on: date
    number: int
    currency: Currency
    names: Names
    tax: TaxTable
    kind: CustomerKind

    def line(self) -> ContractLineId:
        node = self.members.required("line")
        if node.text() not in self.names.ids:
            node.refuse("there is no such line")
        return self.names.ids[node.text()]

    def recurring(self) -> ContractLineId:
        line_id, node = self.line(), self.members.at("line")
        if self.names.kinds[node.text()] not in RECURRING:
            node.refuse("this line is charged once; it cannot change")
        return line_id

    def rented(self) -> ContractLineId:
        line_id, node = self.line(), self.members.at("line")
        if self.names.kinds[node.text()] is not LineKind.RENTAL:
            node.refuse("this line is not rented")
        return line_id

    def timing(self) -> Timing:
        node = self.members.get("when")
        if node is None:
            return BY_DEFAULT
        if node.value in (When.NOW.value, When.NEXT_PERIOD.value):
            return NOW if node.value == When.NOW.value else NEXT_PERIOD
        if not isinstance(node.value, str) or not node.value[:1].isdigit():
            node.refuse("expected is now, next_period or a day")
        if node.day() < self.on:
            node.refuse("the change would begin before its own day; say so with on and recorded")
        return Timing(When.ON_DATE, node.day())

    def begins(self, contract: Contract, line: ContractLine, new: Money, *, same_interval: bool = True) -> date:
        """The first day of a change; `new` is what a full period costs then."""
        is_cheaper = new < self.cost(contract, line) if same_interval else None
        return first_day(contract, line, self.on, self.timing(), is_cheaper=is_cheaper)

    def cost(self, contract: Contract, line: ContractLine) -> Money:
        """What a full period of the line costs before the change, discounts left aside."""
        rate = rate_on(contract, line, started(contract, line, self.on))
        return rate.price.times(rate.quantity)

    def price(self, contract: Contract, line: ContractLine) -> Money:
        return rate_on(contract, line, started(contract, line, self.on)).price

    def quantity(self, contract: Contract, line: ContractLine) -> Decimal:
        return line.at(started(contract, line, self.on))[1]


def waits(contract: Contract) -> str:
    """Policies that never cut a period let a change in mid-period count from the next one."""
    is_cut = contract.terms.proration in (Proration.DAILY, Proration.FIXED_30)
    return "" if is_cut else ", or from the next period on if that day lies within one"


def read_period(node: Node, contract: Contract, line_id: ContractLineId | None) -> Period:
    """First and last day, or a day that stands for the billing period of the line that it lies in.

    `line_id` None: the first recurring line's. Raises PreviewRefused.
    """
    if isinstance(node.value, dict):
        members = node.object(("first_day", "last_day"))
        first, last = members.required("first_day").day(), members.required("last_day").day()
        if last < first:
            members.at("last_day").refuse("the period ends before it begins")
        return Period.through(first, last)
    day = node.day()
    wanted = [line for line in contract.lines if line.is_recurring and line_id in (None, line.id)]
    for line in wanted[:1]:
        for cell in cells(contract, line, day):
            if day in cell.covered:
                return cell.covered
            break
    return Period.through(day, day)
