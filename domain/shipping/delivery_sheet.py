"""What a delivery note says, as facts."""

from dataclasses import dataclass
from datetime import date

from domain.business import Recipient
from domain.orders.model import Treatment


@dataclass(frozen=True, slots=True)
class DeliverySheetLine:
    """One thing in the parcel. `asset_code` and `serial` None for counted pieces and for what has no number.

    `accessories` are titles of what belongs to it and must be in the parcel too (charger, keys).
    """

    position: int
    title: str
    treatment: Treatment
    quantity: int
    asset_code: str | None = None
    serial: str | None = None
    accessories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliverySheet:
    """`number` is the shipment's own code (SH-…). `prepared_on` is the day on the paper; `tracking` "" when unknown."""

    number: str
    order_number: str
    contract_number: str
    customer_number: str
    prepared_on: date
    recipient: Recipient
    language: str
    lines: tuple[DeliverySheetLine, ...]
    tracking: str = ""
