"""What lies over a page for a while: a toast with undo, long work with cancel, a question before something final."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QProgressBar, QWidget
from shiboken6 import isValid

from ui.background import Progress
from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, panel, row, text
from ui.widgets.buttons import button

TOAST_MS: Final = 6000


class Toast(QFrame):
    """A line at the bottom of its parent: what was done, with a way back. The newest replaces the one before."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "toast")
        self._words = text(wrap=False)
        self._undo = button(_("Undo"), self._on_undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # pressed with the mouse it takes no focus from the page
        self._on_undone: Callable[[], object] | None = None
        self._worked_at: QWidget | None = None
        self.setLayout(row(self._words, self._undo, gap=16, margin=12))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_words(self, words: str, undo: Callable[[], object] | None = None, lasts_ms: int = TOAST_MS) -> None:
        self._words.setText(words)
        if not self._undo.hasFocus():
            self._worked_at = QApplication.focusWidget()
        self._on_undone = undo
        self._undo.setVisible(undo is not None)
        self.setAccessibleName(words)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._timer.start(lasts_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def _settle(self) -> None:
        parent = self._over
        self.setMaximumWidth(parent.width() - theme().px(32))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - theme().px(24))

    def hideEvent(self, event: QHideEvent) -> None:
        """The keys go back to where they were: Qt would hand them to the first button of the window."""
        worked_at = self._worked_at
        if self._undo.hasFocus() and worked_at is not None and isValid(worked_at) and worked_at.isVisible():
            worked_at.setFocus()
        super().hideEvent(event)

    def _on_undo(self) -> None:
        self.hide()
        if self._on_undone:
            self._on_undone()


class ProgressOverlay(QWidget):
    """Veils its parent while long work runs; the work's `Progress` fills the bar, cancel asks it to stop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._what, self._bar = text("", "title", wrap=True), text("", "muted", wrap=True), QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(_("Cancel"), self._on_cancel)
        self._progress: Progress | None = None
        box = panel("card", self._title, self._bar, self._what, row(None, self._cancel), gap=16, margin=24)
        box.setFixedWidth(theme().px(400))
        middle = column(None, row(None, box, None), None)
        self.setLayout(middle)
        parent.installEventFilter(self)
        self.hide()

    def begin(self, title: str, progress: Progress) -> None:
        """Shows at once; call `end` from both answers of the work."""
        self._progress = progress
        progress.moved.connect(self._on_moved)
        self._title.setText(title)
        self._what.setText("")
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.setAccessibleName(title)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._cancel.setFocus()

    def end(self) -> None:
        if self._progress is not None:
            self._progress.moved.disconnect(self._on_moved)
            self._progress = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def _on_moved(self, done: int, of: int, what: str) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._what.setText(what or (_("{done} of {of}").format(done=done, of=of) if of else ""))

    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._cancel.setEnabled(False)
            self._what.setText(_("Stopping …"))


class ConfirmDialog(QDialog):
    """Asks before something final, with the deed on the button ("Retire asset"), never "OK"."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        detail: str,
        deed: str,
        *,
        danger: bool = False,
        extra: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(440))
        self.deed = button(deed, self.accept, kind="danger" if danger else "primary")
        back = button(_("Cancel"), self.reject)
        (back if danger else self.deed).setDefault(True)
        self.setLayout(
            column(
                text(title, "title", wrap=True),
                text(detail, "muted", wrap=True),
                extra,
                row(None, back, self.deed),
                gap=16,
                margin=24,
            )
        )
        (back if danger else self.deed).setFocus()


def confirm(
    parent: QWidget, title: str, detail: str, deed: str, then: Callable[[], object], *, danger: bool = False
) -> ConfirmDialog:
    """Opens the question without blocking; `then` is called when the person agrees."""
    dialog = ConfirmDialog(parent, title, detail, deed, danger=danger)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog
