"""What the screens of the counter ask about sales, and the rows that answer. Numbers alone: a till reads no contracts
and no bills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.counter.basket import TriedBasket
from domain.counter.model import SaleId, SaleStage
from domain.ids import CustomerId, ShipmentId, VariantId
from domain.orders.try_order import OrderTrial
from domain.shipping.model import ShipmentStatus

MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class SaleOutcome:
    """How far the worker is. What is not there yet is "" or None.

    `why`: the code of what stood against it last. `is_held`: its order waits for its check. `invoices`: their numbers.
    """

    id: SaleId
    number: str
    stage: SaleStage
    at: datetime
    customer_id: CustomerId | None
    order_number: str = ""
    contract_number: str = ""
    start_on: date | None = None
    shipment_id: ShipmentId | None = None
    shipment_status: ShipmentStatus | None = None
    is_held: bool = False
    why: str = ""
    invoices: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the worker has nothing more to do with it by itself."""
        if self.stage is SaleStage.BOOKED:
            return self.is_held or bool(self.why) or self.shipment_status is ShipmentStatus.OPEN
        return self.stage is not SaleStage.TAKEN


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """`done` of `quantity` are picked. `asset_code`: the thing that was, "" for none."""

    position: int
    variant_id: VariantId
    title: str
    quantity: int
    done: int
    is_tracked: bool
    asset_code: str = ""


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """Goods of an order that lie, or are to be found, in this store. `is_held`: its check holds it back."""

    shipment_id: ShipmentId
    number: str
    order_number: str
    customer: str
    customer_number: str
    placed_on: date
    status: ShipmentStatus
    is_held: bool
    lines: tuple[WaitingLine, ...]

    @property
    def open_things(self) -> int:
        """Single things that still have to be scanned."""
        return sum(line.is_tracked and line.done < line.quantity for line in self.lines)


class CounterQuestions(Protocol):
    """On the database thread, under a till's login."""

    def try_basket(self, trial: OrderTrial) -> TriedBasket:
        """`trial.customer_id` None: goods without a name.

        Raises OrderEmpty, UnknownCustomer, NotForAnybody, NoPricePlan, and what stands against a code or a plan.
        """
        ...

    def outcome(self, sale_id: SaleId) -> SaleOutcome | None:
        """None: the server does not know of it, yet."""
        ...

    def agreement(self, sale_id: SaleId) -> tuple[str, bytes] | None:
        """Name and content of the paper; None: the worker has not drawn it yet."""
        ...

    def sales(self, limit: int = 50) -> Sequence[SaleOutcome]:
        """The newest of this store."""
        ...

    def waiting(self, text: str = "", limit: int = MOST_WAITING) -> Sequence[WaitingOrder]:
        """Orders whose goods are handed out in this store, the oldest first."""
        ...

    def waiting_of(self, code: str) -> WaitingOrder | None:
        """By the number of an order or a parcel that was scanned."""
        ...
