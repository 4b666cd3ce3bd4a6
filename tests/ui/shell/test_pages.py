"""How pages come to the front: from their top, with the cursor where they want it, in the order of the bar."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import Hands, PlainPage, page
from ui.shell.page import Page
from ui.shell.pages import Pages
from ui.shell.port import Screen, Shell
from ui.shell.window import MainWindow


def _tall(shell: Shell) -> Page:
    made = PlainPage(shell, "Tall")
    made.setMinimumHeight(4000)
    return made


def _screen(key: str, factory: Callable[[Shell], Page] = PlainPage, seat: str = "warehouse") -> Screen:
    return Screen(key, key, "truck-outline", seat, factory)


def _pages(window: MainWindow, qtbot: QtBot, *screens: Screen) -> Pages:
    made = Pages(window, screens, lambda: None)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_what_was_not_in_front_is_shown_from_its_top(window: MainWindow, qtbot: QtBot) -> None:
    pages = _pages(window, qtbot, _screen("tall", _tall), _screen("other"))
    pages.show_page("tall", "CT-1")
    area = pages.currentWidget()
    assert isinstance(area, QScrollArea)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)
    bar.setValue(900)
    pages.show_page("tall", "CT-1")
    assert bar.value() == 900
    pages.show_page("tall", "CT-2")
    assert bar.value() == 0
    bar.setValue(900)
    pages.show_page("other", "")
    pages.show_page("tall", "CT-2")
    assert bar.value() == 0


def test_a_hidden_part_gives_its_focus_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.field.setFocus()
    shown.field.hide()
    assert QApplication.focusWidget() is shown


def test_the_cursor_stays_where_a_page_has_put_it(window: MainWindow, qtbot: QtBot) -> None:
    window.open("receive")
    shown = page(window)
    shown.field.setFocus()
    window.open("receive")
    assert QApplication.focusWidget() is shown.field


def test_the_screens_of_every_seat_come_last(window: MainWindow, qtbot: QtBot) -> None:
    pages = _pages(window, qtbot, _screen("asset", seat=""), _screen("ship"), _screen("orders", seat="backoffice"))
    assert [screen.key for screen in pages.of_seat("warehouse")] == ["ship", "asset"]
    assert [screen.key for screen in pages.of_seat("backoffice")] == ["orders", "asset"]


def test_a_screen_of_every_seat_stands_once_where_the_seat_has_its_own(window: MainWindow, qtbot: QtBot) -> None:
    own = Screen("owner_places", "places", "truck-outline", "owner", PlainPage, instead_of="places")
    pages = _pages(window, qtbot, own, _screen("places", seat=""))
    assert [screen.key for screen in pages.of_seat("owner")] == ["owner_places"]
    assert [screen.key for screen in pages.of_seat("warehouse")] == ["places"]


def test_the_window_asks_before_it_closes_over_something_unsaved(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Agreeing closes it; without agreeing it stays, with what was typed."""
    monkeypatch.setattr(PlainPage, "is_unsaved", property(lambda self: bool(self.field.text())))
    page(window).field.setText("halb")
    assert not window.close()
    dialog = window.last_question.dialog
    assert dialog is not None
    dialog.reject()
    assert window.isVisible()
    assert page(window).field.text() == "halb"
    assert not window.close()
    again = window.last_question.dialog
    assert again is not None
    again.accept()
    assert not window.isVisible()


def test_a_change_of_the_seat_keeps_what_is_typed_on_pages_of_every_seat(window: MainWindow, hands: Hands) -> None:
    window.open("asset")
    hands.type(page(window).field, "halb")
    window.open("orders")
    window.open("asset")
    assert page(window).field.text() == "halb"
    window.open("ship")
    window.open("asset")
    assert page(window).field.text() == "halb"
