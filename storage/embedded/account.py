"""Which account of the operating system the server runs under. Never root."""

import os
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from storage.embedded.refusals import DataFolderUnusable, NoServerAccount

OWN_ACCOUNT = "umlauf"
_FALLBACKS = ("postgres", "nobody")
_USERADD = ("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
_USERADD_SHELL = ("--shell", "/usr/sbin/nologin", OWN_ACCOUNT)
_TRIES = 10
_PAUSE = timedelta(milliseconds=200)


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account that root switches to."""

    name: str
    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Whether the account can walk down to `folder` and list it."""
        return all(self._allowed(part, stat.S_IXOTH) for part in folder.resolve().parents) and self._allowed(
            folder, stat.S_IXOTH | stat.S_IROTH
        )

    def may_reach(self, folder: Path) -> bool:
        """Whether the account can walk down to `folder`, which it need not list."""
        whole = folder.resolve()
        return all(self._allowed(part, stat.S_IXOTH) for part in (whole, *whole.parents))

    def _allowed(self, path: Path, bits_for_others: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        wanted = bits_for_others << shift
        return found.st_mode & wanted == wanted


def server_account(cluster: Path) -> Account | None:
    """The account for the server: None is this process's own, which is every ordinary user's case.

    For root the owner of an existing cluster comes first, then the account `umlauf` (made when missing), then an
    account that most systems have.

    Raises:
        NoServerAccount: none of them is there.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    if cluster.exists() and cluster.stat().st_uid != 0:
        owner = cluster.stat()
        return Account(_name_of(owner.st_uid), owner.st_uid, owner.st_gid)
    return _named(OWN_ACCOUNT) or _made() or _first_fallback()


def own_by(path: Path, account: Account | None) -> None:
    """Gives a file or folder to the account (None: nothing to do)."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def make_data_folder(folder: Path) -> None:
    """For this user alone: letters and journals lie in it.

    Where root makes it, others may walk through but not list it, because the server's account must.

    Raises:
        DataFolderUnusable: it cannot be made here.
    """
    is_root = sys.platform != "win32" and os.geteuid() == 0
    try:
        folder.mkdir(mode=0o711 if is_root else 0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DataFolderUnusable(folder=str(folder), reason=error.strerror or "unwritable") from None


def require_reachable(folder: Path, account: Account | None) -> None:
    """Raises DataFolderUnusable when the account cannot walk down to `folder`."""
    if account is not None and not account.may_reach(folder):
        raise DataFolderUnusable(folder=str(folder), reason="unreachable_for_account", account=account.name)


def _named(name: str) -> Account | None:
    import pwd  # not on Windows

    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _name_of(uid: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _made() -> Account | None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return None
    for _ in range(_TRIES):  # another program of ours may be making it at this moment
        subprocess.run([program, *_USERADD[1:], *_USERADD_SHELL], capture_output=True, check=False)
        found = _named(OWN_ACCOUNT)
        if found is not None:
            return found
        time.sleep(_PAUSE.total_seconds())
    return None


def _first_fallback() -> Account:
    for name in _FALLBACKS:
        found = _named(name)
        if found is not None:
            return found
    raise NoServerAccount(tried=", ".join((OWN_ACCOUNT, *_FALLBACKS)))
