"""The plans on offer that the lines of one contract may change to, and what may join it."""

from datetime import date
from typing import Final

from domain.catalog.plan_changes import AllowedChange, Direction
from domain.contracts.effective import When
from domain.contracts.model import Contract
from domain.customers.model import CustomerKind
from domain.ids import PlanId, VariantId
from domain.orders.agreeing import fits, is_meant_for
from domain.views.plan_options import PlanOption, ThingOption
from storage.database import Database, Row
from storage.queries.floor_parts import TITLE
from storage.repositories.base import plain_array
from storage.repositories.catalog import plan_from

_MOST: Final = 400
_OPTIONS: Final = (
    "SELECT n.*, g.name AS product_name, f.id AS from_id, c.direction, c.timing,"
    " n.product_id IS DISTINCT FROM f.product_id AS is_other_thing"
    " FROM (SELECT DISTINCT ON (family_id) * FROM umlauf.plan WHERE is_offered ORDER BY family_id, version DESC) n"
    " JOIN umlauf.product g ON g.id = n.product_id LEFT JOIN umlauf.plan f ON f.id = ANY(%(plans)s::uuid[])"
    " LEFT JOIN umlauf.plan_change c ON c.from_id = f.family_id AND c.to_id = n.family_id"
    " WHERE n.kind = ANY('{rental,service,consumable,digital}') AND n.currency = %(currency)s"
    " AND n.id IS DISTINCT FROM f.id ORDER BY c.direction IS NULL, g.name, n.name, n.id, f.id LIMIT %(most)s"
)

_THINGS: Final = (
    f"SELECT n.*, v.id AS variant_id, {TITLE} AS title"  # noqa: S608 - constants only
    " FROM (SELECT DISTINCT ON (family_id) * FROM umlauf.plan WHERE is_offered ORDER BY family_id, version DESC) n"
    " JOIN umlauf.product g ON g.id = n.product_id JOIN umlauf.variant v ON v.product_id = g.id"
    " WHERE n.currency = %(currency)s ORDER BY title, n.name, v.id LIMIT %(most)s"
)


def thing_options(database: Database, contract: Contract, kind: CustomerKind) -> tuple[ThingOption, ...]:
    """What the contract's terms and the customer allow."""
    rows = database.read(_THINGS, currency=contract.terms.currency, most=_MOST)
    found = (ThingOption(VariantId(row["variant_id"]), row["title"], plan_from(row)) for row in rows)
    return tuple(each for each in found if fits(each.plan, contract.terms) and is_meant_for(each.plan, kind))


def plan_options(database: Database, contract: Contract, today: date) -> tuple[PlanOption, ...]:
    """Those of the seller's table first."""
    day = max(today, contract.start_on or today)
    plans = {line.plan_on(day) for line in contract.lines if line.is_recurring} - {None}
    found = database.read(_OPTIONS, plans=plain_array(plans), currency=contract.terms.currency, most=_MOST)
    return tuple(_option(row) for row in found)


def _option(row: Row) -> PlanOption:
    plan, change = plan_from(row), None
    if row["direction"] is not None:
        change = AllowedChange(plan.family, Direction(row["direction"]), When(row["timing"]))
    return PlanOption(
        PlanId(row["from_id"]) if row["from_id"] else None, plan, row["product_name"], change, row["is_other_thing"]
    )
