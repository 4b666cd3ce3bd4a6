"""Load the demo business into an empty house, once."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from domain.application import Seat
from domain.clock import Clock
from domain.ids import PersonId, StoreId, new_uuid
from storage.database import Database
from storage.demo.care import declare_care
from storage.demo.house import DemoHouse
from storage.demo.story import DAYS, Progress, Story
from storage.founding import Foundation, Founder
from storage.unit import HouseRules

SEED = 20251122


def foundation_of(data: dict[str, Any], logins: dict[Seat, str], clock: Clock) -> Foundation:
    """The house of the data file, with one login for each seat."""
    random = Random(SEED)  # noqa: S311 - a demo that is the same each time, nothing secret

    def new_id() -> UUID:
        return new_uuid(clock.now(), random.randbytes)

    people = tuple(
        Founder(PersonId(new_id()), name, Seat(seat), logins[Seat(seat)]) for seat, name in data["people"].items()
    )
    settings = {"business": data["business"], "hourly_rate": data["hourly_rate"], "demo": {"state": "loading"}}
    return Foundation(StoreId(new_id()), data["name"], data["asset_prefix"], people, settings)


def load_demo(
    admin_conninfo: str,
    connect: Callable[[Seat], Database],
    *,
    house_rules: HouseRules,
    data: dict[str, Any],
    last_day: date,
    progress: Progress,
) -> None:
    """Tells the story on the founded, otherwise empty house. What it queued is history: no letters go out for it."""
    random = Random(SEED)  # noqa: S311 - as above
    house = DemoHouse(connect, house_rules, random, last_day - timedelta(days=DAYS))
    try:
        Story(house, data, last_day, progress).run()
        declare_care(house, data["care"])
    finally:
        house.close()
    with psycopg.connect(admin_conninfo) as connection:
        connection.execute("SET search_path = umlauf_jobs")
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("UPDATE umlauf.outbox SET status = 'history' WHERE status = 'waiting'")
        connection.execute("UPDATE umlauf.setting SET value = '{\"state\": \"loaded\"}' WHERE name = 'demo'")
