"""The real window with the warehouse's screens on the small real business, and a hand that scans."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.resolve import Meaning
from domain.assets.scan import Scan
from hardware.scanners.photos import PhotoCamera
from tests.hardware.film import Film
from tests.storage.business import Business
from tests.ui.desk import Line, ShownPapers, desk_for
from tests.ui.shell.conftest import SimpleFraming
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.scanning import ScanHub
from ui.shell.page import Page
from ui.shell.port import Services, Session, Target
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow
from ui.sounds import Sound, Sounds
from ui.theme import Theme
from ui.warehouse.scanned import ScanPage
from ui.warehouse.screens import screens
from ui.widgets.answer import Answer

P = TypeVar("P", bound=Page)
_PAGES = {Meaning.ASSET: "asset", Meaning.SHIPMENT: "ship", Meaning.RETURN: "return"}


class Floor:
    """One station of the warehouse: its window, its desk, the business behind, and what a person does there."""

    def __init__(self, business: Business, theme: Theme, background: Background, folder: Path, qtbot: QtBot) -> None:
        self.business, self.qtbot = business, qtbot
        self.line = Line()
        self.desk: Desk = desk_for(business, Seat.WAREHOUSE, folder / "papers", self.line)
        self.background, self.changes = background, Changes()
        self.hub = ScanHub(business.clock, background)
        self.sounds = Sounds(muted=True)
        self.film: Film | None = None
        services = Services(
            background, self.changes, self.hub, self.sounds, resolve=self._target, photos=self._looks_through
        )
        preferences = Preferences(folder / "window.ini")
        preferences.is_muted = True
        session = Session("Mehmet", "Station 1", ("warehouse",))
        framing = SimpleFraming()
        self.window = MainWindow(
            services, screens(self.desk), session, theme=theme, preferences=preferences, framing=framing
        )

    @property
    def papers(self) -> list[Path]:
        """What was shown to the person, oldest first."""
        folder = self.desk.folder
        assert isinstance(folder, ShownPapers)
        return folder.shown

    @property
    def page(self) -> ScanPage:
        found = self.window.current_page()
        assert isinstance(found, ScanPage)
        return found

    @property
    def answer(self) -> Answer:
        return self.page.answer.answer

    @property
    def sound(self) -> Sound | None:
        return self.sounds.last

    @property
    def listed(self) -> list[tuple[str, str, str]]:
        """The list of scans, newest first: code, what, badge."""
        return [(line.code, line.what, line.word) for line in self.page.scans.scans.rows()]

    def open(self, screen: str, kind: type[P], argument: str = "") -> P:
        self.window.open(screen, argument)
        self.settle()
        found = self.window.current_page()
        assert isinstance(found, kind)
        return found

    def scan(self, *codes: str) -> None:
        """All at once, as a quick hand does; then waits for the last answer."""
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

    def _looks_through(self) -> PhotoCamera:
        assert self.film is not None, "no film in the camera"
        return PhotoCamera(self.film.open)

    def _target(self, scan: Scan) -> Target | None:
        found = self.desk.resolve(scan)
        page = _PAGES.get(found.meaning)
        return Target(page, found.text) if page else None


@pytest.fixture
def floor(business: Business, theme: Theme, background: Background, tmp_path: Path, qtbot: QtBot) -> Iterator[Floor]:
    station = Floor(business, theme, background, tmp_path, qtbot)
    station.window.resize(1024, 768)
    station.window.show()
    qtbot.waitExposed(station.window)
    yield station
    station.settle()
    station.window.close()
    station.window.deleteLater()
