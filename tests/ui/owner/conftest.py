"""The owner's pages on the small real business."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from tests.storage.business import Business
from tests.ui.backoffice.conftest import SilentShell
from tests.ui.desk import desk_for
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.scanning import ScanHub
from ui.shell.page import Page
from ui.shell.port import Services
from ui.sounds import Sounds
from ui.theme import Theme


class Owner:
    """Lena's desk. `settle` waits until nothing is on its way any more."""

    def __init__(self, desk: Desk, shell: SilentShell, qtbot: QtBot) -> None:
        self.desk, self.shell, self.qtbot = desk, shell, qtbot

    def show(self, make: Callable[[Desk, SilentShell], Page], argument: str = "") -> Page:
        """The page in front, told what it is for."""
        page = make(self.desk, self.shell)
        self.qtbot.addWidget(page)
        self.shell.services.changes.changed.connect(page.on_changes)
        page.resize(1500, 1000)
        page.show()
        page.show_target(argument)
        self.settle()
        return page

    def settle(self) -> None:
        self.qtbot.wait(20)
        self.qtbot.waitUntil(lambda: not self.shell.services.background.is_busy, timeout=5000)


@pytest.fixture
def owner(business: Business, qtbot: QtBot, theme: Theme, background: Background, tmp_path: Path) -> Iterator[Owner]:
    services = Services(background, Changes(), ScanHub(business.clock, background, lambda _picture: []), Sounds())
    services.sounds.is_muted = True
    yield Owner(desk_for(business, Seat.OWNER, tmp_path), SilentShell(services), qtbot)
    background.shut_down()
