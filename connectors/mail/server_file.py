"""Which mail server takes the letters: a file in the data folder that only its owner may read, for it holds the
password. Nothing of it is in the database.
"""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from connectors.mail.smtp import MailServer
from domain.messages.post_office import MailServerNotKept, MailServerWrong, Security, ServerSettings

FILE_NAME: Final = "mail-server.json"
_HOST: Final = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


def is_host(text: str) -> bool:
    """A name or an address; IPv6 with or without brackets."""
    return bool(_HOST.fullmatch(text)) or text.strip("[]").count(":") > 1


def checked(settings: ServerSettings) -> ServerSettings:
    """Raises MailServerWrong."""
    host, user = settings.host.strip(), settings.user.strip()
    if not is_host(host):
        raise MailServerWrong(what=host or "–")
    if not 1 <= settings.port <= 65_535:
        raise MailServerWrong(what=str(settings.port))
    if any(ord(each) < 32 for each in user + settings.password) or (settings.password and not user):
        raise MailServerWrong(what=user or "–")
    return replace(settings, host=host, user=user)


class ServerFile:
    """`folder` is the station's data folder. Read anew each time: what the owner changes counts at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def read(self) -> ServerSettings | None:
        """None: there is no server, or the file cannot be read as one."""
        try:
            known: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
            return checked(
                ServerSettings(
                    str(known["host"]), int(known["port"]), Security(known["security"]), str(known["user"]),
                    str(known["password"]),
                )
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, MailServerWrong):
            return None

    def keep(self, settings: ServerSettings | None) -> None:
        """Whole or not at all; an empty password keeps the known one of the same server and user.

        Raises MailServerWrong, MailServerNotKept.
        """
        try:
            if settings is None:
                self._path.unlink(missing_ok=True)
                return
            self._write(self.with_password(settings))
        except OSError as error:
            raise MailServerNotKept(why=str(error)[:200]) from error

    def with_password(self, settings: ServerSettings) -> ServerSettings:
        """Raises MailServerWrong."""
        wanted, known = checked(settings), self.read()
        is_same = known is not None and (known.host, known.user) == (wanted.host, wanted.user)
        if known is not None and is_same and wanted.user and not wanted.password:
            return replace(wanted, password=known.password)
        return wanted

    def _write(self, settings: ServerSettings) -> None:
        values = {"host": settings.host, "port": settings.port, "security": str(settings.security)}
        write_private(self._path, {**values, "user": settings.user, "password": settings.password})


def write_private(path: Path, values: Mapping[str, object]) -> None:
    """Whole or not at all, for its owner alone. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with suppress(FileNotFoundError):
        part.unlink()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(values))
    os.replace(part, path)


def as_server(settings: ServerSettings) -> MailServer:
    return MailServer(settings.host, settings.port, settings.user, settings.password, str(settings.security))
