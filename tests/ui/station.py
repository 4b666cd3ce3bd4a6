"""A workplace that scans: the real window with a seat's screens on the small real business, and what a person does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from tests.storage.business import Business
from tests.ui.desk import Line, ShownPapers
from tests.ui.shell.conftest import SimpleFraming
from ui.background import Background
from ui.changes import Changes
from ui.desk import Desk
from ui.scanning import ScanHub
from ui.shell.camera import OpenPhotos
from ui.shell.page import Page
from ui.shell.port import Screen, Services, Session, Target
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow
from ui.sounds import Sound, Sounds
from ui.theme import Theme

P = TypeVar("P", bound=Page)


class Station:
    """One of them: its window, its desk, the business behind. Where a scan leads is for each seat to say."""

    def __init__(
        self,
        business: Business,
        background: Background,
        qtbot: QtBot,
        desk: Desk,
        line: Line,
        photos: OpenPhotos | None = None,
    ) -> None:
        self.business, self.qtbot, self.line, self.desk = business, qtbot, line, desk
        self.background, self.changes = background, Changes()
        self.hub = ScanHub(business.clock, background)
        self.sounds = Sounds(muted=True)
        self.services = Services(background, self.changes, self.hub, self.sounds, resolve=self._target, photos=photos)
        self.window: MainWindow

    def stand(self, screens: tuple[Screen, ...], session: Session, theme: Theme, folder: Path) -> None:
        """Its window, with the screens of whoever works there."""
        preferences = Preferences(folder / "window.ini")
        preferences.is_muted = True
        self.window = MainWindow(
            self.services, screens, session, theme=theme, preferences=preferences, framing=SimpleFraming()
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
        """All at once, as a quick hand does; each is answered before this returns."""
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
        raise AssertionError(f"nobody said where {scan.text} leads")

    @contextmanager
    def small(self) -> Iterator[None]:
        """In front, as small as a screen may be; gone afterwards."""
        self.window.resize(1024, 768)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        yield
        self.settle()
        self.window.close()
        self.window.deleteLater()
