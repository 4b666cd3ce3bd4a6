"""The demo business is loaded once: into an empty embedded database, and again when a load was broken off."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from domain.application import Seat
from domain.billing.tax import TaxTable
from domain.clock import Clock, today
from domain.ids import Entropy, new_uuid
from domain.setup.first_house import FirstHouse
from storage.demo.first_start import FirstStart
from storage.embedded.locks import FileLock
from storage.founding import Foundation
from storage.home import Home, found_home, logins
from storage.queries.house import read_house

_EVERY_DAYS = 10
Told = Callable[[str, int, int], None]
"""Gets the code of the step, the days that are loaded and all of them (0 of 0: not begun)."""


def first_house(environment: Mapping[str, str], data_root: Path) -> str:
    """The data of the house that an empty database begins with: the demo, or one's own with nothing in it."""
    is_own = FirstStart(environment, data_root).said() is FirstHouse.OWN
    return "demo/own.json" if is_own else "demo/radwerk.json"


def load_once(home: Home, data: dict[str, Any], table: TaxTable, *, clock: Clock, entropy: Entropy, told: Told) -> str:
    """What the database holds then: "loaded" (the demo), "new" (a business of one's own with nothing on offer yet) or
    "other" (one that trades, or a shared server).

    Of programs that start at once one loads; the others wait for it. Who finds a broken load alone makes it anew.
    """
    if home.server is None:
        return "other"
    admin = home.server.admin_dsn()
    state = _state(admin)
    if state not in ("", "loading"):
        return state
    is_own = bool(data.get("is_own"))
    if not is_own:
        told("demo", 0, 0)
    with FileLock(home.server.layout.folder / "demo.lock"):
        state = _state(admin)
        if state == "loading":
            home.restart_empty()
        if state in ("", "loading") and is_own:
            found_home(home, own_foundation(data, logins(), clock), new_uuid(clock.now(), entropy))
            state = "new"
        elif state in ("", "loading"):
            _load(home, admin, data, table, clock=clock, entropy=entropy, told=told)
            state = "loaded"
    return state


def own_foundation(data: dict[str, Any], logins: dict[Seat, str], clock: Clock) -> Foundation:
    """A house of one's own: its seats with people, and nothing else. It is no demo."""
    from storage.demo.load import foundation_of

    found = foundation_of(data, logins, clock)
    settings = {name: value for name, value in found.settings.items() if name != "demo"}
    return replace(found, settings=settings)


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
    """Empty text for no house at all, "loading" (or broken off), "loaded"; "new", "other": a business of one's own."""
    with psycopg.connect(admin_conninfo) as connection:
        if connection.execute("SELECT FROM umlauf.store LIMIT 1").fetchone() is None:
            return ""
        row = connection.execute("SELECT value->>'state' FROM umlauf.setting WHERE name = 'demo'").fetchone()
        if row is not None:
            return str(row[0])
        is_empty = connection.execute("SELECT FROM umlauf.product LIMIT 1").fetchone() is None
        return "new" if is_empty else "other"
