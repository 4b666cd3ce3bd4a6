"""What the floor knows of damage and photos: names without prices, pictures of its own things."""

from domain.ids import AssetId
from domain.returns.photos import PhotoId
from domain.views.office_rows import StoredPaper
from domain.views.returns import DamageName, PhotoRow
from storage.database import Database
from storage.queries.office_returns import PHOTOS, photo_from, photo_of

_DAMAGES = (
    "SELECT d.code, d.title FROM umlauf.damage_offered d WHERE d.category IN ('', (SELECT g.category"
    " FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id"
    " WHERE a.id = %(id)s)) ORDER BY d.position"
)


class FloorReturns:
    def __init__(self, database: Database) -> None:
        self._database = database

    def damages_for(self, asset_id: AssetId) -> tuple[DamageName, ...]:
        return tuple(DamageName(row["code"], row["title"]) for row in self._database.read(_DAMAGES, id=asset_id))

    def photos_of(self, asset_id: AssetId) -> tuple[PhotoRow, ...]:
        return tuple(photo_from(row) for row in self._database.read(PHOTOS, ids=[asset_id]))

    def photo(self, photo_id: PhotoId) -> StoredPaper:
        """Raises UnknownPhoto."""
        return photo_of(self._database, photo_id)
