"""The last changes of a contract: what could be taken back, and who changed it last."""

from itertools import pairwise
from typing import Final

from domain.contracts.compared import compared
from domain.contracts.model import Contract
from domain.views.office_rows import ChangeTold
from storage.database import Database
from storage.queries.lifecycle.changes import CAUSE
from storage.queries.lifecycle.source import born
from storage.repositories.timeline import contract_from

_MOST: Final = 12
_CHANGED: Final = f"""
    SELECT k.name AS subject, k.effective_at AS at, w.name AS who, coalesce(k.payload ->> 'reason', '') AS reason,
        coalesce({CAUSE}, '') AS cause, c.can_undo OR k.name = 'UndoChange' AS by_person, c.before,
        coalesce(b.at > k.effective_at, false) AS is_billed
    FROM umlauf.contract_change c JOIN umlauf.command k ON k.command_id = c.command_id
    LEFT JOIN umlauf.person w ON w.id = k.actor_id
    CROSS JOIN (
        SELECT max({born("l.invoice_id")}) AS at FROM umlauf.invoice_line l
        WHERE l.contract_line_id = ANY(%(lines)s)
    ) b
    WHERE c.contract_id = %(id)s ORDER BY c.version DESC LIMIT %(most)s"""  # noqa: S608 - constants only


def last_changes(database: Database, contract: Contract) -> tuple[ChangeTold, ...]:
    """Newest first. What changed nothing that people read is left out, unless they did it."""
    lines = [line.id for line in contract.lines]
    rows = database.read(_CHANGED, id=contract.id, lines=lines, most=_MOST)
    states = [contract, *(contract_from(row["before"]) for row in rows)]
    found: list[ChangeTold] = []
    for row, (after, before) in zip(rows, pairwise(states), strict=True):
        differences = compared(before, after)
        if differences or row["by_person"]:
            who = (row["who"] or "") if row["by_person"] else ""
            found.append(
                ChangeTold(
                    row["at"], row["subject"], who, row["reason"], differences,
                    row["by_person"], row["is_billed"], row["cause"],
                )
            )  # fmt: skip
    return tuple(found)
