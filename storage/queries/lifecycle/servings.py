"""Who at a counter looked at a customer's contracts and bills."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="v.opened_at",
    key="v.id::text",
    name="'serving.open'",
    kind="'customer'",
    place="'customer'",
    subject_id="v.customer_id",
    number="c.number",
    actor_id="v.person_id",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM umlauf.serving v JOIN umlauf.customer c ON c.id = v.customer_id
    WHERE v.customer_id = ANY(%(customers)s)"""  # noqa: S608 - constants only
SERVINGS: Final = Source(Teller.STEP, frozenset({LifeKind.CUSTOMER}), ("customers",), ("serving", "customer"), _SQL)
