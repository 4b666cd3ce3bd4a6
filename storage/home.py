"""Where the business lives: the embedded server of this computer, or the shared one that `UMLAUF_DATABASE` names."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from domain.application import Command, Seat
from storage.database import Database
from storage.embedded import EmbeddedServer, ensure_running
from storage.embedded.account import make_data_folder
from storage.embedded.credentials import DATABASE
from storage.embedded.logins import seat_login
from storage.errors import DatabaseAddressWrong
from storage.founding import Foundation, found
from storage.freshness import is_current

Progress = Callable[[str], None]


@dataclass(slots=True)
class Home:
    """A reachable database. `server` None: a shared one, whose login decides about the seat."""

    data_root: Path
    server: EmbeddedServer | None
    commands: frozenset[type[Command]]
    shared: str = ""

    def conninfo(self, seat: Seat) -> str:
        return self.shared if self.server is None else self.server.seat_dsn(seat)

    def connect(self, seat: Seat) -> Database:
        """A connection to be, with the embedded server's revival behind it."""
        return Database(self.conninfo(seat), None if self.server is None else self.server.revive)

    @property
    def journals(self) -> Path:
        return self.data_root / "stations"

    def restart_empty(self) -> None:
        """Drops the embedded database and makes it anew: for a demo whose loading was broken off."""
        if self.server is None:
            raise ValueError("a shared database is never dropped from here")
        from storage.migrate import migrate

        with psycopg.connect(self.server.admin_dsn("postgres"), autocommit=True) as admin:
            name = sql.Identifier(DATABASE)
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            admin.execute(sql.SQL("CREATE DATABASE {}").format(name))
        migrate(self.server.url("umlauf_admin"), self.commands)
        self.server.join_groups()

    def close(self) -> None:
        if self.server is not None:
            self.server.close()


def open_home(data_root: Path, shared: str, commands: frozenset[type[Command]], progress: Progress) -> Home:
    """Starts or joins the embedded server and brings it to this version; a shared one is taken as it is.

    Raises:
        AppError: the server cannot be started or reached, or is newer than this program; `shared` is no address.
    """
    if shared:
        _require_address(shared)
        make_data_folder(data_root)
        return Home(data_root, None, commands, shared)
    server = ensure_running(data_root, progress)
    try:
        if not is_current(server.admin_dsn(), commands):
            from storage.migrate import migrate

            progress("migrating")
            migrate(server.url("umlauf_admin"), commands)
            server.join_groups()
    except BaseException:
        server.close()
        raise
    return Home(data_root, server, commands)


def _require_address(shared: str) -> None:
    try:
        conninfo_to_dict(shared)
    except psycopg.ProgrammingError:
        raise DatabaseAddressWrong from None  # libpq's own words repeat a part of it


def found_home(home: Home, foundation: Foundation, generation: UUID) -> None:
    """Founds a business in the embedded database. Raises ValueError for a shared one: its administrator does that."""
    if home.server is None:
        raise ValueError("a shared database is founded by its administrator")
    found(home.server.admin_dsn(), foundation, generation)


def logins() -> dict[Seat, str]:
    """The embedded server's login of each seat."""
    return {seat: seat_login(seat) for seat in Seat}
