"""Returns and swaps of a customer, a contract or a thing, for every seat that has a page of it."""

from datetime import date
from typing import Final

from domain.returns.model import Purpose
from domain.returns.stages import Stage
from domain.swaps.stages import Stage as SwapStage
from domain.views.comings import Comings, ReturnOf, SwapOf, Whose
from storage.database import Database, Row

_RETURNS: Final = """
    SELECT r.number, r.announced_on, r.return_until, r.purpose, r.reason, r.withdrawn_on,
        coalesce((SELECT s.stage FROM umlauf.return_step s WHERE s.return_id = r.id ORDER BY s.n DESC LIMIT 1),
            'announced') AS stage,
        n.things, n.received, n.wanted
    FROM umlauf.return_case r
    CROSS JOIN LATERAL (SELECT array_agg(a.code ORDER BY a.code) AS things, count(l.received_at)::int AS received,
        count(*)::int AS wanted FROM umlauf.return_line l JOIN umlauf.asset a ON a.id = l.asset_id
        WHERE l.return_id = r.id) n
    WHERE {whose} ORDER BY r.announced_on DESC, r.number DESC LIMIT %(limit)s"""
_SWAPS: Final = """
    SELECT k.number AS contract, s.agreed_on, s.old_title, s.title, s.stage,
        (SELECT t.on_day FROM umlauf.swap_step t WHERE t.swap_id = s.id ORDER BY t.n DESC LIMIT 1) AS on_day
    FROM umlauf.swap s JOIN umlauf.contract k ON k.id = s.contract_id
    WHERE {whose} ORDER BY s.agreed_on DESC, s.id DESC LIMIT %(limit)s"""
_MAY: Final = "SELECT has_table_privilege('umlauf.swap', 'SELECT') AS may"
_LINES: Final = "SELECT FROM umlauf.return_line l WHERE l.return_id = r.id AND"
_OF_THING: Final = (
    "s.id IN (SELECT w.id FROM umlauf.swap w WHERE w.old_asset_id = %(id)s UNION SELECT w.id"
    " FROM umlauf.shipment_line l JOIN umlauf.swap w ON w.old_asset_id = l.replaces_asset_id"
    " AND w.contract_line_id = l.contract_line_id WHERE l.asset_id = %(id)s)"
)
"""As the old one, or as the new one."""


class ComingShelf:
    """`ComingShelf(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, whose: Whose, day: date, limit: int = 12) -> Comings:
        returns, swaps, found_id = _asked(whose)
        rows = self._database.read(_RETURNS.format(whose=returns), id=found_id, limit=limit + 1)
        shown = tuple(_return(row, day) for row in rows[:limit])
        if not self._database.read(_MAY)[0]["may"]:
            return Comings(shown, None, len(rows) - len(shown))
        swapped = self._database.read(_SWAPS.format(whose=swaps), id=found_id, limit=limit)
        return Comings(shown, tuple(map(_swap, swapped)), len(rows) - len(shown))


def _asked(whose: Whose) -> tuple[str, str, object]:
    """The condition on returns, that on swaps, and the id in both."""
    if whose.customer_id is not None:
        return "r.customer_id = %(id)s", "k.customer_id = %(id)s", whose.customer_id
    if whose.contract_id is not None:
        lines = f"EXISTS ({_LINES} l.contract_id = %(id)s)"
        return lines, "s.contract_id = %(id)s", whose.contract_id
    return f"EXISTS ({_LINES} l.asset_id = %(id)s)", _OF_THING, whose.asset_id


def _return(row: Row, day: date) -> ReturnOf:
    until = row["return_until"]
    is_waiting = row["withdrawn_on"] is None and row["received"] < row["wanted"] and until is not None
    return ReturnOf(
        row["number"],
        row["announced_on"],
        until,
        Stage(row["stage"]),
        Purpose(row["purpose"]),
        row["reason"],
        tuple(row["things"]),
        row["received"],
        row["wanted"],
        max((day - until).days, 0) if is_waiting else 0,
    )


def _swap(row: Row) -> SwapOf:
    what = (row["old_title"], row["title"], SwapStage(row["stage"]))
    return SwapOf(row["contract"], row["agreed_on"], *what, row["on_day"])
