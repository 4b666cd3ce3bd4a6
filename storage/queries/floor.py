"""Answers what the screens of the warehouse ask."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.assets.label_sheet import Label
from domain.assets.passport_sheet import PassportSheet
from domain.ids import AssetId, ShipmentId, VariantId
from domain.returns.photos import PhotoId
from domain.settings.scanning import ScanSettings
from domain.shipping.delivery_sheet import DeliverySheet
from domain.views.comings import ComingQuestions
from domain.views.depot import DepotQuestions
from domain.views.floor import LIMIT
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
from domain.views.supplies import SupplyMoved, SupplyRow
from storage.database import Database
from storage.queries.comings import ComingShelf
from storage.queries.depot import DepotBook
from storage.queries.floor_assets import Things
from storage.queries.floor_returns import FloorReturns
from storage.queries.floor_shipments import Shipments
from storage.queries.floor_stock import Stock
from storage.queries.floor_workshop import Workshop
from storage.queries.inspections import InspectionShelf
from storage.queries.labels import LabelShelf
from storage.queries.lifecycle import Lifecycle
from storage.queries.maintenance import CareShelf
from storage.queries.repairs import RepairShelf
from storage.queries.supplies import SupplyShelfRows
from storage.queries.tasks import OpenTasks
from storage.repositories.plain_settings import plain_from


class FloorBook:
    """`FloorBook(database)`; on the thread of its database. What the login may not read is left out (None)."""

    def __init__(self, database: Database) -> None:
        self._stock = Stock(database)
        self._shipments = Shipments(database)
        self._workshop = Workshop(database)
        self._things = Things(database)
        self._tasks = OpenTasks(database)
        self._returns = FloorReturns(database)
        self._supplies = SupplyShelfRows(database)
        self._database = database
        self.depot: DepotQuestions = DepotBook(database)
        self.repairs: RepairQuestions = RepairShelf(database)
        self.care: CareQuestions = CareShelf(database)
        self.inspections: InspectionQuestions = InspectionShelf(database)
        self.labelling: LabelQuestions = LabelShelf(database)
        self.life: LifeQuestions = Lifecycle(database)
        self.comings: ComingQuestions = ComingShelf(database)

    def scan_rules(self) -> ScanSettings:
        row = self._database.read_one("SELECT value FROM umlauf.scan_rules")
        return plain_from(ScanSettings, row["value"] if row else None)

    def variants(self, text: str, limit: int = 40) -> Found[FloorVariant]:
        return self._stock.variants(text, limit)

    def variant(self, variant_id: VariantId) -> FloorVariant:
        """Raises UnknownVariant."""
        return self._stock.variant(variant_id)

    def places(self) -> tuple[PlaceRow, ...]:
        return self._stock.places()

    def receipts(self, since: datetime, limit: int = 50) -> tuple[ReceiptRow, ...]:
        return self._stock.receipts(since, limit)

    def shipments(self, text: str = "", limit: int = LIMIT) -> Found[FloorShipment]:
        return self._shipments.list(text, limit)

    def shipment(self, ref: str) -> ShipmentPage:
        """Raises UnknownShipment."""
        return self._shipments.page(ref)

    def returns(self, limit: int = LIMIT) -> Found[ReturnRow]:
        return self._workshop.returns(limit)

    def return_case(self, ref: str) -> ReturnPage:
        """Raises UnknownReturn."""
        return self._workshop.return_case(ref)

    def coming_back(self, asset_id: AssetId) -> ComingBack:
        """Raises UnknownAsset."""
        return self._workshop.coming_back(asset_id)

    def came_with(self, asset_id: AssetId) -> ReturnPage | None:
        return self._workshop.came_with(asset_id)

    def damages_for(self, asset_id: AssetId) -> tuple[DamageName, ...]:
        return self._returns.damages_for(asset_id)

    def photos_of(self, asset_id: AssetId) -> tuple[PhotoRow, ...]:
        return self._returns.photos_of(asset_id)

    def photo(self, photo_id: PhotoId) -> StoredPaper:
        """Raises UnknownPhoto."""
        return self._returns.photo(photo_id)

    def refurbishments(self, limit: int = LIMIT) -> Found[RefurbishmentRow]:
        return self._workshop.queue(limit)

    def refurbishment(self, asset_id: AssetId) -> RefurbishmentPage:
        """Raises NotQueued, UnknownAsset."""
        return self._workshop.page(asset_id)

    def asset(self, ref: str) -> AssetPage:
        """Also by serial or alias. Raises UnknownAsset."""
        return self._things.page(ref)

    def delivery_sheet(self, shipment_id: ShipmentId, prepared_on: date) -> DeliverySheet:
        """Raises UnknownShipment."""
        return self._shipments.sheet(shipment_id, prepared_on)

    def passport_sheet(self, asset_id: AssetId, as_of: date) -> PassportSheet:
        """Raises UnknownAsset."""
        return self._things.sheet(asset_id, as_of)

    def labels(self, asset_ids: Sequence[AssetId]) -> tuple[Label, ...]:
        """Raises UnknownAsset."""
        return self._stock.labels(asset_ids)

    def supplies(self) -> tuple[SupplyRow, ...]:
        return self._supplies.shelves()

    def supply_movements(self, variant_id: VariantId, limit: int = 100) -> tuple[SupplyMoved, ...]:
        return self._supplies.movements(variant_id, limit)

    def tasks(self, limit: int = LIMIT) -> Found[TaskRow]:
        return self._tasks.list(limit)
