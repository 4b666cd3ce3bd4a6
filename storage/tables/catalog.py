"""Products, variants, bundles, price plans, checklists and what spare parts cost us."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

product = Table(
    "product", metadata, identity(), words("name"), words("category"), words("kind"), words("image", default="")
)

variant = Table(
    "variant",
    metadata,
    identity(),
    ref("product_id", "product.id", index=True),
    words("sku", unique=True),
    words("name", default=""),
    Column("gtin", Text, nullable=True, unique=True),
)
"""`gtin` has 14 digits."""

bundle_item = Table(
    "bundle_item",
    metadata,
    ref("bundle_id", "variant.id", primary_key=True),
    ref("item_id", "variant.id", primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("position", Integer, nullable=False, server_default=text("0")),
)

plan = Table(
    "plan",
    metadata,
    identity(),
    ref("product_id", "product.id", index=True),
    words("name"),
    words("kind"),
    words("vat"),
    minor("price_minor"),
    words("currency"),
    Column("terms", facts().type, nullable=False),
    Column("means_of_transport", Boolean, nullable=False),
    words("start_rule"),
    Column("transit_days", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("valid_from", Date, nullable=True),
    Column("is_offered", Boolean, nullable=False, server_default=text("true")),
    Column("offer", facts().type, nullable=False),
    ref("family_id", "plan.id", index=True),
    Column("offered_until", Date, nullable=True),
    instant("withdrawn_at", nullable=True),
)
"""One row a version; all versions of a plan share `family_id`, the first one's id. `offer` {}: nothing beside.
`offered_until`: the last day on which it was offered, kept by the database; NULL while it is. `withdrawn_at`: when
the database learnt that."""

plan_change = Table(
    "plan_change",
    metadata,
    ref("from_id", "plan.id", primary_key=True),
    ref("to_id", "plan.id", primary_key=True),
    words("direction"),
    words("timing"),
)
"""Which family may follow which in a running contract."""

checklist_point = Table(
    "checklist_point",
    metadata,
    Column("category", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    words("code"),
    words("text_de"),
    words("text_en"),
)

variant_cost = Table("variant_cost", metadata, ref("variant_id", "variant.id", primary_key=True), minor("cost_minor"))
"""What one piece costs us. Not for the warehouse."""
