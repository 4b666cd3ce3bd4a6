"""A mistake of the program costs nobody what they typed."""

import sys
import threading

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from domain.errors import NotFound
from tests.ui.shell.conftest import World, page
from ui.shell.crash import report_of
from ui.shell.window import MainWindow


def _bug(number: int = 0) -> Exception:
    try:
        return ZeroDivisionError(str(number / 0))
    except ZeroDivisionError as error:
        return error


def test_the_report_holds_the_mistake_and_what_was_typed(world: World, window: MainWindow, qtbot: QtBot) -> None:
    page(window).field.setText("Lena Öztürk")
    page(window).field.setModified(True)
    window.crashes.show_error(_bug())
    dialog = window.crashes.dialog
    assert dialog is not None
    assert "ZeroDivisionError" in world.reports[0]
    assert '"ship.field": "Lena Öztürk"' in world.reports[0]
    dialog.copy()
    assert QGuiApplication.clipboard().text() == world.reports[0]
    assert not dialog.findChild(QPlainTextEdit).isVisible()
    dialog.accept()
    assert page(window).field.text() == "Lena Öztürk"


def test_the_same_mistake_is_shown_once_and_saved_each_time(world: World, window: MainWindow) -> None:
    error = _bug()
    window.crashes.show_error(error)
    window.crashes.dialog.accept()
    window.crashes.show_error(error)
    assert not window.crashes.dialog.isVisible()
    assert len(world.reports) == 2


def test_a_refusal_nobody_caught_is_no_bug(world: World, window: MainWindow) -> None:
    window.crashes.show_error(NotFound())
    assert window.crashes.dialog is None
    assert window.notice.isVisible()
    assert world.reports == []


def test_mistakes_of_other_threads_arrive_too(world: World, window: MainWindow, qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook)
    window.crashes.install()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: window.crashes.dialog is not None)
    window.crashes.dialog.accept()
    window.crashes.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_page_that_cannot_say_what_was_typed_does_not_hide_the_mistake() -> None:
    def broken() -> dict[str, str]:
        raise RuntimeError("page is gone")

    report = report_of(_bug(), broken)
    assert "ZeroDivisionError" in report
    assert "page is gone" in report
