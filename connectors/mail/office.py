"""The station's end of the post: the box of letters that no server took yet, and the settings of the server."""

import email
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final

from connectors.mail.box_file import BoxFile
from connectors.mail.choice import LETTERS, server_of
from connectors.mail.imap import SECURITY, ReturnedBox, as_mailbox, mailbox_of
from connectors.mail.server_file import ServerFile, as_server
from connectors.mail.smtp import SmtpPost
from domain.messages.delivery import UnknownMail
from domain.messages.letter import Attachment
from domain.messages.post_office import (
    BoxSettings,
    BoxState,
    MailboxByEnvironment,
    MailServerByEnvironment,
    OpenMail,
    Security,
    ServerSettings,
    ServerState,
    StoredMail,
)

_NOBODY: Final = ("Umlauf", "noreply@localhost.localdomain")


class StationPost:
    """`domain.messages.post_office.PostOffice`; not for the GUI thread."""

    def __init__(self, environment: Mapping[str, str], data_folder: Path) -> None:
        self._environment = environment
        self._box = data_folder / LETTERS
        self._file, self._returned = ServerFile(data_folder), BoxFile(data_folder)

    def mailbox(self, words: str, limit: int) -> tuple[StoredMail, ...]:
        """A letter that goes while it is looked at is left out."""
        found: list[StoredMail] = []
        wanted = words.strip().casefold()
        for path in self._newest():
            row = self._row(path)
            if row is not None and wanted in f"{row.to} {row.subject} {row.name}".casefold():
                found.append(row)
            if len(found) == limit:
                break
        return tuple(found)

    def open(self, name: str) -> OpenMail:
        path = self._box / name
        if path.name != name or path.suffix != ".eml":
            raise UnknownMail(mail=name)
        row = self._row(path)
        message = _read(path)
        if row is None or message is None:
            raise UnknownMail(mail=name)
        text, page = message.get_body(("plain",)), message.get_body(("html",))
        attachments = tuple(
            Attachment(each.get_filename() or "…", _bytes(each), each.get_content_type())
            for each in message.iter_attachments()
        )
        body = text.get_content() if text is not None else ""
        return OpenMail(row, body, page.get_content() if page is not None else "", attachments)

    def server(self) -> ServerState:
        by_environment = server_of(self._environment)
        if by_environment is not None:
            shown = ServerSettings(
                by_environment.host, by_environment.port, Security(by_environment.security), by_environment.user
            )
            return ServerState(shown, bool(by_environment.password), is_by_environment=True)
        kept = self._file.read()
        if kept is None:
            return ServerState(None)
        return ServerState(ServerSettings(kept.host, kept.port, kept.security, kept.user), bool(kept.password))

    def keep(self, settings: ServerSettings | None) -> None:
        if server_of(self._environment) is not None:
            raise MailServerByEnvironment
        self._file.keep(settings)

    def check(self, settings: ServerSettings) -> None:
        by_environment = server_of(self._environment)
        server = by_environment or as_server(self._file.with_password(settings))
        SmtpPost(server, lambda: _NOBODY).check()

    def returns(self) -> BoxState:
        by_environment = mailbox_of(self._environment)
        if by_environment is not None:
            known = (by_environment.host, by_environment.port, SECURITY[by_environment.scheme], by_environment.user)
            shown = BoxSettings(*known, box=by_environment.box)
            return BoxState(shown, bool(by_environment.password), is_by_environment=True)
        kept = self._returned.read()
        return BoxState(None) if kept is None else BoxState(replace(kept, password=""), bool(kept.password))

    def keep_returns(self, settings: BoxSettings | None) -> None:
        if mailbox_of(self._environment) is not None:
            raise MailboxByEnvironment
        self._returned.keep(settings)

    def check_returns(self, settings: BoxSettings) -> int:
        server = mailbox_of(self._environment) or as_mailbox(self._returned.with_password(settings))
        return ReturnedBox(server).check()

    def _newest(self) -> list[Path]:
        try:
            found = [(each.stat().st_mtime, each) for each in self._box.glob("*.eml")]
        except OSError:
            return []
        return [path for _, path in sorted(found, reverse=True)]

    def _row(self, path: Path) -> StoredMail | None:
        message = _read(path)
        if message is None:
            return None
        try:
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            return None
        enclosed = sum(1 for _ in message.iter_attachments())
        return StoredMail(path.name, at, str(message.get("To", "")), str(message.get("Subject", "")), enclosed)


def _read(path: Path) -> EmailMessage | None:
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=default)
    except OSError:
        return None
    return message if isinstance(message, EmailMessage) else None


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
