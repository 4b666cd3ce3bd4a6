"""The door for what providers post, over real sockets: kept before it is thanked for, and shut for all else."""

import asyncio
import socket
import threading
import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import requests
import uvicorn
from starlette.applications import Starlette

from domain.clock import MovableClock
from domain.errors import Unavailable
from domain.payments.notices import MOST_BYTES, NoticeUnreadable, Seen
from domain.payments.provider import ProviderName, SignatureWrong
from ui.portal import hooks

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Box:
    """Keeps in memory; `broken`: the disk is away."""

    def __init__(self):
        self.kept, self.broken, self.lock = [], False, threading.Lock()

    def keep(self, notice):
        if self.broken:
            raise Unavailable
        with self.lock:
            is_new = notice.seen.event_id not in {each.seen.event_id for each in self.kept}
            if is_new:
                self.kept.append(notice)
            return is_new


class Wax:
    """Believes what says so."""

    name, kept, thanks = ProviderName.ADYEN, frozenset({"x-seal"}), "[accepted]"

    def look(self, headers, body, now):
        assert now == NOW
        if headers.get("x-seal") != "ours":
            raise SignatureWrong(provider=self.name)
        if body == b"junk":
            raise NoticeUnreadable(provider=self.name)
        return Seen("" if body == b"dull" else body.decode()[:20])


@pytest.fixture(scope="module")
def house():
    box = Box()
    app = Starlette(routes=hooks.hook_routes({ProviderName.ADYEN: Wax()}, box, MovableClock(NOW), uuid4))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", port, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    requests.post(f"http://127.0.0.1:{port}/hooks/adyen", timeout=5)  # its one thread stands before a test counts
    yield box, f"http://127.0.0.1:{port}", port
    server.should_exit = True
    thread.join()


@pytest.fixture
def door(house):
    box, address, _ = house
    box.kept.clear()
    box.broken = False

    def post(body, path="/hooks/adyen", seal="ours", **more):
        return requests.post(
            address + path, data=body, headers={"X-Seal": seal, "X-Other": "secret"}, timeout=10, **more
        )

    return box, post


def test_a_notice_is_kept_raw_with_its_proof_alone_and_thanked_for(door):
    box, post = door
    answer = post(b"evt \xc3\xa4 1")
    assert (answer.status_code, answer.text) == (200, "[accepted]")
    [kept] = box.kept
    assert (kept.body, kept.headers, kept.at) == (b"evt \xc3\xa4 1", {"x-seal": "ours"}, NOW)


def test_doubled_ones_are_thanked_for_and_kept_once(door):
    box, post = door
    assert [post(b"evt 1").status_code for _ in range(3)] == [200] * 3
    assert len(box.kept) == 1


def test_many_at_once(door):
    box, post = door
    threads = [threading.Thread(target=post, args=(f"evt {each % 8}".encode(),)) for each in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(box.kept) == 8


@pytest.mark.parametrize(
    ("body", "more", "status"),
    [
        (b"evt 1", {"seal": "forged"}, 400),
        (b"junk", {}, 400),
        (b"evt 1", {"path": "/hooks/stripe"}, 404),
        (b"evt 1", {"path": "/hooks/nobody"}, 404),
        (b"evt 1", {"path": "/hooks/adyen/more"}, 404),
        (b"x" * (MOST_BYTES + 1), {}, 413),
        (iter([b"x" * 65_536] * 5), {}, 413),
    ],
)
def test_what_is_not_ours_is_not_kept_and_learns_nothing(door, body, more, status):
    box, post = door
    answer = post(body, **more)
    assert (answer.status_code, answer.text in {"", "Not Found"}) == (status, True)
    assert box.kept == []


def test_what_we_do_not_care_for_is_thanked_for_and_not_kept(door):
    box, post = door
    assert post(b"dull").status_code == 200
    assert box.kept == []


def test_without_a_disk_nobody_is_thanked(door):
    box, post = door
    box.broken = True
    assert post(b"evt 1").status_code == 503
    box.broken = False
    assert post(b"evt 1").status_code == 200


def test_only_posts(door, house):
    assert requests.get(house[1] + "/hooks/adyen", timeout=5).status_code == 405


def test_slow_ones_are_shown_out_and_hold_up_nobody(door, house, monkeypatch):
    box, post = door
    monkeypatch.setattr(hooks, "PATIENCE_S", 0.3)
    with socket.create_connection(("127.0.0.1", house[2]), 5) as line:
        line.sendall(b"POST /hooks/adyen HTTP/1.1\r\nHost: x\r\nX-Seal: ours\r\nContent-Length: 50\r\n\r\nevt")
        assert post(b"evt 2").status_code == 200
        assert b" 408 " in line.recv(200)
    with socket.create_connection(("127.0.0.1", house[2]), 5) as line:
        line.sendall(b"POST /hooks/adyen HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nevt")
    assert [each.seen.event_id for each in box.kept] == ["evt 2"]
