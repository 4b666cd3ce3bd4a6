"""The demo business is loaded once: into an empty embedded database, and again when a load was broken off."""

from collections.abc import Callable
from typing import Any

import psycopg

from domain.application import Seat
from domain.billing.tax import TaxTable
from domain.clock import Clock, today
from domain.ids import Entropy, new_uuid
from storage.embedded.locks import FileLock
from storage.home import Home, found_home, logins
from storage.queries.house import read_house

_EVERY_DAYS = 10
Told = Callable[[str, int, int], None]
"""Gets the code of the step, the days that are loaded and all of them (0 of 0: not begun)."""


def load_once(home: Home, data: dict[str, Any], table: TaxTable, *, clock: Clock, entropy: Entropy, told: Told) -> str:
    """What the database holds then: "loaded" (the demo) or "other" (a business of one's own, or a shared server).

    Of programs that start at once one loads; the others wait for it. Who finds a broken load alone makes it anew.
    """
    if home.server is None:
        return "other"
    admin = home.server.admin_dsn()
    state = _state(admin)
    if state not in ("", "loading"):
        return state
    told("demo", 0, 0)
    with FileLock(home.server.layout.folder / "demo.lock"):
        state = _state(admin)
        if state == "loading":
            home.restart_empty()
        if state in ("", "loading"):
            _load(home, admin, data, table, clock=clock, entropy=entropy, told=told)
            state = "loaded"
    return state


def _load(
    home: Home, admin: str, data: dict[str, Any], table: TaxTable, *, clock: Clock, entropy: Entropy, told: Told
) -> None:
    from storage.demo.load import foundation_of, load_demo

    found_home(home, foundation_of(data, logins(), clock), new_uuid(clock.now(), entropy))
    database = home.connect(Seat.WORKER)
    try:
        house = read_house(database, table)
    finally:
        database.close()

    def progress(done: int, of: int) -> None:
        if done % _EVERY_DAYS == 0 or done == of:
            told("demo", done, of)

    load_demo(admin, home.connect, house_rules=house.rules, data=data, last_day=today(clock), progress=progress)


def _state(admin_conninfo: str) -> str:
    """Empty text for an empty house, "loading" (or broken off), "loaded"; "other": a business of one's own."""
    with psycopg.connect(admin_conninfo) as connection:
        if connection.execute("SELECT FROM umlauf.store LIMIT 1").fetchone() is None:
            return ""
        row = connection.execute("SELECT value->>'state' FROM umlauf.setting WHERE name = 'demo'").fetchone()
        return "other" if row is None else str(row[0])
