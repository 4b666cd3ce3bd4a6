"""What every test gets: no display needed, one real Postgres, and nothing left running or said in passing."""

import gc
import os
import shutil
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from storage.embedded import EmbeddedServer, ensure_running
from storage.embedded.locks import FileLock
from tests.scratch import data_folder

if TYPE_CHECKING:
    from tests.storage.business import Business

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_THREAD_PATIENCE_S = 2
_FAST_AND_FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}
"""Making and dropping a database ends in a look at every shared buffer: few of them do for the few rows of a test."""
_LONGEST = frozenset({"test_played_day.py", "test_figures.py", "test_demo.py", "test_house.py", "test_long_year.py"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first: one of them begun last would be waited for by an idle core."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


def pytest_collection_finish() -> None:
    """Modules, classes and tests stay to the end: the collector, which the tests of screens call each, may pass them
    by."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """One embedded server for the whole session, in a folder of its own that goes afterwards.

    It forgets what a power cut would take: tests of durability start their own.
    """
    root = data_folder()
    with ensure_running(root, settings=_FAST_AND_FORGETFUL) as running:
        yield running
    wait_for_end(running)
    shutil.rmtree(root)


def wait_for_end(running: EmbeddedServer) -> None:
    """Returns when the keeper of a closed server has ended."""
    deadline = time.monotonic() + 30
    while not FileLock(running.layout.keeper_lock).is_free():
        assert time.monotonic() < deadline, "the keeper does not end though nobody uses its server"
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    """A thread that a test started and left running fails that test."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _THREAD_PATIENCE_S
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"left running: {sorted(thread.name for thread in left)}"


@pytest.fixture(scope="session")
def template(server: EmbeddedServer) -> Iterator[str]:
    """The migrated database that the database of every business is a copy of."""
    from tests.storage.business import TEMPLATE, close_lending, make_template

    make_template(server)
    yield TEMPLATE
    close_lending(server)


@pytest.fixture
def business(server: EmbeddedServer, template: str) -> "Iterator[Business]":
    """A small business of its own, with all seats."""
    from tests.storage.business import open_business

    with open_business(server) as opened:
        yield opened
