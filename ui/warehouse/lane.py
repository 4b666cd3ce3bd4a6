"""Scans and buttons of one page, one after another: each gets one outcome, heard here and shown by the page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from domain.assets.codes import format_code
from domain.assets.resolve import CARDS, Card, Meaning, Resolved
from domain.assets.scan import Scan
from domain.errors import AppError
from domain.scans.model import WrongKind
from ui.desk import Desk
from ui.language import _
from ui.printing.sending import LabelSender
from ui.shell.port import Shell
from ui.warehouse.attaching import Attaching
from ui.warehouse.outcomes import Outcome, Work, no_use_for, refused
from ui.warehouse.words import short_code
from ui.widgets.answer import LOOKS, Verdict
from ui.wrong_scans import WrongSeen

PATIENCE_MS: Final = 60_000
"""So long an unknown code waits for its thing; what is scanned later was not meant."""


class Settled(NamedTuple):
    """One outcome with what caused it; `text` is "" when it was no scan."""

    at: datetime
    text: str
    outcome: Outcome


_PRINT: Final = Resolved(Meaning.COMMAND, format_code("CC", 3), card=CARDS[3])


class ScanLane(QObject):
    """Scans one after another, never lost: the database thread is the queue.

    `act` and everything given to `do` run on the database thread, in the order of the calls, and must leave widgets
    alone; what they decide on is therefore always what the one before has left. `settled` comes on the GUI thread.
    """

    settled = Signal(object)
    """A `Settled`; sound and topics have gone out already."""

    pending_changed = Signal(int)
    """How many are on their way."""

    def __init__(self, shell: Shell, desk: Desk, act: Callable[[Resolved], Outcome], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk, self._act = shell, desk, act
        self.attaching = Attaching(desk)
        self._last: Resolved | None = None
        self.pending = 0
        self.is_touching = False
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(PATIENCE_MS)
        self.patience.timeout.connect(self.put_aside)

    def take(self, scan: Scan) -> None:
        """A scan of any kind, command cards too."""
        self._submit(partial(self._scanned, scan), scan)

    def refuse(self, scan: Scan, error: AppError) -> None:
        """A scan that may not count here, told in its order."""
        self._submit(partial(refused, error), scan)

    def do(self, work: Work) -> None:
        """What a button or a key asked for, behind the scans before it."""
        self._submit(partial(self._tried, work), None)

    def _scanned(self, scan: Scan) -> Outcome:
        try:
            found = self._desk.resolve(scan)
        except AppError as error:
            return refused(error)
        outcome = self._printed() if found.card is Card.PRINT else self._tried(partial(self._acted, found))
        if outcome.verdict is Verdict.REFUSED and outcome.wrong is WrongKind.UNKNOWN:
            outcome = replace(outcome, offer=self.attaching.offer(scan))
        if outcome.code or found.meaning is Meaning.UNKNOWN:
            return outcome
        return replace(outcome, code=found.text)

    def put_aside(self) -> None:
        """A code that waits for its thing waits no longer; it is said, but there is no sound."""
        self.patience.stop()
        background = self._shell.services.background
        background.run(self.attaching.put_aside, self._on_aside, self._shell.show_refusal, owner=self)

    def print(self) -> None:
        """As the card “Print” does."""
        self._submit(self._printed, None)

    def _acted(self, found: Resolved) -> Outcome:
        self._last = found if found.id is not None else self._last
        return self.attaching.act(found) or self._act(found)

    def _printed(self) -> Outcome:
        """What the page has to print; where that is nothing, the label of what was scanned last."""
        outcome = self._tried(partial(self._acted, _PRINT))
        if outcome.verdict is Verdict.REFUSED and self._last is not None:
            return self._tried(partial(self._label_again, self._last))
        return outcome

    def _label_again(self, found: Resolved) -> Outcome:
        made = None if found.id is None else self._desk.floor.labelling.of_scanned(found.meaning, found.id, found.text)
        if made is None:
            return no_use_for(Card.PRINT)
        title = _("Label {code}").format(code=made.code)
        then = partial(LabelSender(self._shell, self._desk, self).give, title, [made])
        return Outcome(Verdict.ACCEPTED, title, made.title, made.code, made.title, _("Label"), then=then)

    @staticmethod
    def _tried(work: Work) -> Outcome:
        try:
            return work()
        except AppError as error:
            return refused(error)

    def _submit(self, work: Work, scan: Scan | None) -> None:
        self._count(1)
        done = partial(self._on_done, scan)
        self._shell.services.background.run(work, done, self._on_failed, owner=self)

    def _on_done(self, scan: Scan | None, outcome: Outcome) -> None:
        self._count(-1)
        sound = LOOKS[outcome.verdict].sound
        if sound is not None:
            self._shell.play(sound)
        if scan is not None and outcome.verdict is Verdict.REFUSED and not outcome.is_away:
            self._shell.services.hub.wrong.emit(WrongSeen(scan, outcome.wrong, outcome.cause))
        at = scan.at if scan else self._desk.clock.now()
        self.settled.emit(Settled(at, short_code(scan.text) if scan else "", outcome))
        if outcome.touched:
            self._tell(outcome.touched)
        if outcome.is_waiting:
            self.patience.start()
        if outcome.then is not None:
            outcome.then()

    def _tell(self, topics: frozenset[str]) -> None:
        """`is_touching` meanwhile, so that the page itself need not load again what it has just shown."""
        self.is_touching = True
        try:
            self._shell.services.changes.touch(topics)
        finally:
            self.is_touching = False

    def _on_aside(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.settled.emit(Settled(self._desk.clock.now(), "", outcome))

    def _on_failed(self, error: Exception) -> None:
        self._count(-1)
        self._shell.show_refusal(error)

    def _count(self, by: int) -> None:
        self.pending += by
        self.pending_changed.emit(self.pending)
