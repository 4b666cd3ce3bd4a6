"""The demo business is loaded once: into an empty embedded database, and again when a load was broken off."""

from collections.abc import Callable
from typing import Any

from domain.application import Seat
from domain.billing.tax import TaxTable
from domain.clock import Clock, today
from domain.ids import Entropy, new_uuid
from storage.demo.load import demo_state, foundation_of, load_demo
from storage.home import Home, found_home, logins
from storage.queries.house import read_house

_EVERY_DAYS = 30


def load_once(
    home: Home, data: dict[str, Any], table: TaxTable, *, clock: Clock, entropy: Entropy, told: Callable[[str], None]
) -> str:
    """What the database holds then: "loaded" (the demo) or "other" (a business of one's own, or a shared server)."""
    if home.server is None:
        return "other"
    admin = home.server.admin_dsn()
    state = demo_state(admin)
    if state == "loading":
        home.restart_empty()
        state = ""
    if state:
        return state
    told(f"loading the demo business {data['name']}, once …")
    found_home(home, foundation_of(data, logins(), clock), new_uuid(clock.now(), entropy))
    database = home.connect(Seat.WORKER)
    try:
        house = read_house(database, table)
    finally:
        database.close()

    def progress(done: int, of: int) -> None:
        if done % _EVERY_DAYS == 0 or done == of:
            told(f"  day {done} of {of}")

    load_demo(admin, home.connect, house_rules=house.rules, data=data, last_day=today(clock), progress=progress)
    return "loaded"
