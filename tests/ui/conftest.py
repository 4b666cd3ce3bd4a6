"""What the tests of the screens share: a theme that is worn, English texts, work that is closed at the end."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from domain.clock import MovableClock
from ui import language
from ui.background import Background
from ui.theme import Mode, Theme


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def cycles_end_on_the_gui_thread() -> Iterator[None]:
    """As in the program (`ui/collector.py`): no other thread may happen to collect a widget."""
    was_on = gc.isenabled()
    gc.disable()
    yield
    gc.collect()
    if was_on:
        gc.enable()


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
