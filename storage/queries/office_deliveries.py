"""What a contract delivers by itself, as the office sees it: the last parcels and the next ones."""

from dataclasses import replace
from datetime import date
from typing import Final

from domain.contracts.model import Contract
from domain.deliveries.schedule import Delivery, deliveries, is_delivered
from domain.period import add_months
from domain.tasks.model import TaskKind
from storage.database import Database
from storage.repositories.deliveries import PARCELS, parcel_from

COMING: Final = 6
GONE: Final = 2
_MONTHS_AHEAD: Final = 24
_ASKED: Final = (
    "SELECT facts ->> 'line' AS line, facts ->> 'day' AS day FROM umlauf.task"
    " WHERE kind = %(kind)s AND subject = %(number)s AND closed_at IS NULL"
)


def deliveries_of(database: Database, contract: Contract, today: date) -> tuple[Delivery, ...]:
    """What a person is asked about, the last ones that were made, then the next ones; none for what sends nothing."""
    lines = [line.id for line in contract.lines if is_delivered(line)]
    if not lines or contract.start_on is None:
        return ()
    parcels = [parcel_from(row) for row in database.read(PARCELS, contract=contract.id, lines=lines)]
    until = max(add_months(today, _MONTHS_AHEAD), contract.start_on)
    found = deliveries(contract, parcels, until)
    begun = [each for each in found if each.slot.day < today and each.parcel is not None]
    coming = [each for each in found if each.slot.day >= today]
    asked = {
        (row["line"], row["day"])
        for row in database.read(_ASKED, kind=TaskKind.DELIVERY_MISSED, number=contract.number)
    }
    missed = [replace(each, is_missed=True) for each in found if _key(each) in asked]
    return (*missed, *begun[-GONE:], *coming[:COMING])


def _key(each: Delivery) -> tuple[str, str]:
    return str(each.slot.line_id), each.slot.day.isoformat()
