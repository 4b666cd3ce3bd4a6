"""Making the cluster and its settings. SCRAM from the first moment: there is never a time of trust."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from storage.embedded.account import Account, own_by
from storage.embedded.binaries import program
from storage.embedded.credentials import ADMIN, Credentials
from storage.embedded.layout import Layout
from storage.embedded.processes import run_program
from storage.embedded.refusals import EmbeddedServerFailed

SETTINGS: Mapping[str, str] = {
    "synchronous_commit": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "max_connections": "100",
    "max_wal_size": "4GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    "idle_in_transaction_session_timeout": "10s",
    "client_connection_check_interval": "2s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "8s",
    "unix_socket_permissions": "0700",
}
"""With the usual 1 GB of `max_wal_size` a long run has checkpoints every few seconds, and after each of them every page
is written whole once more; a small shop never fills it. A role's own limits (statement_timeout …) stand in `logins.py`.
Source: RELIABILITY.md 2.
"""


_MEGABYTE: Final = 1024 * 1024


def page_cache() -> str:
    """`shared_buffers`: a sixteenth of the machine's memory, from 128 MB (also when nobody can say) to 1 GB. A billing
    run touches every contract's corner of the largest indexes; they should lie in memory, beside desktop and browser.
    """
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no such question
        total = 0
    return f"{min(max(total // _MEGABYTE // 16, 128), 1024)}MB"


def write_settings(layout: Layout, extra: Mapping[str, str]) -> None:
    """Writes the settings file that each start reads, so that a newer program brings its settings along."""
    settings = {"shared_buffers": page_cache(), **SETTINGS, **extra}
    lines = (f"{name} = '{value}'\n" for name, value in settings.items())
    layout.settings.write_text("".join(lines), encoding="utf-8")
    layout.settings.chmod(0o644)  # the server's account reads it; there is nothing secret in it


def create_cluster(layout: Layout, binaries: Path, account: Account | None) -> None:
    """Makes the cluster whole or not at all.

    Raises:
        EmbeddedServerFailed: initdb did not succeed (disk full, no rights …).
    """
    draft = layout.unfinished_cluster
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    own_by(draft, account)
    password_file = _password_file(layout, account)
    try:
        done = run_program(_initdb(binaries, draft, password_file), account, layout.folder)
    finally:
        password_file.unlink()
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise EmbeddedServerFailed(reason=(done.stderr or done.stdout).strip()[-800:], log=str(layout.keeper_log))
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(f"\ninclude = '../{layout.settings.name}'\n")
    draft.rename(layout.cluster)


def _initdb(binaries: Path, cluster: Path, password_file: Path) -> list[str]:
    return [
        str(program(binaries, "initdb")),
        f"--pgdata={cluster}",
        f"--username={ADMIN}",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums",
    ]


def _password_file(layout: Layout, account: Account | None) -> Path:
    """For initdb, which takes no password any other way; readable by its account only, and gone right after."""
    handle, name = tempfile.mkstemp(dir=layout.folder, prefix="initdb-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(Credentials(layout.credentials).password(ADMIN) + "\n")
    path = Path(name)
    own_by(path, account)
    return path
