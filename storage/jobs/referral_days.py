"""The daily look at friends who were brought: one command each, so that each letter is one of its own."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import uuid5

from domain.application import Command, Event
from domain.errors import AppError, Unavailable
from domain.ids import CommandId
from domain.loyalty.look_at_referrals import LookAtReferrals, ReferralsSeen
from domain.loyalty.referrals import ReferralId
from storage.database import Database

_LOG: Final = logging.getLogger(__name__)
_TO_LOOK_AT: Final = (
    "SELECT r.id, r.state, r.decided_on FROM umlauf.referral r"
    " JOIN umlauf.contract k ON k.id = r.contract_id"
    " WHERE r.state IN ('open', 'suspected') OR (r.state = 'rewarded'"
    " AND (r.usable_until < %(day)s OR k.status = 'withdrawn')) ORDER BY r.opened_on, r.id"
)

Run = Callable[[CommandId, Command], Event]


def look_at_referrals(day: date, database: Database, run: Run) -> int:
    """Of how many something became true. Again for the same day, each is looked at once a state.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    changed = 0
    for row in database.read(_TO_LOOK_AT, day=day):
        command_id = CommandId(uuid5(row["id"], f"look {day.isoformat()} {row['state']} {row['decided_on']}"))
        try:
            done = run(command_id, LookAtReferrals((ReferralId(row["id"]),), day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("referral %s was not looked at: %s", row["id"], refused.code)
        else:
            changed += isinstance(done, ReferralsSeen) and bool(done.changed)
    return changed
