"""What a day makes of promises: reservations and offers run out, late returns break orders."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.availability.look_at_availability import AvailabilitySeen, LookAtAvailability
from domain.availability.model import KindAt
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, StoreId, VariantId
from storage.database import Database
from storage.repositories.availability import LIVE

_LOG: Final = logging.getLogger(__name__)

Run = Callable[[CommandId, Command], Event]


def reach_availability(day: date, database: Database, run: Run, because: str = "availability") -> int:
    """How much changed. A kind that refuses is left for the next day. Once for each day and `because`.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    changed = 0
    for row in database.read(LIVE):
        kind = KindAt(VariantId(row["variant_id"]), StoreId(row["store_id"]))
        command_id = CommandId(uuid5(UUID(int=0), f"{because} {day} {kind.variant_id} {kind.store_id}"))
        try:
            seen = run(command_id, LookAtAvailability((kind,)))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("promises of %s were not looked at: %s", kind.variant_id, refused.code)
        else:
            changed += seen.changed if isinstance(seen, AvailabilitySeen) else 0
    seen = run(CommandId(uuid5(UUID(int=0), f"{because} {day}")), LookAtAvailability())
    return changed + (seen.changed if isinstance(seen, AvailabilitySeen) else 0)
