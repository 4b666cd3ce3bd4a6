"""A code book for tests: everything in memory."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from domain.assets.codes import CodeKind

AT = datetime(2026, 2, 1, tzinfo=UTC)


class Shelf:
    def __init__(self) -> None:
        self.aliases: dict[str, UUID] = {}
        self.serials: dict[str, tuple[UUID, str | None]] = {}
        self.parcels: dict[str, UUID] = {}

    def thing(self, serial: str = "", gtin: str | None = None) -> UUID:
        asset_id = uuid4()
        if serial:
            self.serials[serial] = (asset_id, gtin)
        return asset_id

    def parcel(self, tracking: str) -> UUID:
        return self.parcels.setdefault(tracking, uuid4())

    def by_own_code(self, kind: CodeKind, code: str) -> UUID | None:
        return None

    def asset_by_alias(self, text: str) -> UUID | None:
        return self.serials[text][0] if text in self.serials else self.aliases.get(text)

    def asset_by_product_serial(self, gtin: str, serial: str) -> UUID | None:
        found, known = self.serials.get(serial, (None, None))
        return found if known in {None, gtin} else None

    def variant_by_gtin(self, gtin: str) -> UUID | None:
        return None

    def shipment_by_tracking(self, text: str) -> tuple[UUID, str] | None:
        found = self.parcels.get(text)
        return None if found is None else (found, "SH-000001-X")
