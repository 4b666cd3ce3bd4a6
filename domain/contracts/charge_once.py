"""A one-off charge with one or several lines: damage, cleaning, a missing part."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.contracts.about import About
from domain.contracts.add_line import TitleMissing
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.ids import ContractLineId
from domain.money import Money


@dataclass(frozen=True, slots=True)
class ChargedItem:
    """One line of the charge; `line_id` is made where the command is born."""

    line_id: ContractLineId
    title: str
    amount: Money
    vat: str = "standard"
    quantity: Decimal = Decimal(1)
    about: About | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeOnce(ContractChange):
    """`on` None: today; a later day waits for the invoice of that day. Possible after the end too."""

    has_consequences: ClassVar[bool] = True

    items: tuple[ChargedItem, ...]
    on: date | None = None

    @property
    def is_for_running(self) -> bool:
        return False

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises TitleMissing, NegativePrice, QuantityNotPositive, PriceCurrencyDiffers, ContractLineTwice."""
        day = max(self.on or today, contract.start_on or today)
        for item in self.items:
            if not item.title.strip():
                raise TitleMissing
            contract = contract.line_added(
                ContractLine(
                    id=item.line_id,
                    position=max((known.position for known in contract.lines), default=0) + 1,
                    title=item.title.strip(),
                    kind=LineKind.CHARGE,
                    vat=item.vat,
                    versions=(LineVersion(None, item.amount, item.quantity),),
                    start_on=day,
                    about=item.about,
                )
            )
        return contract
