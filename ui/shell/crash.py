"""When the program itself is wrong: what was typed is saved, the report can be copied, the window stays usable."""

import json
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from platform import platform
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from domain.errors import AppError
from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import Sign

Entered = Callable[[], Mapping[str, str]]


class CrashDialog(QDialog):
    """Says that it was our mistake, where the report lies, and shows it on demand."""

    def __init__(self, report: str, saved_at: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setWindowTitle(_("Something went wrong"))
        self.setMinimumWidth(theme().px(560))
        words = _("This is a mistake in the program, not yours. What you had typed is kept in the report.")
        where = _("Report: {path}").format(path=saved_at) if saved_at else _("The report could not be saved; copy it.")
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Report"))
        self._text.setMinimumHeight(theme().px(200))
        self._text.hide()
        copy = button(_("Copy report"), self.copy, sign="content-copy")
        details = button(_("Details"), lambda: self._text.setVisible(not self._text.isVisible()), kind="plain")
        close = button(_("Continue"), self.accept, kind="primary")
        close.setDefault(True)
        place = text(where, "small", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        title = row(Sign("bug-outline", 40, "bad"), text(_("Something went wrong"), "title"), None, gap=16)
        layout = column(
            title, text(words, wrap=True), place, self._text, row(details, None, copy, close), gap=16, margin=24
        )
        self.setLayout(layout)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


class CrashHandler(QObject):
    """Takes what nobody caught, from any thread. An AppError is no bug and goes to `refuse`."""

    _caught = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        entered: Entered,
        refuse: Callable[[AppError], None],
        save: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._entered, self._refuse, self._save = parent, entered, refuse, save
        self._seen: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook)
        self.dialog: CrashDialog | None = None
        self._caught.connect(self.show_error, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = lambda caught: self._caught.emit(caught.exc_value)

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """On the GUI thread. The same mistake is saved every time and shown once."""
        if isinstance(error, AppError):
            self._refuse(error)
            return
        report = report_of(error, self._entered)
        saved_at = self._saved(report)
        trace = "".join(traceback.format_exception(error))
        sys.stderr.write(trace)
        if trace in self._seen or (self.dialog is not None and self.dialog.isVisible()):
            return
        self._seen.add(trace)
        self.dialog = CrashDialog(report, saved_at, self._window)
        self.dialog.open()

    def _saved(self, report: str) -> str:
        try:
            return self._save(report) if self._save else ""
        except OSError:
            return ""

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._before[0](kind, error, trace)
        else:
            self._caught.emit(error)


def report_of(error: BaseException, entered: Entered) -> str:
    """What a developer needs, and what the person had typed; a page that cannot tell does not hide the rest."""
    try:
        typed = json.dumps(dict(entered()), ensure_ascii=False, indent=2)
    except Exception as another:
        typed = f"(could not be read: {another!r})"
    trace = "".join(traceback.format_exception(error))
    return f"Umlauf · Python {sys.version.split()[0]} · Qt {qVersion()} · {platform()}\n\n{trace}\nEntered:\n{typed}\n"
