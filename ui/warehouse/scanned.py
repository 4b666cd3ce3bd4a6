"""What all warehouse screens share: a scan comes in, one outcome goes out, in order, seen and heard."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QTabWidget, QWidget

from domain.assets.resolve import Resolved
from domain.assets.scan import Scan
from domain.errors import AppError
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.warehouse.attaching import AttachStrip
from ui.warehouse.lane import ScanLane, Settled
from ui.warehouse.outcomes import Outcome, give, no_use_for, not_here, refused, unknown
from ui.warehouse.sides import WorkSides
from ui.widgets.answer import Answer, AnswerPanel, Verdict
from ui.widgets.base import column
from ui.widgets.scan_list import ScanList, ScanRow

T = TypeVar("T")
__all__ = ["Outcome", "ScanLane", "ScanPage", "Settled", "give", "no_use_for", "not_here", "refused", "unknown"]

SLOW_MS: Final = 700
"""After this long without an answer the panel says that it is on its way."""


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

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.lane.patience.isActive() and not event.spontaneous():  # the page was left, not the window made small
            self.lane.put_aside()

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
