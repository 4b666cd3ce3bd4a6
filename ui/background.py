"""Work off the GUI thread: one thread for the database, a few for everything else, answers on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Cancelled(Exception):
    """The person asked for the work to stop. Reaches `failed` like any other end without a result."""


class Progress(QObject):
    """Tells the GUI how far long work is, and the work whether to stop. Made on the GUI thread, used on both."""

    moved = Signal(int, int, str)
    """(done, of, what): `of` 0 means that the end is not known."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()

    def cancel(self) -> None:
        self._stop.set()

    def report(self, done: int, of: int, what: str = "") -> None:
        """Called by the work, from any thread.

        Raises:
            Cancelled: the person pressed cancel; let it pass through the work.
        """
        if self._stop.is_set():
            raise Cancelled
        self.moved.emit(done, of, what)


@dataclass(eq=False, slots=True)
class _Job:
    """One piece of work and its two answers. `owner`: while this object lives, the answers are wanted."""

    done: Callable[[Any], None]
    failed: Failed
    owner: QObject | None
    future: "Future[Any]" = field(default_factory=Future)


class Background(QObject):
    """Runs work elsewhere and brings the answer back. Lives on the GUI thread; one for the program."""

    busy_changed = Signal(bool)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, other_threads: int = 3) -> None:
        super().__init__(parent)
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._others = ThreadPoolExecutor(other_threads, thread_name_prefix="other")
        self._open: set[_Job] = set()
        self._closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return bool(self._open)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, owner: QObject | None = None
    ) -> None:
        """Do `work` on the database thread, in the order of the calls.

        Exactly one of `done` and `failed` is called, later, on the GUI thread; neither when `owner` was deleted
        meanwhile or the program is closing.
        """
        self._submit(self._database, work, done, failed, owner)

    def run_other(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, owner: QObject | None = None
    ) -> None:
        """Like `run`, on one of the threads for network, pictures and documents; the order is not kept."""
        self._submit(self._others, work, done, failed, owner)

    def shut_down(self) -> None:
        """Drops what has not begun, waits for what has, and calls nobody any more. Safe to call twice."""
        self._closed = True
        for pool in (self._database, self._others):
            pool.shutdown(wait=True, cancel_futures=True)
        self._open.clear()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed,
        owner: QObject | None,
    ) -> None:
        if self._closed:
            return
        job = _Job(done, failed, owner)
        self._open.add(job)
        if len(self._open) == 1:
            self.busy_changed.emit(True)
        job.future = pool.submit(work)
        job.future.add_done_callback(lambda _: self._report(job))

    def _report(self, job: _Job) -> None:
        """On the worker's thread."""
        if not self._closed and isValid(self):
            self._finished.emit(job)

    @Slot(object)
    def _on_finished(self, job: _Job) -> None:
        if self._closed or job not in self._open:
            return
        self._open.discard(job)
        if not self._open:
            self.busy_changed.emit(False)
        if job.owner is not None and not isValid(job.owner):
            return
        error = job.future.exception()
        if error is None:
            job.done(job.future.result())
        elif isinstance(error, Exception):
            job.failed(error)
        else:
            raise error
