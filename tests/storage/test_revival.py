"""Who waits for a server waits no longer than asked; the revival goes on behind, one at a time."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.errors import Unavailable
from storage.errors import DatabaseUnreachable
from storage.revival import Revival

SOON, LONG = timedelta(milliseconds=20), timedelta(seconds=20)


class Server:
    """Comes back when the test says so."""

    def __init__(self) -> None:
        self.may_come, self.begun = threading.Event(), 0

    def revive(self) -> None:
        self.begun += 1
        self.may_come.wait(20)


@pytest.fixture
def server() -> Iterator[Server]:
    slow = Server()
    yield slow
    slow.may_come.set()


def test_the_impatient_go_on_and_the_next_joins_what_is_under_way(server: Server) -> None:
    revival = Revival(server.revive)
    for _ in range(3):
        with pytest.raises(DatabaseUnreachable):
            revival.wait(SOON)
    assert server.begun == 1
    server.may_come.set()
    revival.wait(LONG)
    assert server.begun == 1


def test_the_next_outage_is_revived_anew(server: Server) -> None:
    revival = Revival(server.revive)
    server.may_come.set()
    revival.wait(LONG)
    revival.wait(LONG)
    assert server.begun == 2


def test_a_server_that_cannot_come_back_is_said() -> None:
    class Broken(Unavailable):
        code = "broken"

    def revive() -> None:
        raise Broken

    with pytest.raises(Broken):
        Revival(revive).wait(LONG)
