"""A real mail server that fails in every way: what it took is never sent again, what it did not take is, and what
nobody knows is said."""

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from connectors.mail.smtp import MailServer, SmtpPost
from domain.messages.letter import Attachment, Letter, LetterNotSent, LetterRefused, LetterUnknown

LETTER = Letter("k-1", "zoe@example.org", "Grüße", "Hallo\n.Punkt\n..zwei\nZoë\n", (), "<p>Hallo &amp; Zoë</p>")
CUT = "cut"


class Faulty:
    """Answers each stage of the dialogue as told; CUT ends the connection without a word."""

    def __init__(self, **says: str) -> None:
        self.says = says
        self.taken: list[bytes] = []

    def _say(self, server: SMTP, stage: str, usual: str) -> str:
        said = self.says.get(stage, usual)
        if said == CUT:
            server.transport.abort()
        return said

    async def handle_MAIL(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._say(server, "mail", "250 OK")

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._say(server, "rcpt", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        assert isinstance(envelope.content, bytes)
        said = self._say(server, "dot", "250 taken")
        if said.startswith("250") or said == CUT:
            self.taken.append(envelope.content)
        return said


def free_port() -> int:
    """aiosmtpd cannot choose one by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(faulty: Faulty, **options: object) -> Iterator[SmtpPost]:
    controller = Controller(faulty, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield post(controller.port)
    finally:
        controller.stop()


def post(port: int, **server: object) -> SmtpPost:
    known = MailServer("127.0.0.1", port, **{"security": "none", "timeout_s": 3, **server})  # type: ignore[arg-type]  # a test's own
    return SmtpPost(known, lambda: ("Radwerk Berlin", "hallo@radwerk.example"))


@pytest.mark.parametrize(
    ("says", "expected", "is_address"),
    [
        ({"mail": "451 busy"}, LetterNotSent, None),
        ({"mail": "550 we do not know you"}, LetterRefused, False),
        ({"mail": CUT}, LetterNotSent, None),
        ({"rcpt": "450 box is locked"}, LetterNotSent, None),
        ({"rcpt": "452 too many"}, LetterNotSent, None),
        ({"rcpt": "550 no such person <zoe@example.org>"}, LetterRefused, True),
        ({"rcpt": "551 moved"}, LetterRefused, True),
        ({"rcpt": CUT}, LetterNotSent, None),
        ({"dot": "451 scanner is down"}, LetterNotSent, None),
        ({"dot": "552 too big"}, LetterRefused, False),
        ({"dot": "554 looks like spam"}, LetterRefused, False),
        ({"dot": CUT}, LetterUnknown, None),
    ],
)
def test_each_answer_of_the_server_means_one_thing(
    says: dict[str, str], expected: type[Exception], is_address: bool | None
) -> None:
    faulty = Faulty(**says)
    with running(faulty) as sender, pytest.raises(expected) as failed:
        sender.send(LETTER)
    assert failed.type is expected
    facts = failed.value.facts  # type: ignore[attr-defined]  # all three are ours
    assert facts.get("is_address") == is_address
    assert "zoe@" not in str(facts["why"]), "what a server says is kept without addresses"
    assert len(faulty.taken) == (1 if expected is LetterUnknown else 0)


def test_a_letter_arrives_as_it_was_written() -> None:
    faulty = Faulty()
    pdf = Attachment("Rechnung März.pdf", b"%PDF-1.7\x00\xff")
    with running(faulty) as sender:
        sender.send(Letter("k-2", LETTER.to, LETTER.subject, LETTER.body, (pdf,), LETTER.html))
    message = email.message_from_bytes(faulty.taken[0], policy=policy.default)
    text = message.get_body(("plain",))
    page = message.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.body, "lines that begin with a dot stay whole"
    assert page.get_content().strip() == LETTER.html
    [enclosed] = message.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == ("Rechnung März.pdf", b"%PDF-1.7\x00\xff")
    assert faulty.taken[0].isascii(), "servers without 8BITMIME take it too"


@pytest.mark.parametrize("address", ["zoë@example.org", "a@b@c", "<x@y.example", "x@y.example\r\nBcc: all@example.org"])
def test_an_address_that_is_none_is_refused_before_anything_is_said(address: str) -> None:
    faulty = Faulty()
    with running(faulty) as sender, pytest.raises(LetterRefused) as refused:
        sender.send(Letter("k", address, "s", "b"))
    assert refused.value.facts["is_address"] is True
    assert faulty.taken == []


def test_a_domain_with_an_umlaut_is_written_as_the_wire_wants_it() -> None:
    faulty = Faulty()
    with running(faulty) as sender:
        sender.send(Letter("k", "zoe@müller.example", "s", "b"))
    assert len(faulty.taken) == 1


def test_a_silent_server_is_waited_for_and_then_tried_later() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen(1)
        with pytest.raises(LetterNotSent):
            post(mute.getsockname()[1], timeout_s=1).send(LETTER)
        with pytest.raises(LetterNotSent):
            post(mute.getsockname()[1], timeout_s=1).check()


def test_a_wrong_password_is_no_fault_of_the_letter() -> None:
    def known(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == b"right"
        return AuthResult(success=is_right)

    faulty = Faulty()
    with running(faulty, authenticator=known, auth_require_tls=False) as found:
        port = found.server.port
        post(port, user="lena", password="right").check()
        with pytest.raises(LetterNotSent):
            post(port, user="lena", password="wrong").send(LETTER)
        post(port, user="lena", password="right").send(LETTER)
    assert len(faulty.taken) == 1


def test_a_server_that_cannot_encrypt_gets_no_letter_when_that_is_wanted() -> None:
    faulty = Faulty()
    with running(faulty) as found, pytest.raises(LetterNotSent):
        post(found.server.port, security="starttls").send(LETTER)
    assert faulty.taken == []
