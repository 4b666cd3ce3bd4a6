"""What things are still worth in the books, as the owner's rules have it: figures, not bookkeeping."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.clock import legal_day, legal_midnight
from domain.ids import ProductId
from domain.kpis.depreciation import Depreciation, DepreciationSettings
from domain.money import EUR, Money
from domain.settings.book import Kept
from storage.database import Database, Row
from storage.repositories.depreciation import DEPRECIATION, depreciation_from

GONE: Final = frozenset({"sold", "lost", "stolen", "retired"})
_EVENING: Final = timedelta(days=1)
_KEPT: Final = """
    SELECT s.value, coalesce((SELECT max(version) FROM umlauf.setting_change WHERE area = %(name)s), 0) AS version
    FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = %(name)s"""
_BOUGHT: Final = """
    SELECT v.product_id, coalesce(c.acquired_minor, k.cost_minor) AS minor, c.acquired_on, f.effective_at AS came,
        l.status, l.effective_at AS since
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost k ON k.variant_id = a.variant_id
    JOIN LATERAL (SELECT effective_at FROM umlauf.asset_event e WHERE e.asset_id = a.id ORDER BY seq LIMIT 1) f ON true
    JOIN LATERAL (SELECT status, effective_at FROM umlauf.asset_event e WHERE e.asset_id = a.id
        AND e.effective_at < %(end)s ORDER BY seq DESC LIMIT 1) l ON true
    WHERE coalesce(c.acquired_minor, k.cost_minor) > 0 AND f.effective_at < %(end)s"""


def rules(database: Database) -> Kept[DepreciationSettings]:
    row = database.read_one(_KEPT, name=DEPRECIATION)
    return Kept(depreciation_from(row["value"]), row["version"]) if row else Kept(DepreciationSettings(), 0)


@dataclass(frozen=True, slots=True)
class Lost:
    """Of one product: what its things are worth at the end, and what they lost in the span."""

    book: Money
    depreciated: Money


def lost(database: Database, start_on: date, end_on: date) -> dict[ProductId, Lost]:
    """By product, for those with a rule. A thing that went away lost value up to that day; the rest went with it."""
    known = rules(database).value
    if known.usual is None and not known.products:
        return {}
    book: dict[ProductId, int] = defaultdict(int)
    gone: dict[ProductId, int] = defaultdict(int)
    for row in database.read(_BOUGHT, end=legal_midnight(end_on)):
        product_id = ProductId(row["product_id"])
        rule = known.rule_of(product_id)
        if rule is None:
            continue
        before, last = _values(row, rule, start_on, end_on - _EVENING)
        gone[product_id] += before - last
        book[product_id] += 0 if row["status"] in GONE else last
    return {each: Lost(Money(book[each], EUR), Money(gone[each], EUR)) for each in gone}


def _values(row: Row, rule: Depreciation, start_on: date, last_day: date) -> tuple[int, int]:
    """In the evening before the span, and at its end or on the day on which the thing went away."""
    cost, bought_on = Money(row["minor"], EUR), bought(row)
    until = last_day
    if row["status"] in GONE:
        until = min(legal_day(row["since"]), last_day)
        if until < start_on:
            return 0, 0
    last = rule.book_value(cost, bought_on, until).minor
    is_old = bought_on < start_on
    return (rule.book_value(cost, bought_on, start_on - _EVENING).minor if is_old else cost.minor), last


def bought(row: Row) -> date:
    """The day somebody said, or the first that we know the thing from."""
    day: date = row["acquired_on"] or legal_day(row["came"])
    return day
