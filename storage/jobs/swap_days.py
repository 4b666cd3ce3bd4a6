"""The daily look at swaps that are under way: what a fact left out is caught up, and a person hears of what is late."""

import logging
from datetime import date
from typing import Final
from uuid import uuid5

from domain.errors import AppError, Unavailable
from domain.ids import CommandId, ContractId
from domain.swaps.follow_swaps import FollowSwaps, SwapsFollowed
from storage.database import Database
from storage.jobs.contract_days import Run

_LOG: Final = logging.getLogger(__name__)
_LIVE: Final = (
    "SELECT DISTINCT contract_id FROM umlauf.swap WHERE stage NOT IN ('done', 'called_off') ORDER BY contract_id"
)


def reach_swaps(day: date, database: Database, run: Run) -> int:
    """Of how many contracts something new was noted. One that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    changed = 0
    for row in database.read(_LIVE):
        contract = ContractId(row["contract_id"])
        try:
            done = run(CommandId(uuid5(contract, f"swaps {day.isoformat()}")), FollowSwaps(contract, day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("swaps of contract %s were not looked at: %s", contract, refused.code)
        else:
            changed += isinstance(done, SwapsFollowed) and done.is_changed
    return changed
