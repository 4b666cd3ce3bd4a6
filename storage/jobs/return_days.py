"""The daily look at returns that wait, and at claims whose days to object are over."""

import logging
from datetime import date
from typing import Final
from uuid import uuid5

from domain.errors import AppError, Unavailable
from domain.ids import CommandId, ReturnId
from domain.returns.charge_claim import ChargeClaim, ClaimCharged
from domain.returns.reach_returns import ReachReturns, ReturnsReached
from storage.database import Database
from storage.jobs.contract_days import Run

_LOG: Final = logging.getLogger(__name__)
_WAITING: Final = (
    "SELECT c.id FROM umlauf.return_case c WHERE c.withdrawn_on IS NULL AND c.return_until IS NOT NULL"
    " AND c.return_until - 91 <= %(day)s AND EXISTS (SELECT FROM umlauf.return_line l WHERE l.return_id = c.id"
    " AND l.received_at IS NULL) ORDER BY c.id"
)
_OVER: Final = (
    "SELECT id, return_id FROM umlauf.damage_claim WHERE state = 'told' AND object_until < %(day)s ORDER BY id"
)


def reach_all_returns(day: date, database: Database, run: Run) -> int:
    """Of how many something new was noted. One that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    changed = 0
    for row in database.read(_WAITING, day=day):
        case = ReturnId(row["id"])
        done = _tried(CommandId(uuid5(case, f"day {day.isoformat()}")), ReachReturns((case,), day), run)
        changed += len(done.changed) if isinstance(done, ReturnsReached) else 0
    return changed


def charge_claims(day: date, database: Database, run: Run) -> int:
    """Those to which nobody objected in time; how many.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    found = [
        _tried(CommandId(uuid5(row["id"], "charge")), ChargeClaim(ReturnId(row["return_id"])), run)
        for row in database.read(_OVER, day=day)
    ]
    return sum(isinstance(each, ClaimCharged) for each in found)


def _tried(command_id: CommandId, command: ReachReturns | ChargeClaim, run: Run) -> object:
    try:
        return run(command_id, command)
    except Unavailable:
        raise
    except AppError as refused:
        _LOG.warning("return was not looked at: %s", refused.code)
        return None
