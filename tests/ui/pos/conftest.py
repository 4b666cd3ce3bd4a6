"""The counter: a small window for its dialogs, and the real one on the small real business, under the till's login."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.resolve import Meaning
from domain.assets.scan import Scan
from hardware.terminals.simulator import TrainingTerminal
from tests.storage.business import Business
from tests.storage.till_story import open_till
from tests.ui.desk import Line, desk_for
from tests.ui.shell.conftest import world
from tests.ui.station import Station
from ui.background import Background
from ui.pos.devices import NoDevices
from ui.pos.screens import screens
from ui.shell.port import Session, Target
from ui.theme import Theme

__all__ = ["world"]


class Place(Station):
    """One till of the store, and the terminal beside it."""

    def __init__(self, business: Business, theme: Theme, background: Background, folder: Path, qtbot: QtBot) -> None:
        self.till_id = open_till(business)
        self.terminal = TrainingTerminal(0.001)
        line = Line()
        desk = replace(desk_for(business, Seat.POS, folder / "papers", line), devices=NoDevices(self.terminal))
        super().__init__(business, background, qtbot, desk, line)
        self.stand(screens(desk), Session("Jo", "Tresen", ("pos",)), theme, folder)

    def scan(self, *codes: str) -> None:
        """One after the other, as things are put on the counter."""
        for code in codes:
            super().scan(code)

    def _target(self, scan: Scan) -> Target | None:
        found = self.desk.resolve(scan)
        return Target("handovers", found.text) if found.meaning is Meaning.ORDER else None


@pytest.fixture
def place(business: Business, theme: Theme, background: Background, tmp_path: Path, qtbot: QtBot) -> Iterator[Place]:
    till = Place(business, theme, background, tmp_path, qtbot)
    with till.small():
        yield till
