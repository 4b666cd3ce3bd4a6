"""Mails that come back are read from a mailbox server, each once; a server that is away is asked again later."""

import re
import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from connectors.mail.imap import AllReturned, MailboxServer, MailboxUnreadable, ReturnedBox, mailbox_of
from domain.messages.bounces import Bounce, BounceKind
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
