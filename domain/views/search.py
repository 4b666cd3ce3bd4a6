"""Finding anything from anywhere (Ctrl+K): what a hit is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class HitKind(StrEnum):
    """In the order in which kinds are shown."""

    ASSET = "asset"
    CUSTOMER = "customer"
    ORDER = "order"
    SHIPMENT = "shipment"
    CONTRACT = "contract"
    INVOICE = "invoice"
    RETURN = "return"
    REFUND = "refund"
    REPAIR = "repair"
    DECLARATION = "declaration"
    LOSS = "loss"
    TRANSFER = "transfer"
    QUOTE = "quote"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` is the number or code that opens its page, `detail` what it is about (a product, a name, a place)."""

    kind: HitKind
    id: UUID
    title: str
    detail: str


class Search(Protocol):
    def search(self, words: str) -> tuple[Hit, ...]:
        """The best hits, kind by kind; kinds that this role may not read are absent."""
        ...
