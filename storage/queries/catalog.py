"""Answers what the owner's screens of products and price plans ask."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from domain.billing.tax import TaxRules
from domain.catalog.bundle_table import Content
from domain.catalog.model import BundleItem, Product, ProductKind, UnknownPlan, UnknownProduct
from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange, Direction, keeps_its_parts
from domain.catalog.try_plan import Trial, Tried, try_plan
from domain.contracts.effective import When
from domain.ids import PlanId, ProductId, VariantId
from domain.money import EUR, Money
from domain.views.catalogue import LIMIT, PartRow, PlanPage, PlanRow, ProductPage, ProductRow, VariantRow
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.office_parts import found, words_in
from storage.repositories.catalog import VARIANT_SQL, plan_from, variant_from

_RUNNING: Final = (
    "SELECT f.family_id, count(DISTINCT k.id) AS running FROM umlauf.contract k"
    " JOIN umlauf.contract_line l ON l.contract_id = k.id"
    " LEFT JOIN (SELECT DISTINCT ON (line_id) line_id, plan_id FROM umlauf.contract_line_version"
    " WHERE plan_id IS NOT NULL ORDER BY line_id, n DESC) v ON v.line_id = l.id"
    " JOIN umlauf.plan f ON f.id = coalesce(v.plan_id, l.plan_id)"
    " WHERE k.status NOT IN ('draft', 'ended', 'bought_out', 'withdrawn', 'terminated') GROUP BY f.family_id"
)
"""Contracts by the plan that was agreed last for one of their lines."""
_NEWEST: Final = (
    "SELECT n.*, g.name AS product_name, g.category, g.kind AS product_kind, coalesce(r.running, 0) AS running"
    " FROM (SELECT DISTINCT ON (family_id) * FROM umlauf.plan ORDER BY family_id, version DESC) n"
    " JOIN umlauf.product g ON g.id = n.product_id LEFT JOIN ({running}) r ON r.family_id = n.family_id"
    " WHERE {where} ORDER BY g.name, n.name, n.id LIMIT %(limit)s"
)

_PRODUCTS: Final = (
    "SELECT p.id, p.name, p.category, p.kind, v.count, v.skus FROM umlauf.product p CROSS JOIN LATERAL"
    " (SELECT count(*) AS count, coalesce(string_agg(sku, ' ' ORDER BY sku), '') AS skus FROM umlauf.variant"
    " WHERE product_id = p.id) v WHERE {where} AND (%(offered)s::boolean IS NULL OR %(offered)s = EXISTS"
    " (SELECT FROM umlauf.plan n WHERE n.product_id = p.id AND n.is_offered))"
    " ORDER BY p.name, p.id LIMIT %(limit)s"
)


class CatalogueBook:
    """`CatalogueBook(database, rules)`; on the thread of its database. `rules` tax what is tried."""

    def __init__(self, database: Database, rules: TaxRules) -> None:
        self._database, self._rules = database, rules

    def products(self, text: str, is_offered: bool | None = None, limit: int = LIMIT) -> Found[ProductRow]:
        where, values = words_in("p.name || ' ' || p.category || ' ' || v.skus", text)
        rows = self._database.read(_PRODUCTS.format(where=where), limit=limit + 1, offered=is_offered, **values)
        plans: dict[UUID, list[PricePlan]] = defaultdict(list)
        for row in self._database.read(
            "SELECT * FROM umlauf.plan WHERE is_offered AND product_id = ANY(%(ids)s) ORDER BY name, id",
            ids=[row["id"] for row in rows],
        ):
            plans[row["product_id"]].append(plan_from(row))
        return found(
            rows, limit, lambda row: ProductRow(_product(row), row["count"], row["skus"], tuple(plans[row["id"]]))
        )

    def product(self, product_id: ProductId) -> ProductPage:
        rows = self._database.read(
            "SELECT id, name, category, kind FROM umlauf.product WHERE id = %(id)s", id=product_id
        )
        if not rows:
            raise UnknownProduct(product=product_id)
        plans = self._plans("n.product_id = %(product)s", product=product_id)
        return ProductPage(_product(rows[0]), self._variants(product_id), plans)

    def categories(self) -> tuple[str, ...]:
        rows = self._database.read("SELECT DISTINCT category FROM umlauf.product ORDER BY category")
        return tuple(row["category"] for row in rows)

    def parts(self, text: str, limit: int = 12) -> tuple[PartRow, ...]:
        where, values = words_in("p.name || ' ' || v.name || ' ' || v.sku || ' ' || coalesce(v.gtin, '')", text)
        rows = self._database.read(
            f"{VARIANT_SQL} WHERE {where} AND NOT EXISTS (SELECT FROM umlauf.bundle_item b WHERE b.bundle_id = v.id)"
            " ORDER BY p.name, v.name, v.sku LIMIT %(limit)s",
            limit=limit,
            **values,
        )
        variants = (variant_from(row) for row in rows)
        return tuple(PartRow(each.id, each.title, each.sku) for each in variants)

    def plan(self, plan_id: PlanId) -> PlanPage:
        newest = self._plans("n.family_id = (SELECT family_id FROM umlauf.plan WHERE id = %(plan)s)", plan=plan_id)
        if not newest:
            raise UnknownPlan(plan=plan_id)
        family, product = newest[0].plan.family, newest[0].product
        is_bundle = keeps_its_parts([row.variant for row in self._variants(product.id)])
        others = self._plans("n.family_id <> %(family)s", family=family)
        fitting = [row for row in others if row.plan.is_recurring and (not is_bundle or row.product == product)]
        return PlanPage(newest[0], tuple(fitting), self._changes(family), is_bundle)

    def price_list(self, text: str = "", is_offered: bool | None = None, limit: int = LIMIT) -> Found[PlanRow]:
        where, values = words_in("g.name || ' ' || g.category || ' ' || n.name", text)
        offered = "true" if is_offered is None else "n.is_offered = %(offered)s"
        sql = _NEWEST.format(running=_RUNNING, where=f"{where} AND {offered}")
        rows = self._database.read(sql, limit=limit + 1, offered=is_offered, **values)
        return found(rows, limit, _plan_row)

    def allowed_changes(self, plan_id: PlanId) -> tuple[tuple[PricePlan, AllowedChange], ...]:
        page = self.plan(plan_id)
        by_family = {row.plan.family: row for row in page.others if row.is_offered}
        return tuple((by_family[to].plan, change) for to, change in page.changes.items() if to in by_family)

    def try_plan(self, trial: Trial) -> Tried:
        return try_plan(trial, self._rules)

    def vat_categories(self) -> tuple[str, ...]:
        """The seller's country decides which there are."""
        dated = self._rules.table.countries.get(self._rules.seller.country, ())
        return (*sorted(dated[-1].rates), "exempt") if dated else ("standard",)

    def _plans(self, where: str, **values: object) -> tuple[PlanRow, ...]:
        sql = _NEWEST.format(running=_RUNNING, where=where)
        return tuple(_plan_row(row) for row in self._database.read(sql, limit=1000, **values))

    def _changes(self, family: PlanId) -> dict[PlanId, AllowedChange]:
        rows = self._database.read(
            "SELECT to_id, direction, timing FROM umlauf.plan_change WHERE from_id = %(family)s", family=family
        )
        made = (AllowedChange(PlanId(row["to_id"]), Direction(row["direction"]), When(row["timing"])) for row in rows)
        return {change.to_family: change for change in made}

    def _variants(self, product_id: ProductId) -> tuple[VariantRow, ...]:
        rows = self._database.read(f"{VARIANT_SQL} WHERE v.product_id = %(id)s ORDER BY v.sku", id=product_id)
        ids = [row["id"] for row in rows]
        items: dict[UUID, list[Row]] = defaultdict(list)
        for item in self._database.read(
            "SELECT b.bundle_id, b.item_id, b.quantity, p.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
            " AS title FROM umlauf.bundle_item b JOIN umlauf.variant v ON v.id = b.item_id"
            " JOIN umlauf.product p ON p.id = v.product_id WHERE b.bundle_id = ANY(%(ids)s) ORDER BY b.position, title",
            ids=ids,
        ):
            items[item["bundle_id"]].append(item)
        facts = {
            row["id"]: row
            for row in self._database.read(
                "SELECT v.id, c.cost_minor, (SELECT count(*) FROM umlauf.asset a WHERE a.variant_id = v.id) AS things"
                " FROM umlauf.variant v LEFT JOIN umlauf.variant_cost c ON c.variant_id = v.id"
                " WHERE v.id = ANY(%(ids)s)",
                ids=ids,
            )
        }
        return tuple(_variant_row(row, facts[row["id"]], items[row["id"]]) for row in rows)


def _product(row: Row) -> Product:
    return Product(ProductId(row["id"]), row["name"], row["category"], ProductKind(row["kind"]))


def _plan_row(row: Row) -> PlanRow:
    product = Product(
        ProductId(row["product_id"]), row["product_name"], row["category"], ProductKind(row["product_kind"])
    )
    return PlanRow(product, plan_from(row), row["is_offered"], row["running"])


def _variant_row(row: Row, facts: Row, items: Sequence[Row]) -> VariantRow:
    contents = tuple(Content(VariantId(item["item_id"]), item["title"], item["quantity"]) for item in items)
    parts = tuple(BundleItem(each.variant_id, each.pieces) for each in contents)
    cost = None if facts["cost_minor"] is None else Money(facts["cost_minor"], EUR)
    named = ", ".join(each.title if each.pieces == 1 else f"{each.pieces} × {each.title}" for each in contents)
    return VariantRow(variant_from(row, parts), cost, facts["things"], named, contents)
