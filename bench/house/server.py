"""A Postgres of its own for one figure: durable as in production, in a folder that goes afterwards."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from domain.application import Seat
from domain.billing.tax import TaxRules, TaxSeller, TaxTable
from domain.handlers import HANDLERS
from domain.ids import PersonId, StoreId
from storage.embedded import EmbeddedServer, ensure_running
from storage.embedded.credentials import DATABASE
from storage.embedded.locks import FileLock
from storage.embedded.logins import seat_login
from storage.founding import Foundation, Founder, found
from storage.migrate import migrate
from storage.unit import HouseRules

_ROOT = Path(__file__).resolve().parents[2]
_SEATS = (Seat.WAREHOUSE, Seat.BACKOFFICE, Seat.OWNER, Seat.WORKER)


def house_rules() -> HouseRules:
    rates = json.loads((_ROOT / "resources/vat/eu_rates.json").read_text(encoding="utf-8"))
    return HouseRules(TaxRules(TaxTable.parsed(rates), TaxSeller("DE")))


@contextmanager
def founded_server() -> Iterator[tuple[EmbeddedServer, Path]]:
    """A migrated and founded, otherwise empty business with the program's own settings (fsync on), and its folder."""
    folder = Path(tempfile.mkdtemp(prefix="umlauf-bench-"))
    folder.chmod(0o711)  # the server's account must be able to walk through when root measures
    server = ensure_running(folder)
    try:
        with server:
            migrate(server.url("umlauf_admin"), frozenset(HANDLERS))
            server.join_groups()
            people = tuple(Founder(PersonId(uuid4()), seat.title(), seat, seat_login(seat)) for seat in _SEATS)
            demo = json.loads((_ROOT / "resources/demo/radwerk.json").read_text(encoding="utf-8"))
            settings = {name: demo[name] for name in ("business", "hourly_rate")}
            found(server.admin_dsn(), Foundation(StoreId(uuid4()), "Prüfstand", "RB", people, settings), uuid4())
            yield server, folder
    finally:
        _wait_for_end(server)
        shutil.rmtree(folder)


def clone(server: EmbeddedServer, name: str) -> str:
    """A copy of the house as it is now. Nobody may be connected to it."""
    with psycopg.connect(server.admin_dsn("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE}")
        admin.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        for seat in _SEATS:
            admin.execute(f"GRANT CONNECT ON DATABASE {name} TO umlauf_{seat}")
    return name


def _wait_for_end(server: EmbeddedServer) -> None:
    deadline = time.monotonic() + 30
    while not FileLock(server.layout.keeper_lock).is_free() and time.monotonic() < deadline:
        time.sleep(0.02)
