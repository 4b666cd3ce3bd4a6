"""What a day makes of purchases: offers run out, and what was settled by a credit or a balance comes true."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.buyout.expire_offers import ExpireOffers
from domain.buyout.following import settle_and_credit
from domain.buyout.offer import OfferId
from domain.buyout.settle_buyouts import SettleBuyouts
from domain.errors import AppError, Unavailable
from domain.ids import CommandId
from storage.database import Database

_LOG: Final = logging.getLogger(__name__)
_OVERDUE: Final = "SELECT FROM umlauf.buyout_offer WHERE status = 'offered' AND valid_until < %(day)s LIMIT 1"
_ACCEPTED: Final = "SELECT id FROM umlauf.buyout_offer WHERE status = 'accepted' ORDER BY id"

Run = Callable[[CommandId, Command], Event]


def reach_buyouts(day: date, database: Database, run: Run) -> None:
    """Once a day is enough for what no payment told. An offer that refuses is left for the next day.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    if database.read(_OVERDUE, day=day):
        run(CommandId(uuid5(UUID(int=0), f"offers {day.isoformat()}")), ExpireOffers(day))
    for row in database.read(_ACCEPTED):
        offer_id = OfferId(row["id"])
        try:
            _settle(offer_id, day, run)
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("purchase %s was not settled: %s", offer_id, refused.code)


def _settle(offer_id: OfferId, day: date, run: Run) -> None:
    def follow(name: str, command: Command) -> Event:
        return run(CommandId(uuid5(offer_id, f"{day.isoformat()} {name}")), command)

    settle_and_credit(follow("settle", SettleBuyouts((offer_id,))), day, follow)
