"""The daily look at what has to be maintained: only at things that something comes near to, or that have a task."""

import logging
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.errors import AppError, Unavailable
from domain.ids import AssetId, CommandId
from domain.maintenance.look_at_maintenance import LookAtMaintenance, MaintenanceLookedAt
from domain.maintenance.plan import DueState, due_of
from domain.tasks.model import TaskKind
from storage.database import Database
from storage.jobs.contract_days import Run
from storage.queries.maintenance import near

_BATCH: Final = 100
_LOG: Final = logging.getLogger(__name__)
_ASKED: Final = (
    "SELECT a.id FROM umlauf.task t JOIN umlauf.asset a ON a.code = t.subject"
    " WHERE t.kind = %(kind)s AND t.closed_at IS NULL"
)


def look_at_maintained(day: date, database: Database, run: Run) -> int:
    """For how many a task was opened or taken off. A batch that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    known = {AssetId(row["id"]) for row in database.read(_ASKED, kind=TaskKind.MAINTENANCE_DUE)}
    due = {each.asset_id for each in near(database, day) if due_of(each, day).state is not DueState.LATER}
    found = sorted(known | due)
    changed = 0
    for start in range(0, len(found), _BATCH):
        batch = tuple(found[start : start + _BATCH])
        name = f"maintenance {day.isoformat()} " + ",".join(str(each) for each in batch)
        try:
            done = run(CommandId(uuid5(UUID(int=0), name)), LookAtMaintenance(batch, day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("maintenance was not looked at: %s", refused.code)
        else:
            changed += len(done.changed) if isinstance(done, MaintenanceLookedAt) else 0
    return changed
