"""Which way letters take: the mail server that the environment names, else the one of the settings, else a folder.

`UMLAUF_SMTP=smtp://user@host:587` (STARTTLS), `smtps://user@host:465` (TLS) or `smtp+plain://host:25` (neither, for a
relay on the same machine); the password stands apart in `UMLAUF_SMTP_PASSWORD`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from connectors.mail.box_file import BoxFile
from connectors.mail.folder import FolderPost
from connectors.mail.imap import AllReturned, ReturnedBox, SettingsBox, mailbox_of
from connectors.mail.message import Sender
from connectors.mail.returned import ReturnedFolder
from connectors.mail.server_file import ServerFile, as_server
from connectors.mail.smtp import MailServer, SmtpPost
from domain.business import Business
from domain.errors import InvalidInput
from domain.messages.bounces import ReturnedMail
from domain.messages.letter import Letter, Post

LETTERS: Final = "letters"
RETURNED: Final = "letters-returned"
_SECURITY: Final = {"smtp": ("starttls", 587), "smtps": ("tls", 465), "smtp+plain": ("none", 25)}
_NO_SENDER: Final = "noreply@localhost.localdomain"


class MailServerUnreadable(InvalidInput):
    """`UMLAUF_SMTP` does not name a mail server."""

    code = "mail_server_unreadable"


class SettingsPost:
    """Through the server of the settings, asked with each letter; into the folder while there is none."""

    def __init__(self, folder: Path, file: ServerFile, sender: Sender) -> None:
        self._folder, self._file, self._sender = FolderPost(folder, sender), file, sender

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent, LetterRefused, LetterUnknown."""
        self._now().send(letter)

    def knows(self, key: str) -> bool | None:
        """What lies in the folder is there, whatever was set since."""
        return True if self._folder.knows(key) else self._now().knows(key)

    def _now(self) -> Post:
        settings = self._file.read()
        return self._folder if settings is None else SmtpPost(as_server(settings), self._sender)


def chosen_ways(
    environment: Mapping[str, str], data_folder: Path, business: Callable[[], Business]
) -> tuple[Post, ReturnedMail]:
    """The post for letters of this business, and where mails come back; without a mail address of its own nobody can
    answer.

    Raises MailServerUnreadable, MailboxUnreadable.
    """

    def sender() -> tuple[str, str]:
        ours = business()
        return ours.name, ours.email or _NO_SENDER

    mailbox = mailbox_of(environment)
    box = SettingsBox(BoxFile(data_folder)) if mailbox is None else ReturnedBox(mailbox)
    returned = AllReturned((ReturnedFolder(data_folder / RETURNED), box))
    server = server_of(environment)
    if server is not None:
        return SmtpPost(server, sender), returned
    return SettingsPost(data_folder / LETTERS, ServerFile(data_folder), sender), returned


def server_of(environment: Mapping[str, str]) -> MailServer | None:
    """None: the environment names none. Raises MailServerUnreadable."""
    address = environment.get("UMLAUF_SMTP", "")
    return _server(address, environment.get("UMLAUF_SMTP_PASSWORD", "")) if address else None


def _server(address: str, password: str) -> MailServer:
    try:
        parts = urlsplit(address)
        security, usual_port = _SECURITY[parts.scheme]
        port = parts.port or usual_port
    except (KeyError, ValueError):
        raise MailServerUnreadable(value=address) from None
    if not parts.hostname:
        raise MailServerUnreadable(value=address)
    user = unquote(parts.username or "")
    return MailServer(parts.hostname, port, user, password, security)
