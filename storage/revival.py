"""Waiting for a server that is being brought back, no longer than the one who waits can bear."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from domain.errors import AppError
from storage.errors import DatabaseUnreachable

PATIENT: Final = timedelta(seconds=10)
"""For questions: a killed server is back within seconds, on a busy disk some more."""
AT_ONCE: Final = timedelta(milliseconds=300)
"""For what a station has written down already: it can wait in the journal. Source: DECISIONS 4."""


class Revival:
    """Runs `revive`, which may take minutes, on a thread of its own; at most one at a time."""

    def __init__(self, revive: Callable[[], None]) -> None:
        self._revive = revive
        self._thread: threading.Thread | None = None
        self._refusal: AppError | None = None

    def wait(self, patience: timedelta) -> None:
        """Begins to revive, or joins what goes on already, and returns when the server is back.

        Raises:
            DatabaseUnreachable: not yet; it goes on behind.
            AppError: it cannot be brought back.
        """
        if self._thread is None or not self._thread.is_alive():
            self._refusal = None
            self._thread = threading.Thread(target=self._run, name="revival", daemon=True)
            self._thread.start()
        self._thread.join(patience.total_seconds())
        if self._thread.is_alive():
            raise DatabaseUnreachable(why="it is starting again")
        if self._refusal is not None:
            raise self._refusal

    def _run(self) -> None:
        try:
            self._revive()
        except AppError as refused:
            self._refusal = refused
