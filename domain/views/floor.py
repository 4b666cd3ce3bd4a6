"""What the screens of the warehouse ask. Answered by `storage/queries/floor.py`; tests give a small fake."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.assets.label_sheet import Label
from domain.assets.passport_sheet import PassportSheet
from domain.errors import NotFound
from domain.ids import AssetId, ShipmentId, VariantId
from domain.returns.photos import PhotoId
from domain.settings.scanning import ScanSettings
from domain.shipping.delivery_sheet import DeliverySheet
from domain.views.comings import ComingQuestions
from domain.views.depot import DepotQuestions
from domain.views.floor_rows import (
    AssetPage,
    ComingBack,
    FloorShipment,
    FloorVariant,
    PlaceRow,
    ReceiptRow,
    RefurbishmentPage,
    RefurbishmentRow,
    ReturnPage,
    ReturnRow,
    ShipmentPage,
    TaskRow,
)
from domain.views.labels import LabelQuestions
from domain.views.lifecycle import LifeQuestions
from domain.views.maintenance import CareQuestions, InspectionQuestions
from domain.views.office_rows import Found, StoredPaper
from domain.views.repairs import RepairQuestions
from domain.views.returns import DamageName, PhotoRow
from domain.views.supplies import SupplyQuestions

LIMIT = 200
"""Rows of one list, unless asked otherwise."""


class UnknownReturn(NotFound):
    """No return of this number."""

    code = "unknown_return"


class FloorQuestions(SupplyQuestions, Protocol):
    """Lists are of this login's store. A `ref` is an id as text or a number as people read it."""

    @property
    def repairs(self) -> RepairQuestions:
        """Repair orders; their money only where this login may read it."""
        ...

    @property
    def depot(self) -> DepotQuestions:
        """Places and what lies there, quarantine, stock counts."""
        ...

    @property
    def comings(self) -> ComingQuestions:
        """Returns and swaps beside customers, contracts and things; swaps only where this login may read them."""
        ...

    @property
    def life(self) -> LifeQuestions:
        """Timelines of things, contracts, customers, orders, documents and returns, as far as this login may read."""
        ...

    @property
    def care(self) -> CareQuestions:
        """Meters and maintenance."""
        ...

    @property
    def inspections(self) -> InspectionQuestions:
        """Forms, and what was answered by them."""
        ...

    @property
    def labelling(self) -> LabelQuestions:
        """Templates of labels, and what stands on them."""
        ...

    def scan_rules(self) -> ScanSettings:
        """Which symbols count on which page."""
        ...

    def variants(self, text: str, limit: int = 40) -> Found[FloorVariant]:
        """What can be received or built in, by name, number or GTIN ("" for all); services are left out."""
        ...

    def variant(self, variant_id: VariantId) -> FloorVariant:
        """Raises UnknownVariant."""
        ...

    def places(self) -> tuple[PlaceRow, ...]:
        """Where things may be put, by name: none that is given up or in quarantine."""
        ...

    def receipts(self, since: datetime, limit: int = 50) -> tuple[ReceiptRow, ...]:
        """Goods receipts booked at or after `since`, latest first."""
        ...

    def shipments(self, text: str = "", limit: int = LIMIT) -> Found[FloorShipment]:
        """What is still here (open or packed), oldest order first, by numbers and names ("" for all)."""
        ...

    def shipment(self, ref: str) -> ShipmentPage:
        """One shipment; the ref of an order gives the one that is still here, else its last.

        Raises UnknownShipment.
        """
        ...

    def returns(self, limit: int = LIMIT) -> Found[ReturnRow]:
        """Returns of which something is still expected, the most urgent first."""
        ...

    def return_case(self, ref: str) -> ReturnPage:
        """Raises UnknownReturn."""
        ...

    def coming_back(self, asset_id: AssetId) -> ComingBack:
        """What a thing that somebody brings belongs to. Raises UnknownAsset."""
        ...

    def came_with(self, asset_id: AssetId) -> ReturnPage | None:
        """The return with which a thing came last, as long as damage can be noted there; None: there is none."""
        ...

    def damages_for(self, asset_id: AssetId) -> tuple[DamageName, ...]:
        """What the owner's list knows for things of this kind, in its order."""
        ...

    def photos_of(self, asset_id: AssetId) -> tuple[PhotoRow, ...]:
        """The newest first."""
        ...

    def photo(self, photo_id: PhotoId) -> StoredPaper:
        """Raises UnknownPhoto."""
        ...

    def refurbishments(self, limit: int = LIMIT) -> Found[RefurbishmentRow]:
        """What is in work, then what waits; each longest first."""
        ...

    def refurbishment(self, asset_id: AssetId) -> RefurbishmentPage:
        """Raises NotQueued: nothing is to be done at it. Raises UnknownAsset."""
        ...

    def asset(self, ref: str) -> AssetPage:
        """Also by serial or alias. Raises UnknownAsset."""
        ...

    def delivery_sheet(self, shipment_id: ShipmentId, prepared_on: date) -> DeliverySheet:
        """Raises UnknownShipment."""
        ...

    def passport_sheet(self, asset_id: AssetId, as_of: date) -> PassportSheet:
        """Raises UnknownAsset."""
        ...

    def labels(self, asset_ids: Sequence[AssetId]) -> tuple[Label, ...]:
        """In the order asked for. Raises UnknownAsset when one is missing."""
        ...

    def tasks(self, limit: int = LIMIT) -> Found[TaskRow]:
        """What waits for a person, as far as this seat may see it, oldest first."""
        ...
