"""What a day makes of things that are looked for: after the owner's days they are lost."""

import logging
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from domain.errors import AppError, Unavailable
from domain.ids import AssetId, CommandId
from domain.places.lose_missing import LoseMissing, MissingLost
from domain.places.settings import StockSettings
from storage.database import Database
from storage.jobs.contract_days import Run
from storage.repositories.plain_settings import STOCK, plain_from

_BATCH: Final = 100
_LOG: Final = logging.getLogger(__name__)
_SOUGHT: Final = (
    "SELECT a.id FROM umlauf.asset a CROSS JOIN LATERAL (SELECT e.facts, e.effective_at FROM umlauf.asset_event e"
    " WHERE e.asset_id = a.id AND e.kind = 'quarantined' ORDER BY e.seq DESC LIMIT 1) e"
    " WHERE a.readiness = 'quarantined' AND a.status = 'in_stock' AND e.facts ->> 'reason' = 'missing'"
    " AND (e.effective_at AT TIME ZONE 'Europe/Berlin')::date <= %(until)s ORDER BY a.id"
)


def lose_sought(day: date, database: Database, run: Run) -> int:
    """How many were given up. A batch that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    row = database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=STOCK)
    days = plain_from(StockSettings, row["value"] if row else None).lost_after_days
    if not days:
        return 0
    found = [AssetId(each["id"]) for each in database.read(_SOUGHT, until=day - timedelta(days=days))]
    lost = 0
    for start in range(0, len(found), _BATCH):
        batch = tuple(found[start : start + _BATCH])
        name = f"sought {day.isoformat()} " + ",".join(str(each) for each in batch)
        try:
            done = run(CommandId(uuid5(UUID(int=0), name)), LoseMissing(batch, day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("what is looked for was not given up: %s", refused.code)
        else:
            lost += len(done.changed) if isinstance(done, MissingLost) else 0
    return lost
