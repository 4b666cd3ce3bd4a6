"""Opening the business behind a window that stands already: first in the queue of the database thread.

What pages ask and what is scanned meanwhile waits behind it and is answered in its order.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from ui.background import Background, Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shell.port import Session, Target

_UNSEEN_MS: Final = 2000
"""A window that is started minimised is never painted, and has to work all the same."""


class Station(Protocol):
    """The station as the window watches it. All of it on the database thread."""

    def deliver_waiting(self) -> frozenset[str]:
        """Sends what waits in the journal; the topics that this touched."""
        ...

    @property
    def is_connected(self) -> bool:
        """Asks the server; one that does not answer is brought back behind where that can be done."""
        ...

    @property
    def waiting(self) -> int: ...


class FeedReader(Protocol):
    """Reads what other stations changed, on a thread of its own."""

    def start(self) -> None: ...

    def stop(self) -> None:
        """Returns when its thread has ended."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known once the business is open.

    `listen` makes the feed reader that calls back with topics from its own thread.
    """

    session: "Session"
    station: Station
    listen: "Callable[[Callable[[Sequence[str]], None]], FeedReader]"


Told = Callable[[str, int, int], None]
"""Gets each step of opening: its code, and how far it is (done, of; 0 of 0 where that is not known).

Raises Cancelled when nobody waits any more; to be let through.
"""

Open = Callable[[Told], Opened]
"""Opens the business, or gives up what it has begun and raises; may be called again then."""


class Once:
    """What is opened at most once, by whoever comes first; what an attempt that failed had begun is closed again."""

    def __init__(self, begin: Callable[[ExitStack, Told], Opened], said: Told) -> None:
        """`said` gets the steps too, for the terminal."""
        self._begin, self._said = begin, said
        self._held = ExitStack()
        self._opened: Opened | None = None

    def open(self, told: Told = lambda _step, _done, _of: None) -> Opened:
        def both(step: str, done: int, of: int) -> None:
            self._said(step, done, of)
            told(step, done, of)

        if self._opened is None:
            with ExitStack() as held:
                self._opened = self._begin(held, both)
                self._held = held.pop_all()
        return self._opened

    def close(self) -> None:
        self._held.close()


class Opening(QObject):
    """Tries until the business is open or the person gives up. Made on the GUI thread."""

    stepped = Signal(str, int, int)
    opened = Signal(object)
    """An `Opened`."""

    failed = Signal(object)
    """This exception ended the attempt; the thread waits for `try_again` or `give_up`."""

    _arrived = Signal(str, int, int)
    _refused = Signal(object)

    def __init__(self, background: Background, open_business: Open, parent: QObject) -> None:
        """Takes its place at the head of the queue; `begin` sets it going."""
        super().__init__(parent)
        self._open_business = open_business
        self._go = Event()
        self.is_open, self.has_failed, self._is_given_up = False, False, False
        self._arrived.connect(self.stepped, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(self._on_refused, Qt.ConnectionType.QueuedConnection)
        background.run(self._work, self._on_opened, self._on_ended, owner=self)

    def begin(self) -> None:
        """Called when the window can be used: until then nothing may slow it down."""
        self._go.set()

    def try_again(self) -> None:
        self.has_failed = False
        self._go.set()

    def give_up(self) -> None:
        """The thread becomes free at the next step. Harmless when it is open already."""
        self._is_given_up = True
        self._go.set()

    def _work(self) -> Opened:
        """On the database thread."""
        while True:
            self._go.wait()
            self._go.clear()
            if self._is_given_up:
                raise Cancelled
            try:
                return self._open_business(self._tell)
            except Cancelled:
                raise
            except Exception as error:  # a bug too must leave the way open to try again
                self._refused.emit(error)

    def _tell(self, step: str, done: int, of: int) -> None:
        if self._is_given_up:
            raise Cancelled
        self._arrived.emit(step, done, of)

    def _on_opened(self, found: Opened) -> None:
        self.is_open = True
        self.opened.emit(found)

    def _on_refused(self, error: Exception) -> None:
        self.has_failed = True
        self.failed.emit(error)

    @staticmethod
    def _on_ended(error: Exception) -> None:
        if not isinstance(error, Cancelled):
            raise error


def first_page(kind: str) -> "Target | None":
    """Where the window goes once the business is open; None: it stays. A house with nothing in it is set up first."""
    from ui.shell.port import Target

    return Target("setup") if kind == "new" else None


def reached(find: Callable[[], object]) -> Any:
    """Stands for what arrives later: each call on it finds the real one then, on the thread that calls."""
    return _Reached(find)


class FirstPaint(QObject):
    """Calls once, after the first painting of the widget; of one that nobody shows, after a while."""

    def __init__(self, watched: QObject, call: Callable[[], None]) -> None:
        super().__init__(watched)
        self._call: Callable[[], None] | None = call
        watched.installEventFilter(self)
        QTimer.singleShot(_UNSEEN_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    def _end(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()


class _Reached:
    def __init__(self, find: Callable[[], object]) -> None:
        self._find = find

    def __call__(self, *values: Any, **named: Any) -> Any:
        found: Any = self._find()
        return found(*values, **named)

    def __getattr__(self, name: str) -> "_Reached":
        """Parts of parts are reached the same way: nothing is looked for until something is called."""
        return _Reached(lambda: getattr(self._find(), name))
