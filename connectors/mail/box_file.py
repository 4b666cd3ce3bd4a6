"""In which mailbox mails that come back are read: a file in the data folder that only its owner may read, beside that
of the mail server. Nothing of it is in the database.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from connectors.mail.server_file import is_host, write_private
from domain.messages.post_office import BoxSettings, MailboxWrong, MailServerNotKept, Security

FILE_NAME: Final = "returned-mail.json"
_LONGEST: Final = 200


def checked(settings: BoxSettings) -> BoxSettings:
    """Raises MailboxWrong."""
    host, user, box = settings.host.strip(), settings.user.strip(), settings.box.strip() or "INBOX"
    if not is_host(host):
        raise MailboxWrong(what=host or "–")
    if not 1 <= settings.port <= 65_535:
        raise MailboxWrong(what=str(settings.port))
    if not user or any(ord(each) < 32 for each in user + settings.password):
        raise MailboxWrong(what=user or "–")
    if not box.isascii() or not box.isprintable() or len(box) > _LONGEST:
        raise MailboxWrong(what=box[:_LONGEST])
    return replace(settings, host=host, user=user, box=box)


class BoxFile:
    """`folder` is the station's data folder. Read anew each time: what the owner changes counts at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def read(self) -> BoxSettings | None:
        """None: there is none, or the file cannot be read as one."""
        try:
            known: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
            about = (str(known["host"]), int(known["port"]), Security(known["security"]))
            return checked(BoxSettings(*about, str(known["user"]), str(known["password"]), str(known["box"])))
        except (OSError, ValueError, KeyError, TypeError, MailboxWrong):
            return None

    def keep(self, settings: BoxSettings | None) -> None:
        """Whole or not at all. Raises MailboxWrong, MailServerNotKept."""
        try:
            if settings is None:
                self._path.unlink(missing_ok=True)
                return
            wanted = self.with_password(settings)
            about = {"host": wanted.host, "port": wanted.port, "security": str(wanted.security), "box": wanted.box}
            write_private(self._path, {**about, "user": wanted.user, "password": wanted.password})
        except OSError as error:
            raise MailServerNotKept(why=str(error)[:200]) from error

    def with_password(self, settings: BoxSettings) -> BoxSettings:
        """An empty password is the known one of the same server and user. Raises MailboxWrong."""
        wanted, known = checked(settings), self.read()
        is_same = known is not None and (known.host, known.user) == (wanted.host, wanted.user)
        if known is not None and is_same and not wanted.password:
            return replace(wanted, password=known.password)
        return wanted
