"""The feed: what kinds of things changed, here or at another station. NOTIFY only wakes; the table is the truth.

Source: RELIABILITY.md 2. A transaction that commits late is never skipped: only what lies before every running
transaction is read.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import psycopg

from domain.errors import Unavailable
from storage.database import Database

_LIMIT: Final = 500
_BELL: Final = timedelta(milliseconds=500)
_CATCH_UP: Final = (
    "SELECT xid::text AS xid, seq, topic FROM umlauf.feed"
    " WHERE (xid, seq) > (%(xid)s::text::xid8, %(seq)s) AND xid < pg_snapshot_xmin(pg_current_snapshot())"
    " ORDER BY xid, seq LIMIT %(limit)s"
)


class Feed:
    """A reader with its own connection and cursor; begins with what comes after its start."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._xid, self._seq = "0", 0
        self._is_listening: object = None

    def start(self) -> None:
        """Everything until now is known. Raises DatabaseUnreachable."""
        row = self._database.read_one("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid, 0::bigint AS seq")
        if row is not None:
            self._xid, self._seq = row["xid"], -1

    def catch_up(self) -> list[str]:
        """The topics that were touched since the last call, oldest first, at most some hundred at once."""
        rows = self._database.read(_CATCH_UP, xid=self._xid, seq=self._seq, limit=_LIMIT)
        if rows:
            self._xid, self._seq = rows[-1]["xid"], rows[-1]["seq"]
        return [row["topic"] for row in rows]

    def wait(self, patience: timedelta) -> None:
        """Until the bell rings, or that long."""
        with self._database.translating() as connection:
            if self._is_listening is not connection:
                connection.execute("LISTEN umlauf_feed")
                self._is_listening = connection
            for _ in connection.notifies(timeout=patience.total_seconds(), stop_after=1):
                return

    def close(self) -> None:
        self._database.close()


class FeedThread:
    """Reads the feed until stopped and hands on what changed. A database that is away is asked again."""

    def __init__(self, feed: Feed, publish: Callable[[list[str]], None]) -> None:
        self._feed = feed
        self._publish = publish
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread has ended."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        is_started = False
        while not self._stop.is_set():
            try:
                if not is_started:
                    self._feed.start()
                    is_started = True
                topics = self._feed.catch_up()
                if topics:
                    self._publish(topics)
                if len(topics) < _LIMIT:
                    self._feed.wait(_BELL)
            except (Unavailable, psycopg.Error):
                self._stop.wait(1)
        self._feed.close()
