"""Letters through a mail server."""

import smtplib
import ssl
from dataclasses import dataclass

from connectors.mail.message import Sender, as_message
from domain.messages.letter import Letter, LetterNotSent


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
    """One connection a letter: slow is fine here, half a letter is not."""

    def __init__(self, server: MailServer, sender: Sender) -> None:
        self.server, self._sender = server, sender

    def send(self, letter: Letter) -> None:
        """Raises LetterNotSent: refused, partly refused, or the server does not answer."""
        message = as_message(letter, *self._sender())
        try:
            with self._connection() as smtp:
                if self.server.security == "starttls":
                    smtp.starttls(context=ssl.create_default_context())
                if self.server.user:
                    smtp.login(self.server.user, self.server.password)
                smtp.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise LetterNotSent(why=" ".join(str(error).split())[:200]) from error

    def _connection(self) -> smtplib.SMTP:
        server = self.server
        if server.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
