"""How a program gets a running server: it joins the one that is there, or has a keeper start one.

The locks, in the order they are taken: `start.lock` (exclusive, while finding or starting), `users.lock` (shared, for
the program's life). The keeper holds `keeper.lock`, and `users.lock` exclusively while it stops the server.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from storage.embedded.account import make_data_folder, require_reachable, server_account
from storage.embedded.binaries import binaries_for, program
from storage.embedded.cluster import write_settings
from storage.embedded.credentials import ADMIN, DATABASE, Credentials
from storage.embedded.layout import Layout
from storage.embedded.locks import FileLock
from storage.embedded.processes import TICK
from storage.embedded.refusals import DataFolderUnusable, EmbeddedServerFailed, EmbeddedServerSlow
from storage.embedded.status import Phase, Status, read_status

Progress = Callable[[str], None]
"""Gets the code of each new phase (`Phase`): preparing, initialising, starting, recovering, ready."""

PATIENCE = timedelta(minutes=5)
"""A recovery after a crash may take minutes and is no failure. Source: RELIABILITY.md 4."""
_KEEPER_STARTS = 3
_PROGRAM_FOLDER = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class EmbeddedServer:
    """A server that runs at least as long as this hold on it is not closed, nor its process ended."""

    layout: Layout
    host: str
    port: int
    credentials: Credentials
    binaries: Path
    _hold: FileLock
    _settings: Mapping[str, str]

    def dsn(self, login: str, database: str = DATABASE) -> str:
        """A libpq connection string. It names the password file and carries no password, so it may be shown.

        The login is a role's name (`seat_login("warehouse")`, `umlauf_admin`); whatever has a line in the file.
        Insists on SCRAM: a foreign process at this address never learns the password.
        """
        words = {
            "host": self.host,
            "port": str(self.port),
            "user": login,
            "dbname": database,
            "passfile": str(self.credentials.path),
            "require_auth": "scram-sha-256",
            "connect_timeout": "3",
        }
        return " ".join(f"{name}={_quoted(value)}" for name, value in words.items())

    def url(self, login: str, database: str = DATABASE, driver: str = "postgresql+psycopg") -> str:
        """The same as a URL, for SQLAlchemy and whoever wants one. No password inside either."""
        passfile = quote(str(self.credentials.path), safe="")
        query = f"host={quote(self.host, safe='')}&port={self.port}&passfile={passfile}&require_auth=scram-sha-256"
        return f"{driver}://{login}@/{database}?{query}&connect_timeout=3"

    def admin_dsn(self, database: str = DATABASE) -> str:
        """For migrations, backups and making databases only."""
        return self.dsn(ADMIN, database)

    def seat_dsn(self, seat: str, database: str = DATABASE) -> str:
        """For a seat (`warehouse`, `pos`, `backoffice`, `owner`, `auditor`, `portal`, `worker`)."""
        from storage.embedded.logins import seat_login

        return self.dsn(seat_login(seat), database)

    def join_groups(self) -> None:
        """Gives each seat's login its group role. To be called after migrating."""
        from storage.embedded.logins import join_groups

        join_groups(self.admin_dsn())

    def tool(self, name: str) -> Path:
        """A program of the same version: `pg_dump`, `pg_restore`, `psql` …"""
        return program(self.binaries, name)

    def revive(self, progress: Progress | None = None) -> None:
        """After a lost connection: waits for the restarted server, or has a new keeper start it.

        Raises:
            AppError: as `ensure_running`.
        """
        with FileLock(self.layout.start_lock):
            _bring_up(self, progress or _silent)

    def close(self) -> None:
        """Lets go. The server stops within a second unless another program uses it. Harmless when repeated."""
        self._hold.release()

    def __enter__(self) -> "EmbeddedServer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def ensure_running(
    data_root: Path, progress: Progress | None = None, *, settings: Mapping[str, str] | None = None
) -> EmbeddedServer:
    """The running server of this data folder, made and started when needed. Waits up to five minutes.

    `settings` are further Postgres settings for a server that is started now; one that runs keeps its own.

    Raises:
        DataFolderUnusable: the folder is another user's, or cannot be made or written.
        NoServerAccount: started by root and there is no unprivileged account.
        ServerBinariesMissing: the wheel is not installed.
        CredentialsLost: a database without its password file.
        EmbeddedServerFailed, EmbeddedServerSlow: it ends while starting, or does not become ready.
    """
    layout = Layout(data_root.absolute())
    _make_folder(layout)
    hold = FileLock(layout.users_lock)
    with FileLock(layout.start_lock):
        account = server_account(layout.cluster)
        require_reachable(layout.folder, account)
        binaries = binaries_for(account, layout)
        hold.hold(shared=True)
        server = EmbeddedServer(layout, "", 0, Credentials(layout.credentials), binaries, hold, settings or {})
        try:
            _bring_up(server, progress or _silent)
        except BaseException:
            hold.release()
            raise
    return server


