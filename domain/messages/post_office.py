"""The house's own end of the post: which server takes its letters, and the box where they lie while there is none."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import InvalidInput, RuleViolation, Unavailable
from domain.messages.letter import Attachment


class MailServerWrong(InvalidInput):
    """Host, port or user cannot be those of a mail server; `what` says which."""

    code = "mail_server_wrong"


class MailServerByEnvironment(RuleViolation):
    """Whoever runs the machine decided (`UMLAUF_SMTP`)."""

    code = "mail_server_by_environment"


class MailServerNotKept(Unavailable):
    """The file with the settings cannot be written."""

    code = "mail_server_not_kept"


class MailboxWrong(InvalidInput):
    """Host, port, user or name of the box cannot be those of a mailbox; `what` says which."""

    code = "mailbox_wrong"


class MailboxByEnvironment(RuleViolation):
    """Whoever runs the machine decided (`UMLAUF_IMAP`)."""

    code = "mailbox_by_environment"


class MailboxNotOpened(Unavailable):
    """The server does not answer, does not let us in, or has no box of this name."""

    code = "mailbox_not_opened"


class Security(StrEnum):
    """How the connection is encrypted; NONE only for a relay on the same machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`user` "" without signing on. `password` "" keeps the one that is known."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class ServerState:
    """`settings` None: letters go into the box on this machine; never with the password."""

    settings: ServerSettings | None
    has_password: bool = False
    is_by_environment: bool = False


@dataclass(frozen=True, slots=True)
class BoxSettings:
    """The mailbox to which mails come back (IMAP). `password` "" keeps the one that is known."""

    host: str
    port: int
    security: Security = Security.TLS
    user: str = ""
    password: str = ""
    box: str = "INBOX"


@dataclass(frozen=True, slots=True)
class BoxState:
    """`settings` None: nothing is read; never with the password."""

    settings: BoxSettings | None
    has_password: bool = False
    is_by_environment: bool = False


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One letter in the box. `name` tells it apart."""

    name: str
    at: datetime
    to: str
    subject: str
    enclosures: int


@dataclass(frozen=True, slots=True)
class OpenMail:
    """A letter of the box with all that is in it."""

    row: StoredMail
    body: str
    html: str
    attachments: tuple[Attachment, ...]


class PostOffice(Protocol):
    """All of it touches files or the network: not for the GUI thread."""

    def mailbox(self, words: str, limit: int) -> tuple[StoredMail, ...]:
        """The newest first."""
        ...

    def open(self, name: str) -> OpenMail:
        """Raises UnknownMail."""
        ...

    def server(self) -> ServerState: ...

    def keep(self, settings: ServerSettings | None) -> None:
        """None: into the box again. Raises MailServerWrong, MailServerByEnvironment, MailServerNotKept."""
        ...

    def check(self, settings: ServerSettings) -> None:
        """Signs on and off. Raises MailServerWrong, LetterNotSent."""
        ...

    def returns(self) -> BoxState:
        """Where mails that come back are read."""
        ...

    def keep_returns(self, settings: BoxSettings | None) -> None:
        """None: none is read any more. Raises MailboxWrong, MailboxByEnvironment, MailServerNotKept."""
        ...

    def check_returns(self, settings: BoxSettings) -> int:
        """Signs on and opens the box; how many mails wait there. Raises MailboxWrong, MailboxNotOpened."""
        ...
