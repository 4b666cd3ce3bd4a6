"""Where the embedded server keeps its things below a business's data folder."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_PATH = 107
"""Bytes that a unix socket's path may have on Linux (macOS: 103). Source: unix(7)."""
_MACOS_SOCKET_PATH = 103


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths below `data_root`. Started by root, `cluster` and `socket_folder` belong to the server's account."""

    data_root: Path

    @property
    def folder(self) -> Path:
        return self.data_root / "server"

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def unfinished_cluster(self) -> Path:
        """A cluster while initdb works on it; renamed when it is whole, thrown away when found at a start."""
        return self.folder / "cluster.new"

    @property
    def settings(self) -> Path:
        return self.folder / "umlauf.conf"

    @property
    def credentials(self) -> Path:
        """libpq password file: one login a line."""
        return self.folder / "credentials"

    @property
    def binaries(self) -> Path:
        """Copies of the wheel's binaries, for an account that cannot read the wheel."""
        return self.folder / "binaries"

    @property
    def start_lock(self) -> Path:
        """Held exclusively by the program that decides whether a keeper must be started."""
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held shared by every program that uses the server, for as long as it lives."""
        return self.folder / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held exclusively by the keeper for as long as it lives."""
        return self.folder / "keeper.lock"

    @property
    def status(self) -> Path:
        return self.folder / "status.json"

    @property
    def server_log(self) -> Path:
        return self.folder / "server.log"

    @property
    def keeper_log(self) -> Path:
        return self.folder / "keeper.log"

    @property
    def socket_folder(self) -> Path:
        return self.folder / "socket"

    @property
    def socket_path_fits(self) -> bool:
        """Whether a socket below the data folder has a name that the system accepts."""
        longest = _MACOS_SOCKET_PATH if sys.platform == "darwin" else LONGEST_SOCKET_PATH
        return len(bytes(self.socket_folder / ".s.PGSQL.5432")) <= longest


def default_data_root(environment: Mapping[str, str], *, is_root: bool) -> Path:
    """`UMLAUF_DATA` when set; else /var/lib/umlauf for root, and the user's own data folder for everybody else."""
    chosen = environment.get("UMLAUF_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "Umlauf"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Umlauf"
    if is_root:
        return Path("/var/lib/umlauf")
    data_home = environment.get("XDG_DATA_HOME", "")
    return (Path(data_home) if data_home.startswith("/") else Path.home() / ".local/share") / "umlauf"
