"""What all warehouse screens share: a scan comes in, one outcome goes out, in order, seen and heard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QTabWidget, QWidget

from domain.assets.codes import format_code
from domain.assets.resolve import CARDS, Card, Meaning, Resolved
from domain.assets.scan import Scan
from domain.errors import AppError
from domain.scans.model import WrongKind
from ui.desk import Desk
from ui.language import _
from ui.printing.sending import LabelSender
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.warehouse.attaching import Attaching, AttachStrip
from ui.warehouse.outcomes import Outcome, Work, give, no_use_for, not_here, refused, unknown
from ui.warehouse.sides import WorkSides
from ui.warehouse.words import short_code
from ui.widgets.answer import LOOKS, Answer, AnswerPanel, Verdict
from ui.widgets.base import column
from ui.widgets.scan_list import ScanList, ScanRow
from ui.wrong_scans import WrongSeen

T = TypeVar("T")
__all__ = ["Outcome", "ScanLane", "ScanPage", "Settled", "give", "no_use_for", "not_here", "refused", "unknown"]

SLOW_MS: Final = 700
"""After this long without an answer the panel says that it is on its way."""


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
        if outcome.then is not None:
            outcome.then()

    def _tell(self, topics: frozenset[str]) -> None:
        """`is_touching` meanwhile, so that the page itself need not load again what it has just shown."""
        self.is_touching = True
        try:
            self._shell.services.changes.touch(topics)
        finally:
            self.is_touching = False

    def _on_failed(self, error: Exception) -> None:
        self._count(-1)
        self._shell.show_refusal(error)

    def _count(self, by: int) -> None:
        self.pending += by
        self.pending_changed.emit(self.pending)


class _Steady(QWidget):
    """Does not ask for the height that its lists would like, only for what they need."""

    def hasHeightForWidth(self) -> bool:
        return False


class _Upper(QWidget):
    """The answer with what stands below it: never lower than both need at this width."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts = column(*parts, gap=12)
        self.setLayout(self._parts)

    def hasHeightForWidth(self) -> bool:
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            needed = max(self._parts.totalMinimumSize().height(), self._parts.totalHeightForWidth(self.width()))
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
                # What is around is being laid out just now and would not hear of it.
                QTimer.singleShot(0, self, self.updateGeometry)
        return done


class ScanPage(Page):
    """A page that lives on scans: the big answer, the list of the last scans, undo by key and card.

    `act` says what a scan does, on the database thread (see `ScanLane`). Override `show_state` to show what an outcome
    carries, and `answer_of` to add progress, the next step and the hint.
    """

    def __init__(self, shell: Shell, desk: Desk, title: str, act: Callable[[Resolved], Outcome]) -> None:
        super().__init__(shell, title)
        self.desk = desk
        self.lane = ScanLane(shell, desk, act, self)
        self.answer, self.scans, self.strip = AnswerPanel(), ScanList(), AttachStrip()
        attaching = self.lane.attaching
        self.strip.attach_wanted.connect(lambda offer: self.lane.do(partial(attaching.attach, offer)))
        self.strip.wait_wanted.connect(lambda offer: self.lane.do(partial(attaching.wait, offer)))
        key = QShortcut(QKeySequence("Ctrl+P"), self)
        key.activated.connect(self.lane.print)
        self.lane.settled.connect(self._on_settled)
        self.lane.pending_changed.connect(self._on_pending)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._show_slow)

    def set_content(self, layout: QLayout) -> None:
        """Fills the page so that it is as high as the window: lists give way before the page begins to scroll."""
        inside = _Steady()
        layout.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(layout)
        self.setLayout(column(inside))

    def set_parts(self, lower: QWidget, side: QWidget) -> None:
        """Fills the page: the answer above `lower`, `side` beside them where there is room."""
        below = _Steady()
        below.setLayout(column(lower))
        self.set_content(column(WorkSides(_Upper(self.answer, self.strip), below, side)))

    def bring(self, stack: QStackedWidget | QTabWidget, index: int) -> None:
        """Another part comes to the front; the focus of the one before goes to the page, not into the new part."""
        before = stack.currentWidget()
        focus = self.focusWidget()
        if index != stack.currentIndex() and before is not None and focus is not None and before.isAncestorOf(focus):
            self.setFocus()
        stack.setCurrentIndex(index)

    def on_scan(self, scan: Scan) -> bool:
        self.lane.take(scan)
        return True

    def on_refused(self, scan: Scan, error: AppError) -> bool:
        self.lane.refuse(scan, error)
        return True

    def load(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Asks on the database thread, behind the scans before it; a refusal is shown above the page."""
        self.shell.services.background.run(work, done, self.shell.show_refusal, owner=self)

    def show_state(self, state: Any) -> None:
        """Shows what the screen is about from now on."""

    def answer_of(self, outcome: Outcome) -> Answer:
        """What the panel shows for an outcome; the state it carries is shown already."""
        return Answer(outcome.verdict, outcome.title, outcome.detail)

    def _on_pending(self, pending: int) -> None:
        if not pending:
            self._slow.stop()
        elif not self._slow.isActive():
            self._slow.start()

    def _show_slow(self) -> None:
        """An older answer must not pass for the one that is still on its way."""
        words = _("The answer is on its way. You can go on scanning.")
        self.answer.show_answer(
            replace(self.answer.answer, verdict=Verdict.WAITING, title=_("One moment …"), detail=words)
        )

    def _on_settled(self, settled: Settled) -> None:
        outcome = settled.outcome
        if outcome.state is not None:
            self.show_state(outcome.state)
        self.answer.show_answer(self.answer_of(outcome))
        self.strip.show_offer(outcome.offer)
        if settled.text and outcome.verdict is Verdict.REFUSED and not outcome.is_away:
            self.strip.count_wrong()
        if outcome.attached is not None:
            attached = outcome.attached
            self.shell.toast(outcome.detail, lambda: self.lane.do(partial(self.lane.attaching.take_off, attached)))
        if settled.text:
            self._bring_answer_into_view()
        if outcome.is_listed:
            code = outcome.code or settled.text
            self.scans.put(ScanRow(settled.at, code, outcome.what or outcome.title, outcome.verdict, outcome.result))

    def _bring_answer_into_view(self) -> None:
        """On a small window the page scrolls; whoever scans looks at the answer."""
        around = self.parentWidget()
        area = around.parentWidget() if around is not None else None
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
