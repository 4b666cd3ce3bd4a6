"""The catalogue: products, variants, versions of price plans, and what may follow what."""

from collections.abc import Mapping, Sequence
from typing import Final

from psycopg.types.json import Jsonb

from domain.catalog.model import (
    BundleItem,
    NoPricePlan,
    Product,
    ProductKind,
    UnknownPlan,
    UnknownProduct,
    UnknownVariant,
    Variant,
)
from domain.catalog.offer import NO_EXTRAS, Offer
from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange
from domain.catalog.set_checklist import ChecklistPoint
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, StartRule
from domain.ids import PlanId, ProductId, VariantId
from domain.money import Money
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk, money

_CONVERTER: Final = make_converter()

VARIANT_SQL: Final = (
    "SELECT v.id, v.sku, v.name, v.gtin, p.id AS product_id, p.name AS product_name, p.category, p.kind"
    " FROM umlauf.variant v JOIN umlauf.product p ON p.id = v.product_id"
)


def variant_from(row: Row, items: tuple[BundleItem, ...] = ()) -> Variant:
    product = Product(ProductId(row["product_id"]), row["product_name"], row["category"], ProductKind(row["kind"]))
    return Variant(VariantId(row["id"]), product, row["sku"], row["name"], row["gtin"], items)


def plan_from(row: Row) -> PricePlan:
    return PricePlan(
        PlanId(row["id"]),
        ProductId(row["product_id"]),
        row["name"],
        LineKind(row["kind"]),
        row["vat"],
        money(row),
        terms_from(row["terms"]),
        row["means_of_transport"],
        StartRule(row["start_rule"]),
        row["transit_days"],
        row["version"],
        _CONVERTER.structure(row["offer"], Offer) if row["offer"] else NO_EXTRAS,
        PlanId(row["family_id"]),
    )


def terms_from(stored: object) -> ContractTerms:
    terms: ContractTerms = _CONVERTER.structure(stored, ContractTerms)
    return terms


def terms_to(terms: ContractTerms) -> object:
    """What the `terms` columns hold."""
    return _CONVERTER.unstructure(terms)


