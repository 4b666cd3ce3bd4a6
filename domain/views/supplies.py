"""Counted goods as the warehouse and the back office see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from domain.ids import ContractId, PlaceId, VariantId
from domain.supplies.model import MovementKind

DAYS_AHEAD: Final = 28
"""How far deliveries are foreseen: what is ordered today has to be here by then."""


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """What lies of one product in one place. `place_id` None: nobody has received or counted it yet (`on_hand` 0)."""

    variant_id: VariantId
    sku: str
    title: str
    gtin: str
    place_id: PlaceId | None
    place: str
    on_hand: int
    moved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupplyMoved:
    """One movement, with what lay there after it. `about` is the shipment's number, "" for none."""

    at: datetime
    kind: MovementKind
    quantity: int
    on_hand: int
    place: str
    who: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class SupplyNeed:
    """One product of the store: `on_hand` None: not counted yet. `to_pick` is in parcels that wait to be packed,
    `coming` in deliveries of the next days that have no parcel yet."""

    variant_id: VariantId
    sku: str
    title: str
    on_hand: int | None
    to_pick: int
    coming: int = 0

    @property
    def needed(self) -> int:
        return self.to_pick + self.coming

    @property
    def lacking(self) -> int:
        """What is to be ordered so that all of it can be sent."""
        return max(self.needed - (self.on_hand or 0), 0)


@dataclass(frozen=True, slots=True)
class ComingSupplies:
    """What the next contracts deliver. `after`: go on behind this one; None: that was all of them."""

    pieces: Mapping[VariantId, int]
    after: ContractId | None


class SupplyQuestions(Protocol):
    def supplies(self) -> tuple[SupplyRow, ...]:
        """All counted products of this login's store, by name and place."""
        ...

    def supply_movements(self, variant_id: VariantId, limit: int = 100) -> tuple[SupplyMoved, ...]:
        """Newest first."""
        ...


class SupplyNeedQuestions(Protocol):
    def supply_needs(self) -> tuple[SupplyNeed, ...]:
        """All counted products, without what is still to come."""
        ...

    def coming_supplies(self, until: date, after: ContractId | None = None) -> ComingSupplies:
        """What the next contracts (in the order of their ids) deliver up to a day and has no parcel yet."""
        ...
