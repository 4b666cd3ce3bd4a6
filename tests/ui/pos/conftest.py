"""The counter: a small window for its dialogs, and the real one on the small real business, under the till's login."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.resolve import Meaning
from domain.assets.scan import Scan
from hardware.terminals.simulator import TrainingTerminal
from tests.storage.business import Business
from tests.storage.till_story import open_till
from tests.ui.desk import Line, ShownPapers, desk_for
from tests.ui.shell.conftest import SimpleFraming, world
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.pos.devices import NoDevices
from ui.pos.screens import screens
from ui.scanning import ScanHub
from ui.shell.page import Page
from ui.shell.port import Services, Session, Target
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow
from ui.sounds import Sound, Sounds
from ui.theme import Theme

__all__ = ["world"]

P = TypeVar("P", bound=Page)


class Place:
    """One till of the store: its window, its desk, the business behind, and what a person does there."""

    def __init__(self, business: Business, theme: Theme, background: Background, folder: Path, qtbot: QtBot) -> None:
        self.business, self.qtbot, self.line = business, qtbot, Line()
        self.till_id = open_till(business)
        self.terminal = TrainingTerminal(0.001)
        desk = desk_for(business, Seat.POS, folder / "papers", self.line)
        self.desk: Desk = replace(desk, devices=NoDevices(self.terminal))
        self.background, self.changes = background, Changes()
        self.hub = ScanHub(business.clock, background)
        self.sounds = Sounds(muted=True)
        services = Services(background, self.changes, self.hub, self.sounds, resolve=self._target)
        preferences = Preferences(folder / "window.ini")
        preferences.is_muted = True
        session = Session("Jo", "Tresen", ("pos",))
        self.window = MainWindow(
            services, screens(self.desk), session, theme=theme, preferences=preferences, framing=SimpleFraming()
        )

    @property
    def papers(self) -> list[Path]:
        """What was shown to the person, oldest first."""
        folder = self.desk.folder
        assert isinstance(folder, ShownPapers)
        return folder.shown

    @property
    def sound(self) -> Sound | None:
        return self.sounds.last

    def open(self, screen: str, kind: type[P], argument: str = "") -> P:
        self.window.open(screen, argument)
        self.settle()
        found = self.window.current_page()
        assert isinstance(found, kind)
        return found

    def scan(self, *codes: str) -> None:
        for number, code in enumerate(codes):
            self.hub.scanned.emit(Scan(code, None, self.business.clock.now(), f"wedge:{number}"))
            self.settle()

    def press(self, act: Callable[[], object]) -> None:
        act()
        self.settle()

    def settle(self) -> None:
        """Until nothing is on its way."""
        self.qtbot.waitUntil(lambda: not self.background.is_busy)
        self.qtbot.wait(1)
        self.qtbot.waitUntil(lambda: not self.background.is_busy)

    def _target(self, scan: Scan) -> Target | None:
        found = self.desk.resolve(scan)
        return Target("handovers", found.text) if found.meaning is Meaning.ORDER else None


@pytest.fixture
def place(business: Business, theme: Theme, background: Background, tmp_path: Path, qtbot: QtBot) -> Iterator[Place]:
    till = Place(business, theme, background, tmp_path, qtbot)
    till.window.resize(1024, 768)
    till.window.show()
    qtbot.waitExposed(till.window)
    yield till
    till.settle()
    till.window.close()
    till.window.deleteLater()
