"""Mails that come back: standard reports, complaints, home-made texts, and what only looks like one."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mail.bounces import read_bounce
from connectors.mail.returned import ReturnedFolder
from domain.messages.bounces import Bounce, BounceKind

ORIGINAL = "Message-ID: <R-2026-000001@radwerk.example>\nTo: Zoe <zoe@example.org>\nSubject: Ihre Rechnung\n\nText\n"


def report(status: str, action: str = "failed", *, headers_only: bool = False) -> bytes:
    """As most servers write it (RFC 3464)."""
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    return (
        "From: MAILER-DAEMON@mx.example.org\nTo: hallo@radwerk.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nI am sorry.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; zoe@example.org\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 zoe@example.org unknown\n\n"
        f"--b\nContent-Type: {kind}\n\n{ORIGINAL}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (report("5.1.1"), BounceKind.HARD),
        (report("5.1.1", headers_only=True), BounceKind.HARD),
        (report("5.2.2"), BounceKind.SOFT),
        (report("4.4.1", "delayed"), BounceKind.SOFT),
        (report("4.4.7"), BounceKind.SOFT),
        (report("2.0.0", "delivered"), BounceKind.OTHER),
    ],
)
def test_a_report_says_which_letter_and_whether_for_good(content: bytes, kind: BounceKind) -> None:
    found = read_bounce(content)
    assert (found.kind, found.key, found.address) == (kind, "R-2026-000001", "zoe@example.org")
    assert "zoe@" not in found.why


def test_a_complaint_is_read() -> None:
    content = (
        "From: fbl@isp.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"'
        "\n\n--b\nContent-Type: text/plain\n\nAn abuse report.\n--b\nContent-Type: message/feedback-report\n\n"
        "Feedback-Type: abuse\nOriginal-Rcpt-To: zoe@example.org\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{ORIGINAL}\n--b--\n"
    ).encode()
    assert read_bounce(content) == Bounce(BounceKind.COMPLAINT, "R-2026-000001", "zoe@example.org", "complaint")


def plain(sender: str, words: str, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


def test_a_home_made_text_is_understood_as_far_as_it_goes() -> None:
    words = "<zoe@example.org>:\n550 5.1.1 User unknown\n\nMessage-ID: <k-1@radwerk.example>\n"
    assert read_bounce(plain("Mailer-Daemon@old.example", words)) == Bounce(
        BounceKind.HARD, "k-1", "zoe@example.org", "5.1.1"
    )
    full = read_bounce(plain("postmaster@old.example", "552 5.2.2 mailbox full", X_Failed_Recipients="zoe@example.org"))
    assert (full.kind, full.address) == (BounceKind.SOFT, "zoe@example.org")


@pytest.mark.parametrize(
    "content",
    [
        plain("zoe@example.org", "Danke! 550 Grüße, 5.1.1", In_Reply_To="<k-1@radwerk.example>"),
        plain("mailer-daemon@x.example", "I am away. 5.1.1", Auto_Submitted="auto-replied"),
        plain("mailer-daemon@x.example", "Hello"),
        b"",
        b"\xff\x00\x80" * 50,
    ],
)
def test_answers_and_rubbish_block_nobody(content: bytes) -> None:
    assert read_bounce(content).kind is BounceKind.OTHER


@given(st.binary(max_size=400))
def test_whatever_comes_in_is_read_without_a_crash(content: bytes) -> None:
    assert isinstance(read_bounce(content), Bounce)
    assert isinstance(read_bounce(report("5.1.1") + content), Bounce)


def test_a_folder_shows_each_mail_once(tmp_path: Path) -> None:
    box = ReturnedFolder(tmp_path / "returned")
    assert list(box.waiting()) == []
    (tmp_path / "returned" / "new").mkdir(parents=True)
    (tmp_path / "returned" / "new" / "1.mx").write_bytes(report("5.1.1"))
    (tmp_path / "returned" / "2.eml").write_bytes(b"rubbish")
    (tmp_path / "returned" / ".hidden").write_bytes(b"x")
    found = dict(box.waiting())
    assert {name: bounce.kind for name, bounce in found.items()} == {
        "2.eml": BounceKind.OTHER,
        "new/1.mx": BounceKind.HARD,
    }
    for name in found:
        box.done(name)
    assert list(box.waiting()) == []
    assert (tmp_path / "returned" / "read" / "1.mx").exists(), "nothing that came in is thrown away"
