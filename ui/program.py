"""The desktop program: window, screens, and the clockwork behind them. Everything from outside comes in `Parts`."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.scan import Scan
from domain.clock import Clock
from domain.errors import AppError
from domain.labels.jobs import PrintRoom
from domain.settings.scanning import ScanSettings
from domain.setup.first_house import FirstHouse, HouseUndecided
from ui import language
from ui.background import Background
from ui.changes import Changes, FeedBridge
from ui.collector import Collector
from ui.desk import Desk
from ui.devices.port import Lab
from ui.labels import label
from ui.opening import FeedReader, FirstPaint, Open, Opened, Opening
from ui.printing.bridge import PrintBridge
from ui.printing.target import reprint_target
from ui.refused import is_unseen
from ui.scanning import Framing, ScanHub
from ui.shell.camera import Devices
from ui.shell.port import Link, Screen, SearchHit, Services, Session, StationState, Target
from ui.shell.preferences import Preferences
from ui.shell.saved_views import SavedViews
from ui.shell.window import MainWindow
from ui.sounds import Sounds
from ui.texts import refusal
from ui.theme import Theme

if TYPE_CHECKING:
    from domain.views.search import Hit

Choose = Callable[[FirstHouse], object]
STATE_EVERY_MS = 1000
_PAGE_OF_HIT = {  # by the value of a HitKind
    "asset": ("asset", "bicycle"),
    "customer": ("customer", "account-outline"),
    "order": ("order", "cart-outline"),
    "shipment": ("ship", "truck-outline"),
    "contract": ("contract", "file-document-outline"),
    "invoice": ("invoice", "receipt-text-outline"),
    "return": ("one_return", "keyboard-return"),
    "refund": ("refund", "cash-refund"),
    "repair": ("repair", "wrench-outline"),
    "declaration": ("declaration", "email-outline"),
    "loss": ("loss", "help-circle-outline"),
    "transfer": ("transfer", "account-switch-outline"),
    "quote": ("quote", "file-sign"),
    "receipt": ("till_receipt", "receipt-text-outline"),
}
_PAGE_OF_MEANING = {
    Meaning.ASSET: "asset",
    Meaning.SHIPMENT: "ship",
    Meaning.ORDER: "order",
    Meaning.CONTRACT: "contract",
    Meaning.CUSTOMER: "customer",
    Meaning.RETURN: "return",
    Meaning.BUYOUT: "buyouts",
    Meaning.REPAIR: "repair",
    Meaning.REFUND: "refund",
    Meaning.QUOTE: "quote",
    Meaning.DECLARATION: "declaration",
    Meaning.COUNT: "count",
    Meaning.PLACE: "places",
    Meaning.LOSS: "loss",
    Meaning.WRITE_OFF: "write_offs",
    Meaning.CUSTOMER_CASE: "customer",
    Meaning.TRANSFER: "transfer",
    Meaning.REMINDER: "customer",
    Meaning.INSTALMENTS: "customer",
    Meaning.COLLECTION: "collection_case",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """`open`, `search`, `resolve`, `change_seat` run on the database thread and may raise AppErrors.

    The window comes first: `open` is called once it can be used, the others after it. `seats`: those that may be used
    here, the one that `open` sits down on first. `folder` keeps the window's memory and crash reports.
    """

    open: Open
    seats: tuple[str, ...]
    desk: Desk
    search: "Callable[[str], Sequence[Hit]]"
    resolve: Callable[[Scan], Resolved]
    change_seat: Callable[[str], str]
    devices: Devices
    framing: Framing
    folder: Path
    clock: Clock
    lab: Lab | None = None
    printing: PrintRoom | None = None


class Program:
    """Everything that lives as long as the window. Build it on the GUI thread after QApplication."""

    def __init__(
        self, app: QApplication, parts: Parts, screens: Sequence[Screen], choose: Choose = lambda _house: None
    ) -> None:
        """`choose` keeps what a person said about the house of a first start; not on the GUI thread."""
        self._parts, self._choose = parts, choose
        preferences = Preferences(parts.folder / "window.ini")
        self.theme = Theme(preferences.mode, preferences.scale).install(app, with_sheet=False)
        language.use(preferences.language or "de")
        self.background, self.changes = Background(), Changes()
        self.hub = ScanHub(parts.clock, self.background, parts.devices.read_picture)
        self.opening = Opening(self.background, parts.open, self.background)
        self._opened: Opened | None = None
        self._lab = parts.lab
        self._feed: FeedReader | None = None
        room = parts.printing
        self._printing = None if room is None else PrintBridge(room, self.changes, self.background, self._toast)
        services = Services(
            self.background,
            self.changes,
            self.hub,
            Sounds(),
            search=self._search,
            resolve=self._resolve,
            change_seat=parts.change_seat,
            save_crash=self._save_crash,
            camera=parts.devices.camera,
            photos=parts.devices.photos,
            views=SavedViews(parts.folder / "views.ini"),
            scan_rules=self._scan_rules,
            note_scan=parts.desk.run,
        )
        session = Session("", "", parts.seats)
        self.window = MainWindow(
            services, screens, session, theme=self.theme, preferences=preferences, framing=parts.framing
        )
        self._last: Resolved | None = None
        self.theme.dress()
        self._watch_opening()
        self._watch_devices()
        self._timer = QTimer(self.window)
        self._timer.setInterval(STATE_EVERY_MS)
        self._timer.timeout.connect(self._look_at_station)
        self._is_looking, self._waiting = False, 0

    def start(self, on_usable: Callable[[], None] = lambda: None) -> None:
        """Shows the window; the business is opened once the page in front is painted and takes keys and scans."""

        def usable() -> None:
            on_usable()
            self.opening.begin()

        self.window.crashes.install()
        FirstPaint(self.window.current_page() or self.window, usable)
        self.window.show()
        self._collector = Collector(self.window)

    def stop(self) -> None:
        """Returns when nothing of it runs any more."""
        self._timer.stop()
        if self._lab is not None:
            self._lab.stop()
        self.opening.give_up()
        if self._printing is not None:
            self._printing.stop()
        if self._feed is not None:
            self._feed.stop()
        self.background.shut_down()
        self._collector.stop()

    def _watch_devices(self) -> None:
        """Serial devices begin beside the database: what they read meanwhile waits behind it."""
        if self._lab is not None:
            self.hub.scanned.connect(self._lab.note)
            self._lab.start(self.hub.publish)

    def _watch_opening(self) -> None:
        self.window.set_station_state(StationState(Link.CONNECTING))
        self.opening.stepped.connect(self.window.show_step)
        self.opening.failed.connect(self._show_unopened)
        self.opening.opened.connect(self._show_opened)
        self.window.opening_wanted.connect(self.try_again)

    def _show_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.window.show_opened(opened.session)
        self._feed = opened.listen(FeedBridge(self.changes).publish)
        self._feed.start()
        self._timer.start()
        if self._printing is not None:
            self._printing.start()
        if opened.session.start is not None:
            self.window.open(*opened.session.start)

    def _show_unopened(self, error: Exception) -> None:
        if is_asked := isinstance(error, HouseUndecided):
            self.opening.has_failed = False
        self.window.set_station_state(StationState(Link.CONNECTING if is_asked else Link.STOPPED))
        self.window.show_unopened(error)
        if not isinstance(error, AppError):
            raise error

    def try_again(self, house: str = "") -> None:
        """`house`: the value of a `FirstHouse` that a person chose."""
        self.window.set_station_state(StationState(Link.CONNECTING))
        if not house:
            self.opening.try_again()
            return
        self.background.run_other(
            lambda: self._choose(FirstHouse(house)),
            lambda _kept: self.opening.try_again(),
            self._show_unopened,
            self.window,
        )

    def _search(self, words: str) -> list[SearchHit]:
        hits = []
        for hit in self._parts.search(words):
            page, sign = _PAGE_OF_HIT[hit.kind]
            hits.append(SearchHit(label(hit.kind), hit.title, hit.detail, Target(page, hit.title), sign))
        return hits

    def _resolve(self, scan: Scan) -> Target | None:
        found = self._parts.resolve(scan)
        page = _PAGE_OF_MEANING.get(found.meaning)
        if found.card is Card.PRINT and self._last is not None and self._printing is not None:
            return Target("printing", reprint_target(self._last))
        self._last = found if found.id is not None else self._last
        return None if page is None else Target(page, found.text)

    def _scan_rules(self) -> ScanSettings:
        return self._parts.desk.floor.scan_rules()

    def _toast(self, words: str) -> None:
        self.window.toast(words)

    def _save_crash(self, report: str) -> str:
        folder = self._parts.folder / "crashes"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self._parts.clock.now():%Y%m%d-%H%M%S}.txt"
        path.write_text(report, encoding="utf-8")
        return str(path)

    def _look_at_station(self) -> None:
        if self._is_looking:
            self.window.set_station_state(StationState(Link.SLOW, self._waiting))
            return
        self._is_looking = True
        self.background.run(self._deliver, self._show_state, self._show_stopped, owner=self.window)

    def _deliver(self) -> tuple[frozenset[str], StationState]:
        if self._opened is None:
            raise RuntimeError("the station is asked before it is open")
        station = self._opened.station
        is_connected = station.is_connected
        topics = station.deliver_waiting() if is_connected else frozenset()
        waiting = station.waiting
        link = Link.WAITING if waiting else Link.CONNECTED
        return topics, StationState(link if is_connected else Link.STOPPED, waiting)

    def _show_state(self, found: tuple[frozenset[str], StationState]) -> None:
        self._is_looking = False
        topics, state = found
        self._waiting = state.waiting
        if topics:
            self.changes.touch(topics)
        self.window.set_station_state(state)

    def _show_stopped(self, error: Exception) -> None:
        self._is_looking = False
        if not isinstance(error, AppError):
            raise error
        self.window.set_station_state(StationState(Link.STOPPED, self._waiting))


def run(
    parts: Parts,
    screens: Sequence[Screen],
    told: Callable[[str], None],
    choose: Choose = lambda _house: None,
    *,
    is_trial: bool = False,
) -> int:
    """The program until its window is closed; the exit status: 1 when the business could not be opened.

    `told` gets for the terminal why it could not be. `is_trial`: tells "usable" and "ready", then closes. Where nobody
    sees the window, the demo is begun with unasked.
    """
    app = QApplication.instance() or QApplication(sys.argv)
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application runs already")
    app.setApplicationName("Umlauf")
    program = Program(app, parts, screens, choose)
    is_alone = is_unseen(app)

    def failed(error: Exception) -> None:
        if isinstance(error, HouseUndecided):
            if is_alone or is_trial:
                program.try_again(FirstHouse.DEMO)
            return
        if isinstance(error, AppError):
            told(refusal(error))
        if is_alone:
            program.window.close()

    program.opening.failed.connect(failed)
    if is_trial:
        program.opening.opened.connect(lambda: (print("ready", flush=True), program.window.close()))
    program.start(lambda: print("usable", flush=True) if is_trial else None)
    try:
        status = app.exec()
    finally:
        program.stop()
    return 1 if program.opening.has_failed else status
