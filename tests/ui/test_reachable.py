"""Every page of every seat by keyboard and by ear: each part has a name, is reached by Tab, and shows its focus."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.counts.open_count import OpenCount
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.queries.office import insurance, send
from tests.storage.till_story import open_till, sell
from tests.ui.desk import desk_for
from ui.background import Background
from ui.backoffice.screens import screens as office_screens
from ui.changes import Changes
from ui.pos.screens import screens as till_screens
from ui.scanning import ScanHub
from ui.shell.port import Services, Session
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow
from ui.sounds import Sounds
from ui.theme import Theme
from ui.warehouse.screens import screens as floor_screens
from ui.widgets.lanes import LaneChart

INTERACTIVE = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QTabBar,
    LaneChart,
)  # fmt: skip


class World:
    """A small business with something on every list, and the numbers of what is there."""

    def __init__(self, business: Business) -> None:
        self.business = business
        business.checklist()
        sell(business, open_till(business))
        self.count = business.do(Seat.WAREHOUSE, OpenCount(business.place().place_id)).number
        bike = business.product()
        things = [business.receive(bike, f"SN-{number}") for number in range(6)]
        ids = [received.asset_ids[0] for received in things]
        self.codes = [received.codes[0] for received in things]
        self.customer = business.customer()
        self.orders = [business.order(self.customer, bike, insurance(business))]
        self.orders += [business.order(self.customer, bike) for _ in range(4)]
        for order, received in zip(self.orders[:4], things, strict=False):
            send(business, order, received)
        business.pass_days(3)
        business.do(Seat.BACKOFFICE, AnnounceReturn(self.orders[1].contract_id, business.clock.now().date()))
        for number, condition in ((2, Condition.USED), (3, Condition.DAMAGED_REPAIRABLE)):
            business.do(Seat.WAREHOUSE, TakeBackAsset(ids[number], condition, Grade.C))
            business.do(Seat.WAREHOUSE, StartRefurbishment(ids[number]))
        business.do(Seat.WAREHOUSE, FinishRefurbishment(ids[3], False, 5, (), (), Grade.D, "Rahmenriss"))


PAGES: list[tuple[Seat, str, Callable[[World], str]]] = [
    (Seat.WAREHOUSE, "receive", lambda _w: ""),
    (Seat.WAREHOUSE, "ship", lambda _w: ""),
    (Seat.WAREHOUSE, "ship", lambda w: w.orders[4].shipment_number),
    (Seat.WAREHOUSE, "return", lambda _w: ""),
    (Seat.WAREHOUSE, "return", lambda w: f"scan:{w.codes[0]}"),
    (Seat.WAREHOUSE, "refurbish", lambda _w: ""),
    (Seat.WAREHOUSE, "refurbish", lambda w: w.codes[2]),
    (Seat.WAREHOUSE, "relocate", lambda _w: ""),
    (Seat.WAREHOUSE, "places", lambda _w: ""),
    (Seat.WAREHOUSE, "count", lambda w: w.count),
    (Seat.WAREHOUSE, "asset", lambda w: w.codes[0]),
    (Seat.WAREHOUSE, "tasks", lambda _w: ""),
    (Seat.BACKOFFICE, "orders", lambda _w: ""),
    (Seat.BACKOFFICE, "contracts", lambda _w: ""),
    (Seat.BACKOFFICE, "customers", lambda _w: ""),
    (Seat.BACKOFFICE, "invoices", lambda _w: ""),
    (Seat.BACKOFFICE, "new_order", lambda _w: ""),
    (Seat.BACKOFFICE, "new_customer", lambda _w: ""),
    (Seat.BACKOFFICE, "order", lambda w: w.orders[0].order_number),
    (Seat.BACKOFFICE, "contract", lambda w: w.orders[0].contract_number),
    (Seat.BACKOFFICE, "customer", lambda w: w.customer.number),
    (Seat.BACKOFFICE, "invoice", lambda _w: "R-2026-000001"),
    (Seat.BACKOFFICE, "asset", lambda w: w.codes[0]),
    (Seat.BACKOFFICE, "tasks", lambda _w: ""),
    (Seat.POS, "till", lambda _w: ""),
    (Seat.POS, "handovers", lambda _w: ""),
    (Seat.POS, "handovers", lambda w: w.orders[4].order_number),
    (Seat.POS, "serve", lambda w: w.customer.number),
    (Seat.POS, "receipts", lambda _w: ""),
    (Seat.POS, "receipt", lambda _w: "K1-000001"),
    (Seat.POS, "drawer", lambda _w: ""),
]


class Flashes(QObject):
    """Notes every window that appears: a part shown before it has a place flashes as one and takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_shown and not isinstance(watched, MainWindow):
            self.seen.append(_described(watched))
        return False


@pytest.fixture(scope="module")
def world(server: EmbeddedServer, template: str) -> Iterator[World]:
    with open_business(server) as business:
        yield World(business)


