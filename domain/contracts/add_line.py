"""One more line on a running contract: a thing, a service, a delivery, or something sold with it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.billing.periods import rhythm_on
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Cycle, Phase
from domain.errors import InvalidInput
from domain.ids import ContractLineId, VariantId
from domain.money import Money
from domain.period import Interval


class TitleMissing(InvalidInput):
    """What is charged needs a name that the customer understands."""

    code = "title_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLine(ContractChange):
    """`line_id` is made where the command is born. `start_on` None: today. `interval` None: the contract's rhythm."""

    line_id: ContractLineId
    title: str
    line_kind: LineKind
    price: Money
    vat: str = "standard"
    quantity: Decimal = Decimal(1)
    start_on: date | None = None
    interval: Interval | None = None
    phases: tuple[Phase, ...] = ()
    means_of_transport: bool = False
    variant_id: VariantId | None = None

    def begins_on(self, today: date) -> date | None:
        return self.start_on or today

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises TitleMissing, ContractLineTwice, NegativePrice, QuantityNotPositive, PriceCurrencyDiffers."""
        if not self.title.strip():
            raise TitleMissing
        line = ContractLine(
            id=self.line_id,
            position=max((known.position for known in contract.lines), default=0) + 1,
            title=self.title.strip(),
            kind=self.line_kind,
            vat=self.vat,
            versions=(LineVersion(None, self.price, self.quantity),),
            means_of_transport=self.means_of_transport,
            variant_id=self.variant_id,
            start_on=self.start_on or today,
            phases=self.phases,
        )
        changed = contract.line_added(line)
        if self.interval is None or not line.is_recurring or self.interval == _interval(changed, line, today):
            return changed
        return replace(changed, cycles=(*contract.cycles, Cycle(None, self.interval, line_id=line.id)))


def _interval(contract: Contract, line: ContractLine, today: date) -> Interval:
    """The rhythm that the line would follow without one of its own."""
    if contract.start_on is None:
        return contract.terms.interval
    return rhythm_on(contract, line, line.start_on or today).interval
