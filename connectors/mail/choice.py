"""Which way letters take: the mail server that the environment names, else a folder.

`UMLAUF_SMTP=smtp://user@host:587` (STARTTLS), `smtps://user@host:465` (TLS) or `smtp+plain://host:25` (neither, for a
relay on the same machine); the password stands apart in `UMLAUF_SMTP_PASSWORD`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from connectors.mail.folder import FolderPost
from connectors.mail.smtp import MailServer, SmtpPost
from domain.business import Business
from domain.errors import InvalidInput
from domain.messages.letter import Post

_SECURITY: Final = {"smtp": ("starttls", 587), "smtps": ("tls", 465), "smtp+plain": ("none", 25)}
_NO_SENDER: Final = "noreply@localhost.localdomain"


class MailServerUnreadable(InvalidInput):
    """`UMLAUF_SMTP` does not name a mail server."""

    code = "mail_server_unreadable"


def chosen_post(environment: Mapping[str, str], folder: Path, business: Callable[[], Business]) -> Post:
    """The post for letters of this business, asked with each; without a mail address of its own nobody can answer.

    Raises MailServerUnreadable.
    """

    def sender() -> tuple[str, str]:
        ours = business()
        return ours.name, ours.email or _NO_SENDER

    address = environment.get("UMLAUF_SMTP", "")
    if not address:
        return FolderPost(folder, sender)
    return SmtpPost(_server(address, environment.get("UMLAUF_SMTP_PASSWORD", "")), sender)


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