def _make_folder(layout: Layout) -> None:
    """Ours alone; for root others may walk through, because the server's account must."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    make_data_folder(layout.data_root)
    try:
        layout.folder.mkdir(exist_ok=True)
        if sys.platform != "win32" and layout.folder.stat().st_uid != os.geteuid():
            raise DataFolderUnusable(folder=str(layout.folder), reason="belongs_to_another_user")
        layout.folder.chmod(0o711 if is_root else 0o700)
        with FileLock(layout.start_lock):
            pass
    except OSError as error:
        raise DataFolderUnusable(folder=str(layout.folder), reason=error.strerror or "unwritable") from None


def _bring_up(server: EmbeddedServer, progress: Progress) -> None:
    """Sets host and port when the server answers. The caller holds the start lock."""
    deadline = time.monotonic_ns() + int(PATIENCE.total_seconds() * 10**9)
    layout, last, starts = server.layout, Phase.PREPARING, 0
    while time.monotonic_ns() < deadline:
        if FileLock(layout.keeper_lock).is_free():
            _refuse_failure(layout, starts)
            _start_keeper(server)
            starts += 1
        status = read_status(layout.status)
        if status.phase is not last:
            progress(status.phase)
            last = status.phase
        if status.phase is Phase.READY and _answers(server, status):
            return
        time.sleep(TICK.total_seconds())
    raise EmbeddedServerSlow(seconds=int(PATIENCE.total_seconds()), log=str(layout.server_log))


def _refuse_failure(layout: Layout, starts: int) -> None:
    """Raises EmbeddedServerFailed when the keepers that this program started have ended."""
    status = read_status(layout.status)
    if starts and status.phase is Phase.FAILED:
        raise EmbeddedServerFailed(reason=status.detail, log=str(layout.keeper_log))
    if starts == _KEEPER_STARTS:
        raise EmbeddedServerFailed(reason=_end_of(layout.keeper_log), log=str(layout.keeper_log))


def _start_keeper(server: EmbeddedServer) -> None:
    """Returns when the keeper holds its lock, or could not get so far."""
    layout = server.layout
    layout.status.unlink(missing_ok=True)
    server.credentials.prepare(layout.cluster)
    write_settings(layout, server._settings)
    command = [sys.executable, "-m", "storage.embedded.keeper", str(layout.data_root)]
    with layout.keeper_log.open("wb") as log:
        if sys.platform == "win32":
            flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=_PROGRAM_FOLDER, creationflags=flags
            )
            time.sleep(1)
        else:
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=_PROGRAM_FOLDER, check=False)


def _answers(server: EmbeddedServer, status: Status) -> bool:
    """Whether the administrator gets in; makes missing logins on the way. False while the server is restarting."""
    import psycopg  # the keeper, which shares this package, starts faster without the driver

    from storage.embedded.logins import prepare_logins

    server.host, server.port = status.host, status.port
    try:
        prepare_logins(server.admin_dsn(), server.credentials)
    except psycopg.OperationalError as error:
        if error.sqlstate is None or error.sqlstate.startswith(("57P", "08")):
            return False
        raise EmbeddedServerFailed(reason=str(error), log=str(server.layout.server_log)) from None
    return True


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-800:] if log.exists() else ""


def _quoted(value: str) -> str:
    """A value for libpq: quotes and backslashes escaped. Source: PostgreSQL manual, 34.1.1."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _silent(_phase: str) -> None:
    pass
