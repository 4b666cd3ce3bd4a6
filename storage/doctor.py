"""What is fine about the database of this machine and what is not."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.application import Seat
from domain.errors import AppError
from storage.freshness import HEAD
from storage.home import Home
from storage.notices import DoorSeen, last_notices

_LEAST_FREE_GB: Final = 2
_CLOCK_TOLERANCE: Final = timedelta(seconds=5)
_READ_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `what_to_do` is a code whose sentence the caller knows; empty when nothing is to be done.

    `refused` says why, and what to do, in the place of both.
    """

    name: str
    ok: bool
    detail: str
    what_to_do: str = ""
    refused: AppError | None = None


def checks(open_home: Callable[[], Home]) -> list[Check]:
    """Database, its version, the disk it lies on, and whether the two clocks agree. Starts an embedded server."""
    try:
        home = open_home()
    except AppError as refused:
        return [Check("database", ok=False, detail="", refused=refused)]
    try:
        return [*_server(home), *_notices(home), _disk(home)]
    finally:
        home.close()


def _server(home: Home) -> list[Check]:
    database = home.connect(Seat.WAREHOUSE)
    try:
        row = database.read_one("SELECT current_setting('server_version') AS version, clock_timestamp() AS now")
    except AppError as refused:
        return [Check("database", ok=False, detail="", refused=refused)]
    finally:
        database.close()
    if row is None:
        return [Check("database", ok=False, detail="", what_to_do="start_database")]
    drift = abs(datetime.now(UTC) - row["now"])
    agrees = drift < _CLOCK_TOLERANCE
    kind = "embedded" if home.server else "shared"
    return [
        Check("database", ok=True, detail=f"PostgreSQL {row['version']} ({kind}), schema {HEAD}"),
        Check("clock", ok=agrees, detail=f"{drift.total_seconds():.1f} s", what_to_do="" if agrees else "set_clock"),
    ]


def _notices(home: Home) -> list[Check]:
    """When a payment provider last posted something, and whether it was read; nothing where none ever did."""
    database = home.connect(Seat.OWNER)
    try:
        seen = last_notices(database)
    except AppError as refused:
        return [Check("notices", ok=False, detail="", refused=refused)]
    finally:
        database.close()
    found = sorted(seen.items())
    return [_notice(name, door) for name, door in found]


def _notice(name: str, door: DoorSeen) -> Check:
    waits = door.waiting > 0 and datetime.now(UTC) - door.arrived_at > _READ_WITHIN
    detail = f"{name}, {door.arrived_at:%Y-%m-%d %H:%M} UTC, {door.waiting}"
    return Check("notices", ok=not waits, detail=detail, what_to_do="start_worker" if waits else "")


def _disk(home: Home) -> Check:
    free = shutil.disk_usage(home.data_root).free // 10**9
    enough = free >= _LEAST_FREE_GB
    return Check("disk", ok=enough, detail=f"{free} GB", what_to_do="" if enough else "free_disk")