@pytest.fixture
def open_window(
    world: World, theme: Theme, background: Background, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[[Seat], MainWindow]]:
    made: list[MainWindow] = []

    def opened(seat: Seat) -> MainWindow:
        desk = desk_for(world.business, seat, tmp_path / "papers")
        services = Services(background, Changes(), ScanHub(world.business.clock, background), Sounds(muted=True))
        preferences = Preferences(tmp_path / "window.ini")
        preferences.is_muted = True
        shown = till_screens(desk) if seat is Seat.POS else [*floor_screens(desk), *office_screens(desk)]
        session = Session("Mehmet", "Station 1", (str(seat),))
        window = MainWindow(services, shown, session, theme=theme, preferences=preferences)
        made.append(window)
        window.resize(1280, 900)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        return window

    yield opened
    for window in made:
        qtbot.waitUntil(lambda: not background.is_busy)
        window.close()
        window.deleteLater()


def _page(window: MainWindow, qtbot: QtBot, screen: str, argument: str) -> QWidget:
    window.open(screen, "" if argument.startswith("scan:") else argument)
    if argument.startswith("scan:"):
        window.services.hub.read(argument.removeprefix("scan:"))
    busy = window.services.background
    for _ in range(3):
        qtbot.waitUntil(lambda: not busy.is_busy)
        qtbot.wait(20)
    page = window.current_page()
    assert page is not None
    for table in page.findChildren(QTableView):
        if table.isVisible() and table.model().rowCount():
            table.selectRow(0)
    return page


def _is_inside(widget: QWidget) -> bool:
    """A part of a part: the arrow of a field, the corner of a table, the scroll buttons of a bar."""
    around = widget.parentWidget()
    if isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    if isinstance(around, QAbstractItemView | QComboBox | QAbstractSpinBox | QLineEdit | QTabBar):
        return True
    return isinstance(around, QWidget) and isinstance(around.parentWidget(), QComboBox)


def _parts(within: QWidget) -> list[QWidget]:
    found = [each for each in within.findChildren(QWidget) if isinstance(each, INTERACTIVE)]
    return [each for each in found if each.isVisible() and each.isEnabled() and not _is_inside(each)]


def _told(widget: QWidget) -> str:
    """What a screen reader says."""
    own = getattr(widget, "text", None)
    is_button = isinstance(widget, QAbstractButton)
    named = QAccessible.queryAccessibleInterface(widget)
    told = named.text(QAccessible.Text.Name) if named is not None else widget.accessibleName()
    if isinstance(widget, QTabBar):
        return ", ".join(widget.tabText(number) for number in range(widget.count()))
    return told or (own() if is_button and callable(own) else "")


def _tabbed(window: MainWindow, qtbot: QtBot, page: QWidget) -> list[QWidget]:
    """What has the focus, one Tab after another, once round the window."""
    page.setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        focus = QApplication.focusWidget()
        if focus is None or focus in seen:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return seen


def _is_reached(part: QWidget, reached: list[QWidget]) -> bool:
    """A part, or what stands for it: one button of a group (arrow keys walk in it), the field inside."""
    if part in reached or part.focusProxy() in reached:
        return True
    group = part.group() if isinstance(part, QAbstractButton) else None
    if group is not None:
        return any(button in reached for button in group.buttons())
    return False


def _bring_into_view(part: QWidget) -> None:
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def _around(window: MainWindow, widget: QWidget) -> QImage:
    corner = widget.mapTo(window, widget.rect().topLeft())
    return window.grab(widget.rect().translated(corner).adjusted(-3, -3, 3, 3)).toImage()


@pytest.mark.parametrize(
    ("seat", "screen", "argument"), PAGES, ids=[f"{seat}-{screen}-{n}" for n, (seat, screen, _) in enumerate(PAGES)]
)
def test_every_part_has_a_name_is_reached_by_tab_and_shows_its_focus(
    world: World,
    open_window: Callable[[Seat], MainWindow],
    qtbot: QtBot,
    seat: Seat,
    screen: str,
    argument: Callable[[World], str],
) -> None:
    window = open_window(seat)
    flashes = Flashes()
    QApplication.instance().installEventFilter(flashes)
    page = _page(window, qtbot, screen, argument(world))
    QApplication.instance().removeEventFilter(flashes)
    assert not flashes.seen
    parts = _parts(page)
    assert parts or screen == "asset"
    assert not [_described(each) for each in _parts(window) if not _told(each).strip()], "nameless"
    reached = _tabbed(window, qtbot, page)
    assert not [_described(each) for each in parts if not _is_reached(each, reached)], "not reached by Tab"
    silent = []
    for part in (each for each in reached if each in parts):
        window.setFocus()
        _bring_into_view(part)
        without = _around(window, part)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if _around(window, part) == without:
            silent.append(_described(part))
    assert not silent, "nobody sees where the focus is"


def _described(widget: QWidget) -> str:
    return (
        f"{type(widget).__name__} {widget.objectName()!r} {_told(widget)!r} in {type(widget.parentWidget()).__name__}"
    )
