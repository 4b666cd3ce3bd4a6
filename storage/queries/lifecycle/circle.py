"""Everything that belongs to one thing: the ids and numbers that the sources of its timeline are asked with."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from domain.views.lifecycle import LifeOf
from storage.queries.lifecycle.source import Reader

LISTS: Final = (
    "assets", "contracts", "lines", "customers", "orders", "shipments", "returns", "case", "refunds", "repairs",
    "swaps", "declarations", "invoices", "buyouts", "losses", "write_offs", "cases", "transfers", "quotes", "others",
    "rented",
)  # fmt: skip
"""`case` is the return whose page it is, `rented` the thing whose page it is; `others` have no page of their own."""

Circle = Mapping[str, object]

_ROOTS: Final = {
    LifeOf.ASSET: {"assets": "SELECT %(id)s::uuid", "rented": "SELECT %(id)s::uuid"},
    LifeOf.CONTRACT: {"contracts": "SELECT %(id)s::uuid"},
    LifeOf.CUSTOMER: {
        "customers": "SELECT %(id)s::uuid",
        "contracts": "SELECT id FROM umlauf.contract WHERE customer_id = %(id)s",
        "orders": "SELECT id FROM umlauf.customer_order WHERE customer_id = %(id)s",
    },
    LifeOf.ORDER: {
        "orders": "SELECT %(id)s::uuid",
        "contracts": "SELECT id FROM umlauf.contract WHERE order_id = %(id)s",
    },
    LifeOf.INVOICE: {
        "invoices": """SELECT i.id FROM umlauf.invoice i JOIN umlauf.invoice m ON m.customer_id = i.customer_id
            WHERE m.id = %(id)s AND (i.id = m.id OR i.corrects_id = m.id OR i.id = m.corrects_id)"""
    },
    LifeOf.RETURN: {"returns": "SELECT %(id)s::uuid", "case": "SELECT %(id)s::uuid"},
}
_RELATED: Final = (
    ("lines", "contract_line", "SELECT id FROM umlauf.contract_line WHERE contract_id = ANY(%(contracts)s)"),
    ("shipments", "shipment", """
        SELECT id FROM umlauf.shipment WHERE contract_id = ANY(%(contracts)s) OR order_id = ANY(%(orders)s)
        UNION SELECT shipment_id FROM umlauf.shipment_line WHERE asset_id = ANY(%(assets)s)"""),
    ("returns", "return_line", """
        SELECT return_id FROM umlauf.return_line WHERE contract_id = ANY(%(contracts)s)
        UNION SELECT return_id FROM umlauf.return_line WHERE asset_id = ANY(%(assets)s)
        UNION SELECT unnest(%(returns)s::uuid[])"""),
    ("invoices", "invoice_line", """
        SELECT invoice_id FROM umlauf.invoice_line WHERE contract_line_id IN (
            SELECT id FROM umlauf.contract_line
            WHERE contract_id = ANY(%(contracts)s) OR about_asset_id = ANY(%(assets)s))
        UNION SELECT id FROM umlauf.invoice WHERE customer_id = ANY(%(customers)s)
        UNION SELECT unnest(%(invoices)s::uuid[])
        UNION SELECT n.invoice_id FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
            JOIN umlauf.invoice_line n ON n.contract_line_id = l.contract_line_id
            JOIN umlauf.invoice i ON i.id = n.invoice_id AND i.issued_on >= c.announced_on
            WHERE l.return_id = ANY(%(case)s)
        UNION SELECT n.invoice_id FROM umlauf.assignment g
            JOIN umlauf.invoice_line n ON n.contract_line_id = g.contract_line_id
            AND n.period && daterange(lower(g.during)::date, upper(g.during)::date, '[]')
            WHERE g.asset_id = ANY(%(rented)s)"""),
    ("refunds", "refund", """
        SELECT id FROM umlauf.refund WHERE contract_id = ANY(%(contracts)s) OR customer_id = ANY(%(customers)s)"""),
    ("repairs", "repair", """
        SELECT id FROM umlauf.repair WHERE contract_id = ANY(%(contracts)s) OR asset_id = ANY(%(assets)s)
        UNION SELECT p.id FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
            JOIN umlauf.repair p ON p.asset_id = l.asset_id AND p.contract_id = l.contract_id
            AND p.reported_on >= c.announced_on WHERE l.return_id = ANY(%(case)s)"""),
    ("swaps", "swap", """
        SELECT id FROM umlauf.swap WHERE contract_id = ANY(%(contracts)s) OR old_asset_id = ANY(%(assets)s)
            OR return_id = ANY(%(case)s)"""),
    ("declarations", "declaration_step", """
        SELECT declaration_id FROM umlauf.declaration_step WHERE contract_id = ANY(%(contracts)s)"""),
    ("losses", "loss", """
        SELECT id FROM umlauf.loss WHERE contract_id = ANY(%(contracts)s) OR asset_id = ANY(%(assets)s)"""),
    ("write_offs", "write_off", "SELECT id FROM umlauf.write_off WHERE asset_id = ANY(%(assets)s)"),
    ("cases", "customer_case", "SELECT id FROM umlauf.customer_case WHERE customer_id = ANY(%(customers)s)"),
    ("transfers", "transfer", """
        SELECT id FROM umlauf.transfer WHERE contract_id = ANY(%(contracts)s) OR successor_id = ANY(%(contracts)s)"""),
    ("quotes", "quote", """
        SELECT id FROM umlauf.quote WHERE customer_id = ANY(%(customers)s) OR contract_id = ANY(%(contracts)s)
            OR order_id = ANY(%(orders)s)"""),
    ("buyouts", "buyout_item", """
        SELECT id FROM umlauf.buyout_offer WHERE contract_id = ANY(%(contracts)s)
        UNION SELECT offer_id FROM umlauf.buyout_item WHERE asset_id = ANY(%(assets)s)"""),
    ("others", "damage_claim", """
        SELECT id FROM umlauf.damage_claim WHERE contract_id = ANY(%(contracts)s) OR return_id = ANY(%(case)s)"""),
    ("others", "referral", """
        SELECT id FROM umlauf.referral WHERE contract_id = ANY(%(contracts)s) OR referrer_id = ANY(%(customers)s)
            OR friend_id = ANY(%(customers)s)"""),
    ("others", "reservation", "SELECT id FROM umlauf.reservation WHERE customer_id = ANY(%(customers)s)"),
    ("others", "waiting_place", "SELECT id FROM umlauf.waiting_place WHERE customer_id = ANY(%(customers)s)"),
)  # fmt: skip
"""The list of the circle, the table that the login has to be allowed to read, and the question for the ids."""

NUMBERED: Final = {
    "contracts": ("contract", "number"), "customers": ("customer", "number"), "orders": ("customer_order", "number"),
    "shipments": ("shipment", "number"), "returns": ("return_case", "number"), "invoices": ("invoice", "number"),
    "assets": ("asset", "code"), "refunds": ("refund", "number"), "repairs": ("repair", "number"),
    "declarations": ("declaration", "number"), "buyouts": ("buyout_offer", "number"), "losses": ("loss", "number"),
    "write_offs": ("write_off", "number"), "cases": ("customer_case", "number"), "transfers": ("transfer", "number"),
    "quotes": ("quote", "number"),
}  # fmt: skip
"""Where the number stands by which tasks name a thing."""


_TASKS: Final = """
    SELECT id FROM umlauf.task WHERE subject = ANY(%(numbers)s)
    UNION SELECT t.id FROM (
        SELECT g.asset_id, min(lower(g.during)) AS since, max(coalesce(upper(g.during), 'infinity')) AS until
        FROM umlauf.assignment g WHERE g.contract_line_id = ANY(%(lines)s) OR (g.contract_line_id, g.asset_id) IN (
            SELECT l.contract_line_id, l.asset_id FROM umlauf.return_line l WHERE l.return_id = ANY(%(case)s))
        GROUP BY g.asset_id
    ) g JOIN umlauf.asset a ON a.id = g.asset_id JOIN umlauf.task t ON t.subject = a.code
    WHERE t.opened_at >= g.since AND t.opened_at < g.until + interval '60 days' AND NOT EXISTS (
        SELECT FROM umlauf.assignment n WHERE n.asset_id = g.asset_id AND lower(n.during) >= g.until
            AND lower(n.during) <= t.opened_at)"""
"""By number; and those about things, while they were there and for what came to light after, before somebody else had
them."""


def circle_of(reader: Reader, what: LifeOf, thing_id: UUID) -> Circle:
    """Each list by its name, with the `ids` of all of them, and the `tasks` that name one."""
    known: dict[str, list[UUID]] = {name: [] for name in LISTS}
    known.update(_arrays(reader, _ROOTS[what], id=thing_id))
    wanted: dict[str, str] = {}
    for name, table, sql in _RELATED:
        if reader.may(table):
            wanted[name] = f"{wanted[name]} UNION {sql}" if name in wanted else sql
    known.update(_arrays(reader, wanted, **known))
    ids = sorted({each for name, found in known.items() if name != "lines" for each in found} | {thing_id})
    tasks = reader.read(_TASKS, **known, numbers=_numbers(reader, known))
    return {**known, "ids": ids, "tasks": [row["id"] for row in tasks]}


def _arrays(reader: Reader, questions: Mapping[str, str], **values: object) -> dict[str, list[UUID]]:
    if not questions:
        return {}
    lists = ", ".join(f"array({sql})::uuid[] AS {name}" for name, sql in questions.items())
    return dict(reader.read(f"SELECT {lists}", **values)[0])


def _numbers(reader: Reader, known: Mapping[str, list[UUID]]) -> list[str]:
    parts = [
        f"SELECT {column} AS number FROM umlauf.{table} WHERE id = ANY(%({name})s)"  # noqa: S608 - constants only
        for name, (table, column) in NUMBERED.items()
        if known[name] and reader.may(table)
    ]
    return [row["number"] for row in reader.read(" UNION ALL ".join(parts), **known)] if parts else []
