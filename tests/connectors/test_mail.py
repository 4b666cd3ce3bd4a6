"""Letters leave as proper messages, through a real SMTP server, and nothing in them can smuggle a line."""

import email
import socket
from collections.abc import Iterator
from email import policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from connectors.mail.folder import FolderPost
from connectors.mail.smtp import MailServer, SmtpPost
from domain.messages.letter import Attachment, Letter, LetterNotSent, LetterRefused

LETTER = Letter("R-2026-000001", "zoe@example.org", "Ihre Rechnung für März", "Grüße", (Attachment("R.pdf", b"%PDF"),))


class Inbox:
    """Takes every letter but those to nobody@."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    box = Inbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, controller.port
    controller.stop()


def post(port: int) -> SmtpPost:
    return SmtpPost(
        MailServer("127.0.0.1", port, security="none", timeout_s=5), lambda: ("Radwerk Berlin", "hallo@radwerk.example")
    )


def test_a_letter_arrives_with_its_paper(inbox: tuple[Inbox, int]) -> None:
    box, port = inbox
    post(port).send(LETTER)
    message = email.message_from_bytes(box.letters[0], policy=policy.default)
    assert message["Subject"] == "Ihre Rechnung für März"
    assert message["Message-ID"] == "<R-2026-000001@radwerk.example>"
    attachments = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content()) for part in attachments] == [("R.pdf", b"%PDF")]


def test_a_refused_address_and_a_silent_server_are_told_apart_from_bugs(inbox: tuple[Inbox, int]) -> None:
    _, port = inbox
    with pytest.raises(LetterRefused) as refused:
        post(port).send(Letter("x", "nobody@example.org", "s", "b"))
    assert "no such person" in str(refused.value)
    assert refused.value.facts["is_address"] is True
    with pytest.raises(LetterNotSent):
        post(free_port()).send(LETTER)


def test_a_subject_cannot_smuggle_a_header(inbox: tuple[Inbox, int]) -> None:
    box, port = inbox
    post(port).send(Letter("x", "a@example.org", "Hello\r\nBcc: all@example.org", "b"))
    message = email.message_from_bytes(box.letters[0], policy=policy.default)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: all@example.org"


def test_without_a_mail_server_letters_lie_in_a_folder(tmp_path: Path) -> None:
    folder = FolderPost(tmp_path / "letters", lambda: ("Radwerk Berlin", "hallo@radwerk.example"))
    folder.send(LETTER)
    folder.send(LETTER)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["R-2026-000001.eml"]
    message = email.message_from_bytes((tmp_path / "letters" / "R-2026-000001.eml").read_bytes(), policy=policy.default)
    assert message["To"] == LETTER.to
    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0, "another user of the machine could read letters"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(LetterNotSent):
        FolderPost(blocked, lambda: ("Radwerk", "hallo@radwerk.example")).send(LETTER)
