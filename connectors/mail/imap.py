"""Mails that come back, read from a mailbox of a server (IMAP4rev1, RFC 3501): what nobody has seen yet.

`UMLAUF_IMAP=imaps://user@host:993/Bounces` (TLS) or `imap://…` (STARTTLS); the password stands apart in
`UMLAUF_IMAP_PASSWORD`. The box should be one that only such mails come to: what was read is marked as seen.
"""

import imaplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from connectors.mail.bounces import read_bounce
from connectors.mail.box_file import BoxFile
from domain.errors import InvalidInput
from domain.messages.bounces import Bounce, ReturnedMail
from domain.messages.post_office import BoxSettings, MailboxNotOpened, Security

_USUAL: Final = {"imaps": 993, "imap": 143, "imap+plain": 143}
_SCHEMES: Final = {Security.TLS: "imaps", Security.STARTTLS: "imap", Security.NONE: "imap+plain"}
SECURITY: Final = {scheme: security for security, scheme in _SCHEMES.items()}
_MOST: Final = 200
_LARGEST: Final = 5_000_000
_TIMEOUT_S: Final = 20


class MailboxUnreadable(InvalidInput):
    """`UMLAUF_IMAP` does not name a mailbox."""

    code = "mailbox_unreadable"


@dataclass(frozen=True, slots=True)
class MailboxServer:
    """`scheme`: imaps (TLS), imap (STARTTLS) or imap+plain (neither, for the same machine)."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    box: str


def mailbox_of(environment: Mapping[str, str]) -> MailboxServer | None:
    """None: the environment names none. The name of the box is in ASCII. Raises MailboxUnreadable."""
    address = environment.get("UMLAUF_IMAP", "")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or _USUAL[parts.scheme]
    except (KeyError, ValueError):
        raise MailboxUnreadable(value=address) from None
    box = unquote(parts.path.strip("/")) or "INBOX"
    if not parts.hostname or not parts.username or not box.isascii():
        raise MailboxUnreadable(value=address)
    password = environment.get("UMLAUF_IMAP_PASSWORD", "")
    return MailboxServer(parts.scheme, parts.hostname, port, unquote(parts.username), password, box)


def as_mailbox(settings: BoxSettings) -> MailboxServer:
    scheme = _SCHEMES[settings.security]
    return MailboxServer(scheme, settings.host, settings.port, settings.user, settings.password, settings.box)


class SettingsBox:
    """The box of the settings, asked for each time; while there is none, nothing waits."""

    def __init__(self, file: BoxFile) -> None:
        self._file = file

    def waiting(self) -> Iterator[tuple[str, Bounce]]:
        settings = self._file.read()
        return iter(()) if settings is None else ReturnedBox(as_mailbox(settings)).waiting()

    def done(self, name: str) -> None:
        settings = self._file.read()
        if settings is not None:
            ReturnedBox(as_mailbox(settings)).done(name)


class ReturnedBox:
    """A box that cannot be reached has nothing waiting: it is asked again a minute later."""

    def __init__(self, server: MailboxServer) -> None:
        self._server = server

    def waiting(self) -> Iterator[tuple[str, Bounce]]:
        """What was read is marked only by `done`."""
        with suppress(OSError, imaplib.IMAP4.error), self._opened() as box:
            _kind, found = box.uid("SEARCH", "UNSEEN")
            for uid in (found[0] or b"").split()[:_MOST]:
                content = _content(box, uid.decode())
                if content is not None:
                    yield uid.decode(), read_bounce(content)

    def done(self, name: str) -> None:
        with suppress(OSError, imaplib.IMAP4.error), self._opened() as box:
            box.uid("STORE", name, "+FLAGS", r"(\Seen)")

    def check(self) -> int:
        """How many mails wait. Raises MailboxNotOpened."""
        try:
            with self._opened() as box:
                _kind, found = box.uid("SEARCH", "UNSEEN")
                return len((found[0] or b"").split())
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxNotOpened(why=" ".join(str(error).split())[:200]) from None

    def _opened(self) -> imaplib.IMAP4:
        """Signed on, with the box chosen."""
        server = self._server
        if server.scheme == "imaps":
            context = ssl.create_default_context()
            box: imaplib.IMAP4 = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=_TIMEOUT_S)
        else:
            box = imaplib.IMAP4(server.host, server.port, timeout=_TIMEOUT_S)
        try:
            if server.scheme == "imap":
                box.starttls(ssl.create_default_context())
            box.login(server.user, server.password)
            _choose(box, server.box)
        except BaseException:
            box.shutdown()
            raise
        return box


def _choose(box: imaplib.IMAP4, name: str) -> None:
    kind, _said = box.select('"' + name.replace("\\", "").replace('"', "") + '"')
    if kind != "OK":
        raise imaplib.IMAP4.error(name)


def _content(box: imaplib.IMAP4, uid: str) -> bytes | None:
    """Without marking it; None: it went meanwhile."""
    _kind, parts = box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{_LARGEST}>)")
    return next((part[1] for part in parts if isinstance(part, tuple) and isinstance(part[1], bytes)), None)


class AllReturned:
    """Several ways in which mails come back, one after the other."""

    def __init__(self, ways: tuple[ReturnedMail, ...]) -> None:
        self._ways = ways

    def waiting(self) -> Iterator[tuple[str, Bounce]]:
        for n, way in enumerate(self._ways):
            for name, bounce in list(way.waiting()):
                yield f"{n} {name}", bounce

    def done(self, name: str) -> None:
        n, _, known = name.partition(" ")
        self._ways[int(n)].done(known)
