"""One extra delivery in between: charged once, sent once, and the rhythm stays."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.billing.stretches import price_on
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.deliveries.schedule import NoSuchDelivery, is_delivered
from domain.ids import ContractLineId
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverOnce(ContractChange):
    """`like_id` is the line whose product is sent; `line_id`, that of the new one, is made where the command is born.

    `on` None: today. `price` of one piece, None: what a delivery costs on that day.
    """

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    line_id: ContractLineId
    like_id: ContractLineId
    quantity: Decimal = Decimal(1)
    on: date | None = None
    price: Money | None = None

    def begins_on(self, today: date) -> date | None:
        return self.on or today

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises NoSuchDelivery, ContractLineNotFound, ContractLineTwice, NegativePrice, QuantityNotPositive."""
        like, day = contract.line(self.like_id), max(self.on or today, contract.start_on or today)
        if not is_delivered(like) or contract.start_on is None:
            raise NoSuchDelivery(day=day)
        price = price_on(contract, like, day) if self.price is None else self.price
        line = ContractLine(
            id=self.line_id,
            position=max(known.position for known in contract.lines) + 1,
            title=like.title_on(day),
            kind=LineKind.SALE,
            vat=like.vat,
            versions=(LineVersion(None, price, self.quantity),),
            variant_id=like.variant_id,
            start_on=day,
        )
        return contract.line_added(line)
