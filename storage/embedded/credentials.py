"""The embedded server's passwords: one random secret per login, in a file that only its owner reads.

The file has libpq's own form, so a connection string names the file and never carries a password.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from storage.embedded.refusals import CredentialsLost

ADMIN = "umlauf_admin"
"""The superuser of the embedded cluster: migrations, backups, making logins. No seat uses it."""
DATABASE = "umlauf"
"""The one database of the embedded cluster."""
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Credentials:
    """Reads and extends the file at `path` (libpq password file, mode 0600)."""

    path: Path

    def password(self, login: str) -> str:
        """Raises KeyError for a login that has none."""
        return self._read()[login]

    def logins(self) -> frozenset[str]:
        return frozenset(self._read())

    def password_for(self, login: str) -> str:
        """The login's password; a new random one is drawn and stored first when it has none."""
        known = self._read()
        if login not in known:
            if not login.isidentifier():
                raise ValueError(f"not a login name: {login!r}")
            known[login] = secrets.token_urlsafe(_SECRET_BYTES)
            self._write(known)
        return known[login]

    def prepare(self, cluster: Path) -> None:
        """Makes sure the administrator's password exists before the cluster does.

        Raises:
            CredentialsLost: a cluster is there and its password is not; a new one would not open it.
        """
        if ADMIN not in self._read() and cluster.exists():
            raise CredentialsLost(file=str(self.path))
        self.password_for(ADMIN)

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        lines = (line.split(":") for line in self.path.read_text(encoding="ascii").splitlines() if line)
        return {login: password for _, _, _, login, password in lines}

    def _write(self, known: dict[str, str]) -> None:
        """Whole file at once and on disk before it counts, so that a crash never leaves half of it."""
        draft = self.path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.writelines(f"*:*:*:{login}:{password}\n" for login, password in sorted(known.items()))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
