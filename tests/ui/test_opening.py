"""The window stands before the business is open: what is done meanwhile waits, what failed can be tried again."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.assets.resolve import Meaning, Resolved
from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.errors import Unavailable
from domain.settings.scanning import ScanSettings
from domain.setup.first_house import FirstHouse, HouseUndecided
from storage.embedded.refusals import EmbeddedServerFailed
from tests.ui.devices import NoDevices
from tests.ui.shell.conftest import Hands, PlainPage, SimpleFraming
from ui.desk import Desk
from ui.opening import Once, Opened, Told, reached
from ui.program import Parts, Program
from ui.shell.port import Screen, Session
from ui.shell.preferences import Preferences
from ui.theme import Theme

LONG_MS = 8000


class Calm:
    """A station and a feed where nothing happens."""

    is_connected, waiting = True, 0

    def deliver_waiting(self) -> frozenset[str]:
        return frozenset()

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Door:
    """A business that opens when the test lets it, or fails with what the test gives."""

    def __init__(self) -> None:
        self.may_open = threading.Event()
        self.failures: list[Exception] = []
        self.steps: list[tuple[str, int, int]] = []
        self.tries = 0
        self.resolved: list[str] = []
        self.chosen: list[FirstHouse] = []

    def open(self, told: Told) -> Opened:
        self.tries += 1
        for step in self.steps:
            told(*step)
        self.may_open.wait(20)
        if self.failures:
            raise self.failures.pop(0)
        told("ready", 0, 0)
        return Opened(Session("Mehmet Kaya", "Radwerk", ("warehouse", "backoffice")), Calm(), lambda _publish: Calm())

    def resolve(self, scan: Scan) -> Resolved:
        self.resolved.append(scan.text)
        return Resolved(Meaning.ASSET, scan.text)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def begin(
    qapp: QApplication, theme: Theme, door: Door, clock: MovableClock, tmp_path: Path
) -> Iterator[Callable[[], Program]]:
    """Starts the program with the preferences that lie in `tmp_path`."""
    begun: list[Program] = []

    def start() -> Program:
        kept = Preferences(tmp_path / "window.ini")
        kept.language, kept.is_muted = kept.language or "en", True
        kept.save()
        parts = Parts(
            open=door.open,
            seats=("warehouse", "backoffice"),
            desk=cast(Desk, SimpleNamespace(run=lambda _command: None, floor=SimpleNamespace(scan_rules=ScanSettings))),
            search=lambda _words: (),
            resolve=door.resolve,
            change_seat=lambda seat: {"warehouse": "Mehmet Kaya", "backoffice": "Anna Lindner"}[seat],
            framing=SimpleFraming(),
            devices=NoDevices(),
            folder=tmp_path,
            clock=clock,
        )
        screens = [
            Screen("ship", "Ship", "truck-outline", "warehouse", PlainPage),
            Screen("orders", "Orders", "cart-outline", "backoffice", PlainPage),
            Screen("asset", "Asset", "bicycle", "", PlainPage, listed=False),
        ]
        program = Program(qapp, parts, screens, door.chosen.append)
        begun.append(program)
        program.start()
        return program

    yield start
    door.may_open.set()
    for program in begun:
        program.window.close()
        program.stop()
        program.window.deleteLater()


def _lamp(program: Program) -> str:
    return program.window.rail.lamp.accessibleName()


def test_the_page_stands_while_the_lamp_is_still_connecting(
    begin: Callable[[], Program], door: Door, qtbot: QtBot
) -> None:
    program = begin()
    qtbot.waitUntil(lambda: door.tries == 1)
    assert isinstance(program.window.current_page(), PlainPage)
    assert program.window.pages.isVisible()
    assert not program.window.cover.isVisible()
    assert _lamp(program) == "Connecting"
    door.may_open.set()
    qtbot.waitUntil(lambda: _lamp(program) == "Connected")
    assert program.window.rail.person_button().text() == "Mehmet"
    assert "Radwerk" in program.window.rail.person_button().toolTip()


def test_nothing_is_opened_before_the_window_is_painted(begin: Callable[[], Program], door: Door) -> None:
    begin()
    assert door.tries == 0


def test_a_scan_before_the_database_is_there_is_kept_and_answered(
    begin: Callable[[], Program], door: Door, qtbot: QtBot
) -> None:
    program = begin()
    qtbot.waitUntil(lambda: door.tries == 1)
    Hands(qtbot).scan(program.window, "RB-000214-F")
    qtbot.wait(150)
    assert door.resolved == []
    door.may_open.set()
    qtbot.waitUntil(lambda: door.resolved == ["RB-000214-F"])
    qtbot.waitUntil(lambda: getattr(program.window.current_page(), "targets", None) == ["RB-000214-F"])


def test_long_steps_are_told_in_place_of_the_page(begin: Callable[[], Program], door: Door, qtbot: QtBot) -> None:
    door.steps = [("starting", 0, 0), ("demo", 30, 365)]
    program = begin()
    qtbot.waitUntil(program.window.cover.isVisible)
    assert "Day 30 of 365" in program.window.cover.words()
    assert not program.window.pages.isVisible()
    program.window.set_language("de")
    assert "Tag 30 von 365" in program.window.cover.words()
    door.may_open.set()
    qtbot.waitUntil(program.window.pages.isVisible)
    assert not program.window.cover.isVisible()
    page = program.window.current_page()
    assert page is not None
    assert program.window.focusWidget() in (page, *page.findChildren(QWidget))


def test_a_business_that_does_not_open_says_why_and_opens_at_the_second_try(
    begin: Callable[[], Program], door: Door, qtbot: QtBot
) -> None:
    door.failures = [Unavailable()]
    program = begin()
    qtbot.waitUntil(lambda: door.tries == 1)
    Hands(qtbot).scan(program.window, "RB-000214-F")
    door.may_open.set()
    qtbot.waitUntil(program.window.cover.again.isVisible)
    assert "The connection is interrupted" in program.window.cover.words()
    assert _lamp(program) == "Not connected"
    assert program.opening.has_failed
    qtbot.mouseClick(program.window.cover.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _lamp(program) == "Connected")
    assert door.tries == 2
    assert not program.opening.has_failed
    qtbot.waitUntil(lambda: door.resolved == ["RB-000214-F"], timeout=LONG_MS)


def test_the_first_start_asks_by_keyboard_and_in_the_other_language(
    begin: Callable[[], Program], door: Door, qtbot: QtBot
) -> None:
    door.failures = [HouseUndecided()]
    door.may_open.set()
    program = begin()
    qtbot.waitUntil(lambda: program.window.cover.choice is not None)
    assert _lamp(program) == "Connecting"
    assert "Welcome" in program.window.cover.words()
    program.window.set_language("de")
    choice = program.window.cover.choice
    assert choice is not None
    assert "Willkommen" in program.window.cover.words()
    qtbot.waitUntil(choice.buttons[FirstHouse.DEMO].hasFocus)
    qtbot.keyClick(choice.buttons[FirstHouse.DEMO], Qt.Key.Key_Tab)
    assert choice.buttons[FirstHouse.OWN].hasFocus()
    qtbot.keyClick(choice.buttons[FirstHouse.OWN], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.opening.is_open)
    assert door.chosen == [FirstHouse.OWN]
    assert not program.window.cover.isVisible()


def test_a_business_that_does_not_open_can_be_left(begin: Callable[[], Program], door: Door, qtbot: QtBot) -> None:
    door.failures = [Unavailable()]
    door.may_open.set()
    program = begin()
    qtbot.waitUntil(program.window.cover.quit.isVisible)
    qtbot.mouseClick(program.window.cover.quit, Qt.MouseButton.LeftButton)
    assert not program.window.isVisible()
    program.stop()
    assert program.opening.has_failed, "the exit status is 1"
    assert door.tries == 1


def test_a_long_reason_is_shown_whole(begin: Callable[[], Program], door: Door, qtbot: QtBot) -> None:
    log = "/srv/umlauf/a-folder-with-a-rather-long-name/postgres/server.log"
    door.failures = [EmbeddedServerFailed(reason="could not bind an address: " * 8, log=log)]
    door.may_open.set()
    cover = begin().window.cover
    qtbot.waitUntil(cover.isVisible)
    labels = [label for label in cover.findChildren(QLabel) if label.isVisible()]
    assert any(log in label.text() for label in labels)
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)


def test_closing_the_window_ends_what_is_on_its_way(begin: Callable[[], Program], door: Door, qtbot: QtBot) -> None:
    program = begin()
    qtbot.waitUntil(lambda: door.tries == 1)
    program.window.close()
    threading.Timer(0.1, door.may_open.set).start()
    program.stop()
    assert not program.opening.is_open
    assert not program.opening.has_failed


def test_the_seat_of_yesterday_shows_its_page_at_once(
    begin: Callable[[], Program], door: Door, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = Preferences(tmp_path / "window.ini")
    kept.place = ("backoffice", "orders")
    kept.save()
    program = begin()
    assert program.window.seat == "backoffice"
    assert isinstance(program.window.current_page(), PlainPage)
    door.may_open.set()
    qtbot.waitUntil(lambda: program.window.rail.person_button().text() == "Anna")


def test_what_was_begun_is_closed_when_an_attempt_fails_and_at_the_end() -> None:
    closed: list[str] = []
    failures: list[Exception] = [Unavailable()]
    told: list[tuple[str, int, int]] = []

    def opening(held, tell):
        held.callback(closed.append, "home")
        tell("starting", 0, 0)
        if failures:
            raise failures.pop()
        return Opened(Session("Mehmet Kaya", "Radwerk", ("warehouse",)), Calm(), lambda _publish: Calm())

    once = Once(opening, lambda *step: told.append(step))
    with pytest.raises(Unavailable):
        once.open()
    assert closed == ["home"]
    first = once.open()
    assert once.open() is first
    assert closed == ["home"]
    once.close()
    assert closed == ["home", "home"]
    assert told == [("starting", 0, 0)] * 2


def test_what_arrives_later_is_found_when_it_is_called() -> None:
    found: dict[str, str] = {}
    ask = reached(lambda: found["text"]).upper
    found["text"] = "there"
    assert ask() == "THERE"


def test_a_part_of_what_arrives_later_is_found_then_too() -> None:
    """The campaigns of the office are such a part."""

    class Office:
        def __init__(self) -> None:
            self.place = Path("campaigns/letters")

    found: dict[str, Office] = {}
    ask = reached(lambda: found["office"]).place.with_name
    found["office"] = Office()
    assert ask("one") == Path("campaigns/one")
