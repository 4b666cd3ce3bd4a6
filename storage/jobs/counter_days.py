"""What a day makes of sales at the counter: an agreement does not wait for ever for the picture of its signature."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.counter.model import SaleId
from domain.counter.tell_agreement import AgreementTold, TellAgreement
from domain.ids import CommandId
from storage.database import Database

_UNTOLD: Final = (
    "SELECT s.id FROM umlauf.counter_sale s WHERE s.signature <> '' AND s.stage IN ('booked', 'done')"
    " AND s.customer_id IS NOT NULL AND s.sold_on < %(day)s AND s.sold_on >= %(day)s::date - 7"
    " AND NOT EXISTS (SELECT FROM umlauf.counter_signature g WHERE g.counter_sale_id = s.id) ORDER BY s.at LIMIT 500"
)

Run = Callable[[CommandId, Command], Event]


def tell_agreements(day: date, database: Database, run: Run) -> int:
    """Those whose till never sent the picture: the letter goes out with a line to sign. How many."""
    told = 0
    for row in database.read(_UNTOLD, day=day):
        event = run(CommandId(uuid5(row["id"], "agreement")), TellAgreement(SaleId(UUID(str(row["id"]))), waits=False))
        told += isinstance(event, AgreementTold) and event.is_told
    return told
