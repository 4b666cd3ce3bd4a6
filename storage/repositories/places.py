"""Places of the store."""

from domain.ids import PlaceId
from storage.repositories.base import Desk


class PlaceMap:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, place_id: PlaceId, code: str, name: str, parent_id: PlaceId | None) -> None:
        self._desk.write(
            "INSERT INTO umlauf.place (id, code, name, store_id, parent_id)"
            " VALUES (%(id)s, %(code)s, %(name)s, %(store)s, %(parent)s)",
            id=place_id,
            code=code,
            name=name,
            store=self._desk.context.store_id,
            parent=parent_id,
        )
