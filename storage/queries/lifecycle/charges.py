"""What customers were charged because of a thing."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, born, columns

_SHOWN: Final = columns(
    at=f"coalesce({born('l.id')}, (l.start_on + time '12:00') AT TIME ZONE 'UTC')",
    key="l.id::text",
    name="l.about ->> 'cause'",
    kind="'money'",
    place="'contract'",
    subject_id="l.contract_id",
    number="k.number",
    minor="(v.price_minor * v.quantity)::bigint",
    currency="k.terms ->> 'currency'",
    why="coalesce(l.about ->> 'message', '')",
    facts="jsonb_build_object('title', l.title)",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM umlauf.contract_line l JOIN umlauf.contract k ON k.id = l.contract_id
    JOIN umlauf.contract_line_version v ON v.line_id = l.id AND v.n = 0
    WHERE l.about_asset_id = ANY(%(rented)s) AND (l.end_on IS NULL OR l.end_on > l.start_on)"""  # noqa: S608 - constants only
_TABLES: Final = ("contract_line", "contract", "contract_line_version")
CHARGES: Final = (Source(Teller.CHARGE, frozenset({LifeKind.MONEY}), ("rented",), _TABLES, _SQL),)
