"""What happened to the check of an order, step by step."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="coalesce(k.effective_at, s.taken_at)",
    key="s.order_id::text || ':' || lpad(s.n::text, 6, '0')",
    name="'check.' || s.step",
    kind=f"'{LifeKind.GOODS}'",
    place="'order'",
    subject_id="s.order_id",
    number="o.number",
    command_id="s.command_id",
    minor="s.amount_minor",
    currency="CASE WHEN s.amount_minor IS NULL THEN NULL ELSE t.currency END",
    why="CASE WHEN s.step IN ('bureau_failed', 'identity_said') THEN '' ELSE s.why END",
)
CHECKS: Final = Source(
    Teller.STEP,
    frozenset({LifeKind.GOODS}),
    ("orders", "contracts"),
    ("order_check_step", "order_check", "customer_order", "contract"),
    f"""SELECT {_SHOWN} FROM umlauf.order_check_step s JOIN umlauf.order_check t ON t.order_id = s.order_id
        JOIN umlauf.customer_order o ON o.id = s.order_id
        LEFT JOIN umlauf.command_origin k ON k.command_id = s.command_id
        WHERE s.order_id = ANY(%(orders)s)
            OR s.order_id IN (SELECT c.order_id FROM umlauf.contract c WHERE c.id = ANY(%(contracts)s))""",  # noqa: S608 - constants only
)
