"""A window with small pages, and hands that type and scan."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from domain.assets.scan import Scan
from domain.clock import MovableClock
from ui.background import Background
from ui.changes import Changes
from ui.scanning import ScanHub
from ui.shell.camera import OpenCamera
from ui.shell.page import Page
from ui.shell.port import Screen, SearchHit, Services, Session, Shell, Target
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow
from ui.sounds import Sounds
from ui.theme import Theme
from ui.widgets.base import column


class SimpleFraming:
    """Takes three characters or more that end with a newline for a scan: the speed is the filter's hold."""

    device, hold_ms = "wedge", 35

    def __init__(self) -> None:
        self._text = ""

    def feed(self, text: str, at_ms: int) -> str | None:
        if text != "\n":
            self._text += text
            return None
        found, self._text = self._text, ""
        return found if len(found) >= 3 else None

    def reset(self) -> None:
        self._text = ""


class Hands:
    """Presses keys as the window system does: a shortcut question, the press, the release."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, widget: QWidget, character: str) -> None:
        key, text = (Qt.Key.Key_Return, "\r") if character == "\n" else (Qt.Key(ord(character.upper()[0])), character)
        shift = Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, shift, text))

    def scan(self, widget: QWidget, code: str) -> None:
        for character in code + "\n":
            self.press(widget, character)

    def type(self, widget: QWidget, words: str, pause_ms: int = 60) -> None:
        for character in words:
            self.press(widget, character)
            self._qtbot.wait(pause_ms)


class PlainPage(Page):
    """A field, a button, and a memory of what it was told."""

    def __init__(self, shell: Shell, title: str = "Plain", takes: Callable[[Scan], bool] = lambda _scan: False) -> None:
        super().__init__(shell, title)
        self.field, self.pressed = QLineEdit(), QPushButton("Deed")
        self.field.setObjectName("field")
        self.clicks, self.scans, self.targets, self.kinds, self.undone = [], [], [], [], 0
        self.pressed.clicked.connect(lambda: self.clicks.append(True))
        self._takes = takes
        self.setLayout(column(self.field, self.pressed, None))

    def show_target(self, argument: str) -> None:
        self.targets.append(argument)

    def on_scan(self, scan: Scan) -> bool:
        if not self._takes(scan):
            return False
        self.scans.append(scan.text)
        return True

    def on_changes(self, kinds: frozenset[str]) -> None:
        self.kinds.append(kinds)

    def undo(self) -> None:
        self.undone += 1


class World:
    """The window's surroundings, to be set before it is opened."""

    def __init__(self, theme: Theme, background: Background, clock: MovableClock, folder: Path) -> None:
        self.theme, self.background, self.clock, self.folder = theme, background, clock, folder
        self.hits: Sequence[SearchHit] = ()
        self.asked: list[str] = []
        self.resolve: Callable[[Scan], Target | None] = lambda _scan: None
        self.change_seat: Callable[[str], str] | None = None
        self.read_picture: Callable[[bytes], Sequence[Scan]] | None = None
        self.reports: list[str] = []
        self.seats: tuple[str, ...] = ("warehouse", "backoffice")
        self.changes = Changes()
        self.camera: OpenCamera | None = None
        self.takes: Callable[[Scan], bool] = lambda scan: scan.text.startswith("MINE")

    def search(self, words: str) -> Sequence[SearchHit]:
        self.asked.append(words)
        return self.hits

    def save(self, report: str) -> str:
        self.reports.append(report)
        return "crash-1.txt"

    def open(self) -> MainWindow:
        services = Services(
            self.background,
            self.changes,
            ScanHub(self.clock, self.background, self.read_picture),
            Sounds(muted=True),
            search=self.search,
            resolve=self.resolve,
            change_seat=self.change_seat,
            save_crash=self.save,
            camera=self.camera,
        )
        screens = [
            Screen("ship", "Ship", "truck-outline", "warehouse", lambda shell: PlainPage(shell, "Ship", self.takes)),
            Screen("receive", "Receive", "package-down", "warehouse", lambda shell: PlainPage(shell, "Receive")),
            Screen("orders", "Orders", "cart-outline", "backoffice", lambda shell: PlainPage(shell, "Orders")),
            Screen("asset", "Asset", "bicycle", "", lambda shell: PlainPage(shell, "Asset"), listed=False),
            Screen("kpis", "KPIs", "chart-line", "owner", lambda shell: PlainPage(shell, "KPIs")),
            Screen("bills", "Bills", "receipt", "backoffice", lambda shell: PlainPage(shell, "Bills"), listed=False),
            Screen("due", "Due", "cart", "warehouse", lambda shell: PlainPage(shell, "Due"), False, instead_of="bills"),
        ]
        preferences = Preferences(self.folder / "window.ini")
        preferences.is_muted = True
        return MainWindow(
            services,
            screens,
            Session("Mehmet Kaya", "Station 1", self.seats),
            theme=self.theme,
            preferences=preferences,
            framing=SimpleFraming(),
        )


@pytest.fixture
def world(theme: Theme, background: Background, clock: MovableClock, tmp_path: Path) -> World:
    return World(theme, background, clock, tmp_path)


@pytest.fixture
def window(world: World, qtbot: QtBot) -> Iterator[MainWindow]:
    opened = world.open()
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitExposed(opened)
    qtbot.waitUntil(lambda: opened.keys is not None and opened.keys.is_listening)
    yield opened
    if isValid(opened):
        opened.close()


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


def page(window: MainWindow) -> PlainPage:
    found = window.current_page()
    assert isinstance(found, PlainPage)
    return found
