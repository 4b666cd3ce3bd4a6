"""The real window with the warehouse's screens on the small real business, and a hand that scans."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.resolve import Meaning
from domain.assets.scan import Scan
from hardware.scanners.photos import PhotoCamera
from tests.hardware.film import Film
from tests.storage.business import Business
from tests.ui.desk import Line, desk_for
from tests.ui.station import Station
from ui.background import Background
from ui.shell.port import Session, Target
from ui.theme import Theme
from ui.warehouse.scanned import ScanPage
from ui.warehouse.screens import screens
from ui.widgets.answer import Answer

_PAGES = {Meaning.ASSET: "asset", Meaning.SHIPMENT: "ship", Meaning.RETURN: "return"}


class Floor(Station):
    """One station of the warehouse, with a camera that looks at a film."""

    def __init__(self, business: Business, theme: Theme, background: Background, folder: Path, qtbot: QtBot) -> None:
        line = Line()
        desk = desk_for(business, Seat.WAREHOUSE, folder / "papers", line)
        super().__init__(business, background, qtbot, desk, line, self._looks_through)
        self.film: Film | None = None
        self.stand(screens(desk), Session("Mehmet", "Station 1", ("warehouse",)), theme, folder)

    @property
    def page(self) -> ScanPage:
        found = self.window.current_page()
        assert isinstance(found, ScanPage)
        return found

    @property
    def answer(self) -> Answer:
        return self.page.answer.answer

    @property
    def listed(self) -> list[tuple[str, str, str]]:
        """The list of scans, newest first: code, what, badge."""
        return [(line.code, line.what, line.word) for line in self.page.scans.scans.rows()]

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
    with station.small():
        yield station