class CatalogShelf:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._variants: dict[VariantId, Variant] = {}

    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        if variant_id not in self._variants:
            rows = self._desk.rows(f"{VARIANT_SQL} WHERE v.id = %(id)s", id=variant_id)
            if not rows:
                raise UnknownVariant(variant=variant_id)
            items = self._desk.rows(
                "SELECT item_id, quantity FROM umlauf.bundle_item WHERE bundle_id = %(id)s ORDER BY position, item_id",
                id=variant_id,
            )
            parts = tuple(BundleItem(VariantId(item["item_id"]), item["quantity"]) for item in items)
            self._variants[variant_id] = variant_from(rows[0], parts)
        return self._variants[variant_id]

    def variants_of(self, product_id: ProductId) -> list[Variant]:
        """With the items of bundles."""
        rows = self._desk.rows(f"{VARIANT_SQL} WHERE v.product_id = %(id)s ORDER BY v.sku, v.id", id=product_id)
        return [self.variant(VariantId(row["id"])) for row in rows]

    def is_part(self, variant_id: VariantId) -> bool:
        return bool(self._desk.rows("SELECT 1 FROM umlauf.bundle_item WHERE item_id = %(id)s LIMIT 1", id=variant_id))

    def plan(self, plan_id: PlanId) -> PricePlan:
        """Raises NoPricePlan."""
        rows = self._desk.rows("SELECT * FROM umlauf.plan WHERE id = %(id)s AND is_offered", id=plan_id)
        if not rows:
            raise NoPricePlan(title=plan_id)
        return plan_from(rows[0])

    def newest_plan(self, plan_id: PlanId) -> PricePlan:
        """Raises UnknownPlan."""
        rows = self._desk.rows(
            "SELECT * FROM umlauf.plan WHERE family_id = (SELECT family_id FROM umlauf.plan WHERE id = %(id)s)"
            " ORDER BY version DESC LIMIT 1 FOR UPDATE",
            id=plan_id,
        )
        if not rows:
            raise UnknownPlan(plan=plan_id)
        return plan_from(rows[0])

    def set_offered(self, plan_id: PlanId, is_offered: bool) -> None:
        self._desk.write(
            "UPDATE umlauf.plan SET is_offered = %(is_offered)s WHERE id = %(id)s", id=plan_id, is_offered=is_offered
        )

    def set_plan_changes(self, family: PlanId, changes: Sequence[AllowedChange]) -> None:
        self._desk.write("DELETE FROM umlauf.plan_change WHERE from_id = %(family)s", family=family)
        for change in changes:
            self._desk.write(
                "INSERT INTO umlauf.plan_change (from_id, to_id, direction, timing)"
                " VALUES (%(family)s, %(to)s, %(direction)s, %(timing)s)",
                family=family,
                to=change.to_family,
                direction=change.direction,
                timing=change.when,
            )

    def product(self, product_id: ProductId) -> Product:
        """Raises UnknownProduct."""
        rows = self._desk.rows(
            "SELECT id, name, category, kind FROM umlauf.product WHERE id = %(id)s FOR UPDATE", id=product_id
        )
        if not rows:
            raise UnknownProduct(product=product_id)
        return Product(product_id, rows[0]["name"], rows[0]["category"], ProductKind(rows[0]["kind"]))

    def save_product(self, product: Product) -> None:
        self._desk.write(
            "UPDATE umlauf.product SET name = %(name)s, category = %(category)s WHERE id = %(id)s",
            id=product.id,
            name=product.name,
            category=product.category,
        )

    def save_variant(self, variant: Variant, *, is_new: bool) -> None:
        if is_new:
            self._add_variant(variant)
            return
        self._desk.write(
            "UPDATE umlauf.variant SET sku = %(sku)s, name = %(name)s, gtin = %(gtin)s WHERE id = %(id)s",
            id=variant.id,
            sku=variant.sku,
            name=variant.name,
            gtin=variant.gtin,
        )
        self._desk.write("DELETE FROM umlauf.bundle_item WHERE bundle_id = %(id)s", id=variant.id)
        self._add_items(variant)

    def set_cost(self, variant_id: VariantId, cost: Money) -> None:
        self._desk.write(
            "INSERT INTO umlauf.variant_cost (variant_id, cost_minor) VALUES (%(id)s, %(cost)s)"
            " ON CONFLICT (variant_id) DO UPDATE SET cost_minor = excluded.cost_minor",
            id=variant_id,
            cost=cost.minor,
        )

    def add(
        self,
        product: Product,
        variants: Sequence[Variant],
        plans: Sequence[PricePlan],
        costs: Mapping[VariantId, Money],
    ) -> None:
        self._desk.write(
            "INSERT INTO umlauf.product (id, name, category, kind) VALUES (%(id)s, %(name)s, %(category)s, %(kind)s)",
            id=product.id,
            name=product.name,
            category=product.category,
            kind=product.kind,
        )
        for variant in variants:
            self._add_variant(variant)
        for plan in plans:
            self.add_plan(plan)
        for variant_id, cost in costs.items():
            self.set_cost(variant_id, cost)

    def _add_variant(self, variant: Variant) -> None:
        self._desk.write(
            "INSERT INTO umlauf.variant (id, product_id, sku, name, gtin)"
            " VALUES (%(id)s, %(product)s, %(sku)s, %(name)s, %(gtin)s)",
            id=variant.id,
            product=variant.product.id,
            sku=variant.sku,
            name=variant.name,
            gtin=variant.gtin,
        )
        self._add_items(variant)

    def _add_items(self, variant: Variant) -> None:
        for position, item in enumerate(variant.items, start=1):
            self._desk.write(
                "INSERT INTO umlauf.bundle_item (bundle_id, item_id, quantity, position)"
                " VALUES (%(bundle)s, %(item)s, %(quantity)s, %(position)s)",
                bundle=variant.id,
                item=item.variant_id,
                quantity=item.quantity,
                position=position,
            )

    def add_plan(self, plan: PricePlan) -> None:
        self._desk.write(
            "INSERT INTO umlauf.plan (id, product_id, name, kind, vat, price_minor, currency, terms,"
            " means_of_transport, start_rule, transit_days, version, offer, family_id) VALUES (%(id)s, %(product)s,"
            " %(name)s, %(kind)s, %(vat)s, %(price)s, %(currency)s, %(terms)s, %(transport)s, %(start)s, %(transit)s,"
            " %(version)s, %(offer)s, %(family)s)",
            id=plan.id,
            product=plan.product_id,
            name=plan.name,
            kind=plan.kind,
            vat=plan.vat,
            price=plan.price.minor,
            currency=plan.price.currency,
            terms=Jsonb(terms_to(plan.terms)),
            transport=plan.means_of_transport,
            start=plan.start_rule,
            transit=plan.transit_days,
            version=plan.version,
            offer=Jsonb({} if plan.offer == NO_EXTRAS else _CONVERTER.unstructure(plan.offer)),
            family=plan.family,
        )

    def set_checklist(self, category: str, points: Sequence[ChecklistPoint]) -> None:
        self._desk.write("DELETE FROM umlauf.checklist_point WHERE category = %(category)s", category=category)
        for position, point in enumerate(points, start=1):
            self._desk.write(
                "INSERT INTO umlauf.checklist_point (category, position, code, text_de, text_en)"
                " VALUES (%(category)s, %(position)s, %(code)s, %(de)s, %(en)s)",
                category=category,
                position=position,
                code=point.code,
                de=point.text_de,
                en=point.text_en,
            )

    def checklist(self, variant_id: VariantId) -> tuple[str, ...]:
        rows = self._desk.rows(
            "SELECT c.code FROM umlauf.checklist_point c JOIN umlauf.product p ON p.category = c.category"
            " JOIN umlauf.variant v ON v.product_id = p.id WHERE v.id = %(id)s ORDER BY c.position",
            id=variant_id,
        )
        return tuple(row["code"] for row in rows)
