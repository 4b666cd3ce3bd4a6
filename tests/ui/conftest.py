"""What the tests of the screens share: a theme that is worn, English texts, work that is closed at the end."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.clock import MovableClock
from ui import language
from ui.background import Background
from ui.theme import Mode, Theme


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


class PromptBot(QtBot):
    """Looks after a millisecond, not after ten, whether what is waited for is there: most of it comes at once.

    What came may have called for more that is still under way: it has to be there twice in a row.
    """

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:  # noqa: N802 - pytest-qt's
        deadline = time.monotonic() + timeout / 1000
        wanted = seen = 1 if self._is_there(callback) else 2
        while True:
            seen = seen - 1 if self._is_there(callback) else wanted
            if not seen:
                return
            if time.monotonic() > deadline:
                callback()  # says what is missing, if it says anything
                raise TimeoutError(f"not within {timeout} ms")
            self.wait(1)

    @staticmethod
    def _is_there(callback: Callable[[], bool | None]) -> bool:
        try:
            return callback() is not False
        except AssertionError:
            return False


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PromptBot(request)


@pytest.fixture(autouse=True)
def cycles_end_on_the_gui_thread() -> Iterator[None]:
    """As in the program (`ui/collector.py`): no other thread may happen to collect a widget."""
    was_on = gc.isenabled()
    gc.disable()
    yield
    gc.collect()
    if was_on:
        gc.enable()


@pytest.fixture(autouse=True)
def no_widget_stays(cycles_end_on_the_gui_thread: None) -> Iterator[None]:
    """What a test made and nobody holds goes with it: a theme is put on whatever is left, by every test after it."""
    before = set(_alone())
    yield
    for address, widget in _alone().items():
        if address not in before:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _alone() -> dict[int, QWidget]:
    """Widgets in nobody's hands, by where they lie."""
    alone = (widget for widget in QApplication.topLevelWidgets() if widget.parent() is None)
    return {shiboken6.getCppPointer(widget)[0]: widget for widget in alone}


@pytest.fixture(autouse=True, scope="module")
def files_begin_bare() -> Iterator[None]:
    """Putting a theme on and off takes longer than most tests, so those of one file keep it on. What is left of the
    files before is looked at by the collector once, not after every test."""
    gc.collect()
    gc.freeze()
    yield
    _bare()


@pytest.fixture(autouse=True)
def bare_without_a_theme(request: pytest.FixtureRequest) -> None:
    """A test that asks for no theme sees none."""
    if "theme" not in request.fixturenames:
        _bare()


def _bare() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        app.setStyleSheet("")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(Mode.LIGHT).install(qapp)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    running = Background()
    yield running
    running.shut_down()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 23, 9, 42, 7, tzinfo=UTC))
