"""Shipments: what goes to one customer at once, and which concrete assets serve its lines."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from domain.assets.model import Asset
from domain.checks.model import OrderInCheck
from domain.errors import Conflict, NotFound, RuleViolation
from domain.ids import (
    AssetId,
    ContractId,
    ContractLineId,
    CustomerId,
    OrderId,
    ReturnId,
    ShipmentId,
    ShipmentLineId,
    VariantId,
)
from domain.orders.model import Treatment


class ShipmentStatus(StrEnum):
    """Picking is no status: it is how many lines are served."""

    OPEN = "open"
    PACKED = "packed"
    DISPATCHED = "dispatched"
    CANCELLED = "cancelled"


class ShipmentCause(StrEnum):
    """Why something is sent. ORDER: the goods of an order. AGAIN: a repaired or another thing for a contract that runs.
    SUPPLY: what a running contract delivers every period. LOAN: lent while the customer's own thing is repaired. Only
    ORDER can start a contract."""

    ORDER = "order"
    AGAIN = "again"
    SUPPLY = "supply"
    LOAN = "loan"


class ShipmentAction(StrEnum):
    PACK = "pack"
    UNPACK = "unpack"
    DISPATCH = "dispatch"
    CANCEL = "cancel"


SHIPMENT_TRANSITIONS: Final = {
    (ShipmentStatus.OPEN, ShipmentAction.PACK): ShipmentStatus.PACKED,
    (ShipmentStatus.PACKED, ShipmentAction.UNPACK): ShipmentStatus.OPEN,
    (ShipmentStatus.PACKED, ShipmentAction.DISPATCH): ShipmentStatus.DISPATCHED,
    (ShipmentStatus.OPEN, ShipmentAction.CANCEL): ShipmentStatus.CANCELLED,
    (ShipmentStatus.PACKED, ShipmentAction.CANCEL): ShipmentStatus.CANCELLED,
}


class IllegalShipmentTransition(RuleViolation):
    """The shipment's present status does not allow this."""

    code = "illegal_shipment_transition"


class UnknownShipment(NotFound):
    """No shipment of this number, or not in this store."""

    code = "unknown_shipment"


class WrongProduct(RuleViolation):
    """The scanned thing is not what any open line asks for."""

    code = "wrong_product"


class AlreadyPicked(Conflict):
    """The same thing was scanned twice for this shipment. Nothing changed; it is not counted."""

    code = "already_picked"


class NothingOpen(RuleViolation):
    """Every line that asks for this product is served already."""

    code = "nothing_open"


class AssetNotInStock(RuleViolation):
    """The thing cannot be promised: it is out, at another customer, in repair, sold …"""

    code = "asset_not_in_stock"


class AssetNotReady(RuleViolation):
    """The thing is in stock but not fit to go out yet."""

    code = "asset_not_ready"


class LinesOpen(RuleViolation):
    """Lines of the shipment are not served yet."""

    code = "shipment_lines_open"


class NotPicked(RuleViolation):
    """The thing does not lie in this shipment."""

    code = "not_picked"


def shipment_after(status: ShipmentStatus, action: ShipmentAction) -> ShipmentStatus:
    """The status that follows. Raises IllegalShipmentTransition for pairs outside the table."""
    if (status, action) not in SHIPMENT_TRANSITIONS:
        raise IllegalShipmentTransition(status=status, action=action)
    return SHIPMENT_TRANSITIONS[status, action]


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """One thing to send (tracked: quantity 1, served by `asset_id`) or a number of uncounted pieces (`done` of them).

    `contract_line_id` is what the thing is rented or sold under. `answers_return_id` and `replaces_asset_id`: it goes
    out for a thing that came, or is to come, with that return; the same asset may serve it again.
    """

    id: ShipmentLineId
    position: int
    variant_id: VariantId
    title: str
    treatment: Treatment
    quantity: int
    is_tracked: bool
    contract_line_id: ContractLineId
    asset_id: AssetId | None = None
    done: int = 0
    answers_return_id: ReturnId | None = None
    replaces_asset_id: AssetId | None = None

    @property
    def is_served(self) -> bool:
        return self.done >= self.quantity


@dataclass(frozen=True, slots=True)
class Shipment:
    """`number` is an own code (SH-…). `arrived_on`: the day on which the customer had it, where somebody knows.

    `is_held`: its order waits for a check. `is_pick_up`: the customer comes for it.
    """

    id: ShipmentId
    number: str
    order_id: OrderId
    contract_id: ContractId
    customer_id: CustomerId
    status: ShipmentStatus
    lines: tuple[ShipmentLine, ...]
    dispatched_at: datetime | None = None
    cause: ShipmentCause = ShipmentCause.ORDER
    arrived_on: date | None = None
    is_held: bool = False
    is_pick_up: bool = False

    @property
    def wanted(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def done(self) -> int:
        """Pieces that fill a line; never more than `wanted`."""
        return sum(min(line.done, line.quantity) for line in self.lines)

    def pieces_of(self, variant_id: VariantId) -> int:
        """Counted pieces of a product that lie in it."""
        return sum(line.done for line in self.lines if line.variant_id == variant_id and not line.is_tracked)

    def line_of(self, asset_id: AssetId) -> ShipmentLine | None:
        """The line this asset serves, None when it lies elsewhere."""
        return next((line for line in self.lines if line.asset_id == asset_id), None)

    def line_for(self, asset: Asset) -> ShipmentLine:
        """The first open line that asks for this asset's variant.

        Raises:
            NothingOpen: lines ask for it, all are served.
            WrongProduct: no line asks for it.
        """
        fitting = [line for line in self.lines if line.is_tracked and line.variant_id == asset.variant_id]
        if not fitting:
            raise WrongProduct(
                asset=asset.code, wanted=", ".join(line.title for line in self.lines if not line.is_served)
            )
        for line in fitting:
            if not line.is_served:
                return line
        raise NothingOpen(asset=asset.code, title=fitting[0].title)

    def served(self, line_id: ShipmentLineId, asset_id: AssetId | None, done: int) -> "Shipment":
        """This shipment with one line's service changed."""
        return replace(
            self,
            lines=tuple(
                replace(line, asset_id=asset_id, done=done) if line.id == line_id else line for line in self.lines
            ),
        )

    def free(self) -> "Shipment":
        """Itself. Raises OrderInCheck."""
        if self.is_held:
            raise OrderInCheck(shipment=self.number)
        return self

    def acted(self, action: ShipmentAction) -> "Shipment":
        """This shipment after `action`. Raises IllegalShipmentTransition."""
        return replace(self, status=shipment_after(self.status, action))
