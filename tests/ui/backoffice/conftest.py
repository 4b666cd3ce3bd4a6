"""A window's worth of shell without a window: pages of the back office on the small real business."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.application import Answer, Command, Seat
from domain.business import Business as Seller
from domain.customers.model import Address
from domain.errors import AppError
from domain.ids import CommandId
from reports.papers import Papers
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.queries.office import office
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.folder import FolderOfPapers
from ui.scanning import ScanHub
from ui.shell.page import Page
from ui.shell.port import Services
from ui.sounds import Sound, Sounds
from ui.theme import Theme


class SilentShell:
    """What a page asks of the window, remembered."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.opened: list[tuple[str, str]] = []
        self.refused: list[Exception] = []
        self.toasts: list[str] = []
        self.sounds: list[Sound] = []

    def open(self, screen: str, argument: str = "") -> None:
        self.opened.append((screen, argument))

    def show_refusal(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.refused.append(error)

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)

    def play(self, sound: Sound) -> None:
        self.sounds.append(sound)


class ShownPapers(FolderOfPapers):
    """Keeps papers and remembers what it was asked to show."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.shown: list[Path] = []

    def show(self, path: Path) -> None:
        self.shown.append(path)


@dataclass
class Office:
    """Anna's desk. `settle` waits until nothing is on its way any more."""

    business: Business
    desk: Desk
    shell: SilentShell
    folder: ShownPapers
    given: list[Command]
    qtbot: QtBot
    pages: list[Page] = field(default_factory=list)

    def show(self, page: Page, argument: str = "") -> Page:
        """The page in front, told what it is for."""
        self.qtbot.addWidget(page)
        self.shell.services.changes.changed.connect(page.on_changes)
        self.pages.append(page)
        page.resize(1200, 800)
        page.show()
        page.show_target(argument)
        self.settle()
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.shell.services.background.is_busy, timeout=5000)


@pytest.fixture
def desk_of_anna(
    business: Business, qtbot: QtBot, theme: Theme, background: Background, tmp_path: Path, qapp: QApplication
) -> Iterator[Office]:
    services = Services(background, Changes(), ScanHub(business.clock, background, lambda _picture: []), Sounds())
    services.sounds.is_muted = True
    shell, folder, given = SilentShell(services), ShownPapers(tmp_path), []
    questions = office(business)

    def run(command: Command, command_id: CommandId | None = None) -> Answer:
        given.append(command)
        answer = business.answer(Seat.BACKOFFICE, command, command_id)
        if answer.event is not None:
            business.follow(Seat.BACKOFFICE, answer.command_id, command, answer.event)
        return answer

    papers = Papers(Seller("Prüfstand GmbH", Address("Weg 1", "10115", "Berlin")))
    values: dict[str, object] = {"run": run, "office": questions, "papers": papers, "folder": folder}
    values["clock"] = business.clock
    values["floor"] = FloorBook(business.connection(Seat.BACKOFFICE))
    desk = Desk(**{name: values.get(name) for name in Desk.__dataclass_fields__})
    yield Office(business, desk, shell, folder, given, qtbot)
    background.shut_down()
