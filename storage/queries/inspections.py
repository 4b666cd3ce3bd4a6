"""Inspections for screens and papers: the form that is filled now, what was answered, and the forms there are."""

from typing import Final

from domain.assets.model import UnknownAsset
from domain.assets.status import Status
from domain.catalog.set_checklist import ChecklistPoint
from domain.ids import AssetId, ProductId
from domain.inspections.book import Inspection, InspectionId, UnknownInspection
from domain.inspections.form import Form, FormId, QuestionKind, UnknownForm, form_for
from domain.inspections.needed import occasion_in_house
from domain.inspections.sheet import InspectionSheet
from domain.maintenance.meters import Occasion
from domain.views.maintenance import FormRow, ForWhat, InspectionRow, ToInspect
from storage.database import Database, Row
from storage.queries.floor_parts import TITLE
from storage.queries.office_parts import id_or_number
from storage.repositories.inspections import FITTING, NEWEST, form_from, inspection_from

_ROWS: Final = """
    SELECT i.id, f.name AS form, i.form_version, i.occasion, i.passed, i.filled_at, w.name AS person,
        coalesce(r.number, '') AS repair, i.asset_id
    FROM umlauf.inspection i JOIN umlauf.inspection_form f ON f.id = i.form_id AND f.version = i.form_version
    JOIN umlauf.person w ON w.id = i.actor_id LEFT JOIN umlauf.repair r ON r.id = i.repair_id
    WHERE i.asset_id = %(id)s ORDER BY i.filled_at DESC, i.id DESC LIMIT 20"""
_THING: Final = f"""
    SELECT a.id, a.code, a.status, a.variant_id, {TITLE} AS title,
        EXISTS (SELECT FROM umlauf.repair r WHERE r.asset_id = a.id
            AND r.stage NOT IN ('passed', 'failed', 'called_off')) AS is_repaired,
        (SELECT max(q.queued_at) FROM umlauf.refurbishment q WHERE q.asset_id = a.id) AS came_at
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    WHERE a.id = %(id)s OR a.code = %(number)s"""  # noqa: S608 - constants only
_SHEET: Final = f"""
    SELECT i.*, a.code, {TITLE} AS title, coalesce(a.serial, '') AS serial, w.name AS person,
        coalesce(r.number, '') AS repair
    FROM umlauf.inspection i JOIN umlauf.asset a ON a.id = i.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    JOIN umlauf.person w ON w.id = i.actor_id LEFT JOIN umlauf.repair r ON r.id = i.repair_id
    WHERE i.id = %(id)s"""  # noqa: S608 - constants only
_PHOTOS: Final = (
    "SELECT f.id, x.content FROM umlauf.asset_photo f JOIN umlauf.asset_photo_content x ON x.photo_id = f.id"
    " WHERE f.id = ANY(%(ids)s::uuid[]) AND f.asset_id = %(asset)s"
)
_FORMS: Final = (
    "SELECT f.*, coalesce(g.name, '') AS product, (SELECT count(*) FROM umlauf.inspection i WHERE i.form_id = f.id)"  # noqa: S608 - constants only
    f" AS filled FROM ({NEWEST}) f LEFT JOIN umlauf.product g ON g.id = f.product_id"
    " ORDER BY f.is_closed, f.name, f.id"
)
_IN_WORKSHOP: Final = frozenset({Status.RECEIVED, Status.TO_REPAIR, Status.IN_REPAIR})


class InspectionShelf:
    """`InspectionShelf(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def to_inspect(self, ref: str, occasion: Occasion | None = None) -> ToInspect:
        """Raises UnknownAsset."""
        row = self._database.read_one(_THING, **id_or_number(ref))
        if row is None:
            raise UnknownAsset(asset=ref)
        forms = [form_from(each) for each in self._database.read(FITTING, variant=row["variant_id"])]
        in_workshop = Status(row["status"]) in _IN_WORKSHOP
        usual = occasion_in_house(is_repaired=row["is_repaired"]) if in_workshop else Occasion.MAINTENANCE
        wanted = occasion or usual
        form = form_for(forms, wanted)
        if form is None and occasion is None:
            form = next((each for each in forms), None)
            wanted = form.occasions[0] if form is not None else usual
        known = inspections_of(self._database, AssetId(row["id"]))
        last = next((each for each in known if row["came_at"] and each.filled_at >= row["came_at"]), None)
        is_owed = in_workshop and form_for(forms, usual) is not None
        return ToInspect(AssetId(row["id"]), row["code"], row["title"], wanted, form, last, is_owed, in_workshop)

    def sheet(self, inspection_id: InspectionId) -> InspectionSheet:
        """Raises UnknownInspection."""
        row = self._database.read_one(_SHEET, id=inspection_id)
        if row is None:
            raise UnknownInspection(inspection=inspection_id)
        form = self._database.read_one(
            "SELECT * FROM umlauf.inspection_form WHERE id = %(id)s AND version = %(version)s",
            id=row["form_id"],
            version=row["form_version"],
        )
        if form is None:
            raise UnknownForm(form=row["form_id"])
        inspection = inspection_from(row)
        return InspectionSheet(
            inspection,
            form_from(form),
            row["code"],
            row["title"],
            row["serial"],
            row["filled_at"],
            row["person"],
            row["repair"],
            self._photos(form_from(form), inspection),
        )

    def _photos(self, form: Form, filled: Inspection) -> dict[str, bytes]:
        asked = {each.code for page in form.pages for each in page.questions if each.kind is QuestionKind.PHOTO}
        ids = [each.value for each in filled.answers if each.question in asked and each.value]
        rows = self._database.read(_PHOTOS, ids=ids, asset=filled.asset_id) if ids else ()
        return {str(row["id"]): bytes(row["content"]) for row in rows}

    def forms(self) -> tuple[FormRow, ...]:
        return tuple(FormRow(form_from(row), row["product"], row["filled"]) for row in self._database.read(_FORMS))

    def form(self, form_id: FormId) -> Form:
        """Raises UnknownForm."""
        row = self._database.read_one(f"SELECT f.* FROM ({NEWEST}) f WHERE f.id = %(id)s", id=form_id)  # noqa: S608 - constants only
        if row is None:
            raise UnknownForm(form=form_id)
        return form_from(row)

    def for_what(self) -> ForWhat:
        read = self._database.read
        points: dict[str, list[ChecklistPoint]] = {}
        for row in read("SELECT DISTINCT category FROM umlauf.product WHERE category <> '' ORDER BY category"):
            points[row["category"]] = []
        for row in read("SELECT * FROM umlauf.checklist_point ORDER BY category, position"):
            points.setdefault(row["category"], []).append(ChecklistPoint(row["code"], row["text_de"], row["text_en"]))
        products = read("SELECT id, name FROM umlauf.product WHERE kind = 'goods' ORDER BY name, id")
        damages = read("SELECT code, title FROM umlauf.damage_offered ORDER BY position")
        return ForWhat(
            tuple((category, tuple(known)) for category, known in points.items()),
            tuple((ProductId(row["id"]), row["name"]) for row in products),
            tuple((row["code"], row["title"]) for row in damages),
        )


def inspections_of(database: Database, asset_id: AssetId) -> tuple[InspectionRow, ...]:
    """The newest first."""
    return tuple(_row(row) for row in database.read(_ROWS, id=asset_id))


def _row(row: Row) -> InspectionRow:
    return InspectionRow(
        InspectionId(row["id"]),
        row["form"],
        row["form_version"],
        Occasion(row["occasion"]),
        row["passed"],
        row["filled_at"],
        row["person"],
        row["repair"],
    )
