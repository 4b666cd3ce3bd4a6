"""Labels for screens: templates, and what stands on a label of whatever was scanned."""

from typing import Final
from uuid import UUID

from domain.assets.label_sheet import Label
from domain.assets.resolve import Meaning
from domain.labels.template import LabelTemplate, TemplateId, UnknownTemplate
from storage.database import Database, Row
from storage.queries.floor_parts import STORE
from storage.repositories.labels import NEWEST, ONE, template_from

THINGS: Final = """
    SELECT a.id, a.code, g.name AS title, v.name AS size, a.serial, g.category, coalesce(l.name, '') AS place
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.place l ON l.id = a.place_id
    WHERE a.id = ANY(%(ids)s)"""
_PLACES: Final = "SELECT l.code, l.name FROM umlauf.place l"
_PAPERS: Final = frozenset({Meaning.ORDER, Meaning.SHIPMENT, Meaning.RETURN, Meaning.REPAIR})


def thing_label(row: Row) -> Label:
    return Label(row["code"], row["title"], row["size"], row["serial"], row["place"], row["category"])


class LabelShelf:
    """`domain.views.labels.LabelQuestions`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def templates(self) -> tuple[LabelTemplate, ...]:
        rows = self._database.read(f"SELECT t.* FROM ({NEWEST}) t ORDER BY t.is_closed, t.name, t.id")  # noqa: S608 - constants only
        return tuple(template_from(row) for row in rows)

    def template(self, template_id: TemplateId) -> LabelTemplate:
        """Raises UnknownTemplate."""
        row = self._database.read_one(ONE, id=template_id)
        if row is None:
            raise UnknownTemplate(template=template_id)
        return template_from(row)

    def categories(self) -> tuple[str, ...]:
        rows = self._database.read(
            "SELECT DISTINCT category FROM umlauf.product WHERE category <> '' ORDER BY category"
        )
        return tuple(row["category"] for row in rows)

    def of_scanned(self, meaning: Meaning, found_id: UUID, code: str) -> Label | None:
        if meaning is Meaning.ASSET:
            row = self._database.read_one(THINGS, ids=[found_id])
            return None if row is None else thing_label(row)
        if meaning is Meaning.PLACE:
            row = self._database.read_one(f"{_PLACES} WHERE l.id = %(id)s", id=found_id)
            return None if row is None else Label(row["code"], row["name"])
        return Label(code, "") if meaning in _PAPERS else None

    def of_places(self) -> tuple[Label, ...]:
        rows = self._database.read(f"{_PLACES} WHERE l.store_id = {STORE} ORDER BY l.name, l.code")
        return tuple(Label(row["code"], row["name"]) for row in rows)
