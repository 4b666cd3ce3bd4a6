"""Identities. Everything that can be born offline has a UUIDv7, made where it is born."""

from collections.abc import Callable
from datetime import datetime
from typing import NewType
from uuid import UUID

AssetId = NewType("AssetId", UUID)
CommandId = NewType("CommandId", UUID)
ContractId = NewType("ContractId", UUID)
ContractLineId = NewType("ContractLineId", UUID)
CustomerId = NewType("CustomerId", UUID)
InvoiceId = NewType("InvoiceId", UUID)
InvoiceLineId = NewType("InvoiceLineId", UUID)
OrderId = NewType("OrderId", UUID)
OrderLineId = NewType("OrderLineId", UUID)
PersonId = NewType("PersonId", UUID)
PlaceId = NewType("PlaceId", UUID)
PlanId = NewType("PlanId", UUID)
ProductId = NewType("ProductId", UUID)
ReturnId = NewType("ReturnId", UUID)
ShipmentId = NewType("ShipmentId", UUID)
ShipmentLineId = NewType("ShipmentLineId", UUID)
StoreId = NewType("StoreId", UUID)
TaskId = NewType("TaskId", UUID)
VariantId = NewType("VariantId", UUID)

Entropy = Callable[[int], bytes]
"""Gives n random bytes (`secrets.token_bytes` in production, seeded in stories)."""


def new_uuid(instant: datetime, entropy: Entropy) -> UUID:
    """A UUIDv7: 48 bits of milliseconds since 1970, then 74 random bits. Source: RFC 9562, section 5.7."""
    millis = int(instant.timestamp() * 1000)
    random = int.from_bytes(entropy(10), "big")
    high, low = random >> 68, random & ((1 << 62) - 1)
    return UUID(int=(millis << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
