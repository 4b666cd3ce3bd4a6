"""The process that owns the server: starts it, restarts it when it is killed, ends it after the last program.

Runs as `python -m storage.embedded.keeper DATA_ROOT`, detached from the program that wanted it. It holds the keeper
lock for its life; the kernel ends Postgres when it dies. It never imports the database driver.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import FrameType

from domain.errors import AppError
from storage.embedded.account import Account, own_by, require_reachable, server_account
from storage.embedded.binaries import binaries_for, program
from storage.embedded.cluster import create_cluster
from storage.embedded.layout import Layout
from storage.embedded.locks import FileLock
from storage.embedded.processes import TICK, end_orphan, lock_file_says, start_server, stop_server
from storage.embedded.status import Phase, Status

GRACE = timedelta(milliseconds=400)
"""How long nobody may use the server before it is stopped: `make run` goes from one program to the next."""
STOP_PATIENCE = timedelta(seconds=60)
FAILED_STARTS = 5
"""So many starts in a row that end before the server is ready, and the keeper gives up and says why."""
_FIRST_PAUSE = timedelta(milliseconds=100)
_LONGEST_LOG = 10 * 1024 * 1024
_SHOWN_LOG = 800
ALREADY_KEPT = 3
"""Exit status: another keeper holds the lock."""


class Keeper:
    """Looks after one server. `run` returns when nobody needs it any more."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._users = FileLock(layout.users_lock)
        self._stop_asked = False
        self._account: Account | None = None
        self._binaries = Path()
        self._host, self._port = "", 0
        self._status = Status(Phase.PREPARING)

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Signal handler: the machine goes down, or somebody ends us kindly."""
        self._stop_asked = True

    def run(self) -> None:
        """Prepares, then keeps the server up until the last program is gone.

        Raises:
            AppError: the server cannot be prepared or does not start.
        """
        self._prepare()
        failures = 0
        while failures < FAILED_STARTS:
            log_at = self._cut_log()
            self._clear_remains()
            server = start_server(self._command(), self._layout.server_log, self._account, self._layout.cluster)
            was_ready = self._watch(server, log_at)
            if server.returncode is None:
                self._say(Phase.PREPARING)
                stop_server(server, program(self._binaries, "pg_ctl"), self._layout.cluster, STOP_PATIENCE)
                return
            failures = 0 if was_ready else failures + 1
            if failures < FAILED_STARTS:
                self._say(Phase.STARTING)
                time.sleep((_FIRST_PAUSE * 2**failures).total_seconds())
        self.fail(self._log_since(log_at)[-_SHOWN_LOG:])

    def fail(self, reason: str) -> None:
        """Leaves the reason for the programs that wait, and in the log for whoever looks there."""
        with suppress(OSError):  # a full disk is a usual reason
            print(reason, file=sys.stderr, flush=True)
        self._status = Status(Phase.FAILED, detail=reason)
        self._status.write(self._layout.status)

    def clean_up(self) -> None:
        """After the end: what a next keeper must not find."""
        if self._host and not self._is_tcp:
            shutil.rmtree(self._host, ignore_errors=True)
        if self._status.phase is not Phase.FAILED:
            self._layout.status.unlink(missing_ok=True)

    def _prepare(self) -> None:
        self._say(Phase.PREPARING)
        layout = self._layout
        self._account = server_account(layout.cluster)
        require_reachable(layout.folder, self._account)
        self._binaries = binaries_for(self._account, layout)
        end_orphan(layout.cluster)
        self._find_address()
        if not (layout.cluster / "PG_VERSION").exists():
            self._say(Phase.INITIALISING)
            create_cluster(layout, self._binaries, self._account)

    def _watch(self, server: subprocess.Popen[bytes], log_at: int) -> bool:
        """Until the server ends by itself or is no longer wanted. Returns whether it was ready in between."""
        ready, unused = False, timedelta(0)
        self._say(Phase.STARTING)
        while server.poll() is None and not self._stop_asked and not self._closed_to_users(unused):
            unused = unused + TICK if self._users.is_free_of_all() else timedelta(0)
            if not ready:
                ready = lock_file_says(self._layout.cluster) == {"pid": str(server.pid), "state": "ready"}
                self._say(self._phase(ready, log_at))
            time.sleep(TICK.total_seconds())
        return ready

    def _phase(self, ready: bool, log_at: int) -> Phase:
        if ready:
            return Phase.READY
        return Phase.RECOVERING if "not properly shut down" in self._log_since(log_at) else Phase.STARTING

    def _closed_to_users(self, unused: timedelta) -> bool:
        """After the grace time: shuts newcomers out until the server has stopped, unless one has just come."""
        return unused >= GRACE and self._users.hold(wait=False)

    def _clear_remains(self) -> None:
        """What a killed server leaves: perhaps itself, its lock file, its socket and that one's lock file."""
        end_orphan(self._layout.cluster)
        for remains in Path(self._host).glob(".s.PGSQL.*") if not self._is_tcp else ():
            remains.unlink(missing_ok=True)

    def _find_address(self) -> None:
        """A unix socket below the data folder, or in a short temporary folder when its path would be too long."""
        if sys.platform == "win32":
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self._host, self._port = "127.0.0.1", probe.getsockname()[1]
            return
        folder = self._layout.socket_folder
        if self._layout.socket_path_fits:
            shutil.rmtree(folder, ignore_errors=True)  # sockets and their lock files of a killed server
            folder.mkdir(mode=0o700)
        else:
            folder = Path(tempfile.mkdtemp(prefix="umlauf-", dir="/tmp"))
        own_by(folder, self._account)
        self._host, self._port = str(folder), 5432

    @property
    def _is_tcp(self) -> bool:
        return sys.platform == "win32"

    def _command(self) -> list[str]:
        where = (
            ["-c", f"listen_addresses={self._host}"] if self._is_tcp else ["-k", self._host, "-c", "listen_addresses="]
        )
        command = [str(program(self._binaries, "postgres")), "-D", str(self._layout.cluster)]
        return [*command, *where, "-c", f"port={self._port}"]

    def _say(self, phase: Phase) -> None:
        if phase is not self._status.phase or phase is Phase.PREPARING:  # the first one replaces an older keeper's
            self._status = Status(phase, self._host, self._port)
            self._status.write(self._layout.status)

    def _cut_log(self) -> int:
        """Keeps the server's log from growing for ever. Returns the position where this start's lines begin."""
        log = self._layout.server_log
        size = log.stat().st_size if log.exists() else 0
        if size > _LONGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
            return 0
        return size

    def _log_since(self, position: int) -> str:
        with self._layout.server_log.open("rb") as log:
            log.seek(position)
            return log.read(_LONGEST_LOG).decode(errors="replace")


def main(arguments: list[str]) -> int:
    """Takes the keeper lock, detaches, keeps the server. Returns an exit status."""
    layout = Layout(Path(arguments[0]))
    lock = FileLock(layout.keeper_lock)
    if not _taken(lock):
        return ALREADY_KEPT
    _detach()
    os.umask(0o077)
    os.chdir(layout.folder)
    keeper = Keeper(layout)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, keeper.ask_to_stop)
    try:
        keeper.run()
    except AppError as error:
        keeper.fail(str(error.facts.get("reason", error)))
    finally:
        keeper.clean_up()
        lock.release()
    return 0


def _taken(lock: FileLock) -> bool:
    """A program that only asks whether the lock is free holds it for an instant; that must not turn us away."""
    for _ in range(20):
        if lock.hold(wait=False):
            return True
        time.sleep(TICK.total_seconds() / 5)
    return False


def _detach() -> None:
    """Leaves the caller's session, so that neither its terminal nor its end reaches us. The lock goes along."""
    if sys.platform == "win32":
        return  # the caller starts us detached
    if os.fork() > 0:
        os._exit(0)
    os.setsid()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
