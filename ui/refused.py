"""A program that could not start says why: on the terminal, and to whoever started it with a click."""

import sys
from typing import TYPE_CHECKING

from domain.errors import AppError
from ui import language
from ui.texts import refusal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


def say(error: AppError, *, in_window: bool) -> int:
    """The exit status. `in_window`: also in a box that waits to be read, where somebody can see one."""
    print(refusal(error), file=sys.stderr, flush=True)
    if in_window:
        _show(error)
    return 1


def _show(error: AppError) -> None:
    """In the desktop's language. Qt is loaded only here: small tools, which may have none, use `say` too."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication, QMessageBox

    from ui.theme import Theme

    app = QApplication.instance() or QApplication(sys.argv)
    if not isinstance(app, QApplication) or is_unseen(app):
        return
    spoken = QLocale.system().name()[:2]
    language.use(spoken if spoken in language.LOCALES else "de")
    Theme().install(app)
    QMessageBox(QMessageBox.Icon.Information, "Umlauf", refusal(error)).exec()


def is_unseen(app: "QGuiApplication") -> bool:
    """Whether there is nobody who could press a button in a window."""
    return app.platformName() in ("offscreen", "minimal")
