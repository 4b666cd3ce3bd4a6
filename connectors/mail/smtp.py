"""Letters through a mail server."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from connectors.mail.message import Sender, as_message
from domain.messages.letter import Letter, LetterNotSent, LetterRefused, LetterUnknown

_ADDRESS: Final = re.compile(r"[^\s<>]+@[^\s<>]+")
_FOR_GOOD: Final = range(500, 600)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. `user` "" means without signing on; `security` is "starttls", "tls" or "none"."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = "starttls"
    timeout_s: int = 20


class SmtpPost:
    """One connection a letter: slow is fine here, half a letter is not.

    A server that refuses with 5xx will not take it later either (RFC 5321, 4.2.1); one that refuses to sign us on may
    when the password is right again. What breaks before the last dot was not taken; after it, nobody knows.
    """

    def __init__(self, server: MailServer, sender: Sender) -> None:
        self.server, self._sender = server, sender

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent, LetterRefused, LetterUnknown."""
        name, address = self._sender()
        to = _on_the_wire(letter.to)
        content = as_message(letter, name, address).as_bytes()
        try:
            smtp = self._signed_on()
        except (OSError, smtplib.SMTPException) as error:
            raise LetterNotSent(why=_said(error)) from error
        try:
            _hand_in(smtp, _on_the_wire(address), to, content)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()

    def knows(self, key: str) -> bool | None:
        """A mail server is not asked what it took."""
        return None

    def check(self) -> None:
        """Whether it lets us in. Raises LetterNotSent."""
        try:
            smtp = self._signed_on()
            smtp.noop()
            smtp.quit()
        except (OSError, smtplib.SMTPException) as error:
            raise LetterNotSent(why=_said(error)) from error

    def _signed_on(self) -> smtplib.SMTP:
        smtp = self._connection()
        try:
            smtp.ehlo_or_helo_if_needed()
            if self.server.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if self.server.user:
                smtp.login(self.server.user, self.server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _connection(self) -> smtplib.SMTP:
        server = self.server
        if server.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)


def _hand_in(smtp: smtplib.SMTP, sender: str, to: str, content: bytes) -> None:
    """The dialogue of one letter to one address (RFC 5321, 3.3)."""
    try:
        smtp.ehlo_or_helo_if_needed()
        size = [f"size={len(content)}"] if smtp.has_extn("size") else []
        _answered(smtp.mail(sender, size), is_address=False)
        _answered(smtp.rcpt(to), is_address=True)
        smtp.putcmd("data")
        _answered(smtp.getreply(), is_address=False, wanted=range(354, 355))
        smtp.send(_with_dots(content))
    except (OSError, smtplib.SMTPException) as error:
        raise LetterNotSent(why=_said(error)) from error
    try:
        smtp.send(b".\r\n")
        answer = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise LetterUnknown(why=_said(error)) from error
    _answered(answer, is_address=False)


def _on_the_wire(address: str) -> str:
    """With its domain in ASCII. Raises LetterRefused: the part before the @ is not (few servers could deliver it)."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise LetterRefused(why="RFC 6531", is_address=True) from error


def _with_dots(content: bytes) -> bytes:
    """Its lines end as the wire wants them, and a line that begins with a dot gets another one (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r?\n|\r", b"\r\n", content)
    doubled = re.sub(rb"(?m)^\.", b"..", lines)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


def _answered(answer: tuple[int, bytes], *, is_address: bool, wanted: range = range(200, 300)) -> None:
    """Raises LetterRefused for 5xx, LetterNotSent for everything else that is not `wanted`."""
    code, words = answer
    if code in wanted:
        return
    why = _shown(f"{code} {words.decode('utf-8', 'replace')}")
    if code in _FOR_GOOD:
        raise LetterRefused(why=why, is_address=is_address)
    raise LetterNotSent(why=why)


def _said(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return _shown(f"{error.smtp_code} {words}")
    return _shown(str(error) or type(error).__name__)


def _shown(words: str) -> str:
    """Without addresses: what a server says is kept in a log."""
    return _ADDRESS.sub("…", " ".join(words.split()))[:200]
