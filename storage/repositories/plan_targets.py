"""What the catalogue and the seller's table say of the plan that a running line is to change to."""

from typing import Final, Protocol

from domain.catalog.bundle_table import Content
from domain.catalog.model import NoPricePlan, UnknownVariant
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.contracts.effective import When
from domain.contracts.plan_target import PlanTarget
from domain.ids import PlanId, VariantId
from storage.database import Row
from storage.repositories.catalog import VARIANT_SQL, CatalogShelf, plan_from, variant_from

_NEWEST: Final = (
    "SELECT n.*, g.name AS product_name, f.product_id AS from_product, c.direction, c.timing,"
    " EXISTS (SELECT FROM umlauf.bundle_item b JOIN umlauf.variant v ON v.id = b.bundle_id"
    " WHERE v.product_id = n.product_id) AS is_bundle"
    " FROM umlauf.plan t JOIN umlauf.plan n ON n.family_id = t.family_id AND n.is_offered"
    " JOIN umlauf.product g ON g.id = n.product_id LEFT JOIN umlauf.plan f ON f.id = %(from)s"
    " LEFT JOIN umlauf.plan_change c ON c.from_id = f.family_id AND c.to_id = n.family_id"
    " WHERE t.id = %(to)s ORDER BY n.version DESC LIMIT 1"
)

_PARTS: Final = (
    f"SELECT w.*, b.quantity AS pieces FROM umlauf.bundle_item b JOIN ({VARIANT_SQL}) w ON w.id = b.item_id"  # noqa: S608 - constants only
    " WHERE b.bundle_id = %(id)s ORDER BY b.position, b.item_id"
)


class Rows(Protocol):
    def __call__(self, sql: str, **values: object) -> list[Row]: ...


class PlanTargetTable:
    """Asks through `rows`: those of a command's transaction, or for a preview those of any connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def contents(self, variant_id: VariantId) -> tuple[Content, ...]:
        """Raises UnknownVariant."""
        if not self._rows(f"{VARIANT_SQL} WHERE v.id = %(id)s", id=variant_id):
            raise UnknownVariant(variant=variant_id)
        parts = self._rows(_PARTS, id=variant_id)
        return tuple(Content(VariantId(part["id"]), variant_from(part).title, part["pieces"]) for part in parts)

    def plan_target(self, from_plan: PlanId | None, to_plan: PlanId, variant_id: VariantId | None) -> PlanTarget:
        """Raises NoPricePlan (it is not offered any more), UnknownVariant."""
        found = self._rows(_NEWEST, to=to_plan, **{"from": from_plan})
        if not found:
            raise NoPricePlan(title=to_plan)
        row, change = found[0], None
        plan = plan_from(row)
        if row["direction"] is not None:
            change = AllowedChange(plan.family, Direction(row["direction"]), When(row["timing"]))
        if variant_id is None:
            title = "" if row["from_product"] == plan.product_id else row["product_name"]
            return PlanTarget(plan, title, None, change, row["is_bundle"])
        variants = self._rows(f"{VARIANT_SQL} WHERE v.id = %(id)s", id=variant_id)
        if not variants:
            raise UnknownVariant(variant=variant_id)
        return PlanTarget(plan, variant_from(variants[0]).title, variant_id, change, row["is_bundle"])


class Catalogue(CatalogShelf):
    """The catalogue as commands use it, with the plans that lines may change to."""

    def plan_target(self, from_plan: PlanId | None, to_plan: PlanId, variant_id: VariantId | None) -> PlanTarget:
        """Raises NoPricePlan, UnknownVariant."""
        return PlanTargetTable(self._desk.rows).plan_target(from_plan, to_plan, variant_id)

    def contents(self, variant_id: VariantId) -> tuple[Content, ...]:
        """Raises UnknownVariant."""
        return PlanTargetTable(self._desk.rows).contents(variant_id)
