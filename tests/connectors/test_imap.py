"""Mails that come back are read from a mailbox server, each once; a server that is away is asked again later."""

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.mail.box_file import BoxFile
from connectors.mail.imap import (
    AllReturned,
    MailboxServer,
    MailboxUnreadable,
    ReturnedBox,
    SettingsBox,
    mailbox_of,
)
from connectors.mail.office import StationPost
from domain.messages.bounces import Bounce, BounceKind
from domain.messages.post_office import (
    BoxSettings,
    BoxState,
    MailboxByEnvironment,
    MailboxNotOpened,
    MailboxWrong,
    Security,
)
from tests.connectors.test_bounces import report


class Box(socketserver.ThreadingTCPServer):
    """Just enough of IMAP4rev1: sign on, choose a box, find what is unseen, read it, mark it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails, self.seen = mails, set[str]()
        self.chosen: list[str] = []


class Talk(socketserver.StreamRequestHandler):
    server: Box

    def handle(self) -> None:
        self.wfile.write(b"* OK IMAP4rev1 ready\r\n")
        while line := self.rfile.readline().decode():
            tag, _, command = line.strip().partition(" ")
            for said in self._answers(command):
                self.wfile.write(said)
            is_wrong = command.startswith("LOGIN") and "right" not in command
            self.wfile.write(f"{tag} {'NO wrong' if is_wrong else 'OK done'}\r\n".encode())

    def _answers(self, command: str) -> Iterator[bytes]:
        box = self.server
        if command == "CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1\r\n"
        elif command.startswith("SELECT"):
            box.chosen.append(command)
            yield b"* 2 EXISTS\r\n"
        elif command.startswith("UID SEARCH"):
            unseen = " ".join(uid for uid in box.mails if uid not in box.seen)
            yield f"* SEARCH {unseen}\r\n".encode()
        elif command.startswith("UID FETCH"):
            uid = command.split()[2]
            content = box.mails[uid]
            yield f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode() + content + b")\r\n"
        elif match := re.match(r"UID STORE (\d+) \+FLAGS \(\\Seen\)", command):
            box.seen.add(match[1])


@pytest.fixture
def box() -> Iterator[Box]:
    with Box({"7": report("5.1.1"), "9": b"rubbish"}) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def reader(box: Box, password: str = "right") -> ReturnedBox:
    return ReturnedBox(MailboxServer("imap+plain", "127.0.0.1", box.server_address[1], "lena", password, "Bounces"))


def test_what_nobody_has_seen_is_read_and_marked_when_it_is_noted(box: Box) -> None:
    known = reader(box)
    found = dict(known.waiting())
    assert found["7"] == Bounce(BounceKind.HARD, "R-2026-000001", "zoe@example.org", "5.1.1 smtp; 550 … unknown")
    assert found["9"].kind is BounceKind.OTHER
    assert box.seen == set(), "a worker that dies now reads it again"
    both = AllReturned((known,))
    for name, _bounce in both.waiting():
        both.done(name)
    assert box.seen == {"7", "9"}
    assert list(known.waiting()) == []
    assert all("Bounces" in each for each in box.chosen)


def test_a_box_that_cannot_be_read_has_nothing_waiting(box: Box) -> None:
    assert list(reader(box, "wrong").waiting()) == []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        away = MailboxServer("imap+plain", "127.0.0.1", probe.getsockname()[1], "lena", "right", "INBOX")
        assert list(ReturnedBox(away).waiting()) == []
        ReturnedBox(away).done("7")


def test_the_address_says_where_the_box_is() -> None:
    known = mailbox_of({"UMLAUF_IMAP": "imaps://lena%40radwerk@mail.example/Came%20back", "UMLAUF_IMAP_PASSWORD": "pw"})
    assert known == MailboxServer("imaps", "mail.example", 993, "lena@radwerk", "pw", "Came back")
    assert mailbox_of({}) is None
    for wrong in (
        "mail.example",
        "http://lena@mail.example",
        "imaps://mail.example",
        "imaps://lena@x:99999",
        "imaps://lena@x/Zur%C3%BCck",
    ):
        with pytest.raises(MailboxUnreadable):
            mailbox_of({"UMLAUF_IMAP": wrong})


def test_the_box_of_the_settings_is_tried_kept_and_read(box: Box, tmp_path: Path) -> None:
    post, file = StationPost({}, tmp_path), tmp_path / "returned-mail.json"
    wanted = BoxSettings("127.0.0.1", box.server_address[1], Security.NONE, "lena", "right", "Bounces")
    assert post.returns() == BoxState(None)
    assert list(SettingsBox(BoxFile(tmp_path)).waiting()) == []
    assert post.check_returns(wanted) == 2
    with pytest.raises(MailboxNotOpened):
        post.check_returns(replace(wanted, password="wrong"))
    for wrong in ({"host": "a b"}, {"port": 0}, {"user": ""}, {"user": "x\r\ny"}, {"box": "Zurück"}):
        with pytest.raises(MailboxWrong):
            post.keep_returns(replace(wanted, **wrong))  # type: ignore[arg-type]  # by name
    post.keep_returns(wanted)
    assert file.stat().st_mode & 0o077 == 0
    assert post.returns() == BoxState(replace(wanted, password=""), has_password=True)
    assert post.check_returns(replace(wanted, password="")) == 2, "the known password counts on"
    read = SettingsBox(BoxFile(tmp_path))
    for name, _bounce in list(read.waiting()):
        read.done(name)
    assert box.seen == {"7", "9"}
    outer = StationPost({"UMLAUF_IMAP": "imaps://lena@mail.example/Back"}, tmp_path)
    assert outer.returns().is_by_environment
    with pytest.raises(MailboxByEnvironment):
        outer.keep_returns(None)
    post.keep_returns(None)
    assert not file.exists()
