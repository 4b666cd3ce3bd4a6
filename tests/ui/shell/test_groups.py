"""A seat with many screens: those of a group share a button with a list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from ui.shell.group_button import GroupButton
from ui.shell.groups import MONEY
from ui.shell.page import Page
from ui.shell.port import Screen, Shell
from ui.shell.strip import Strip


def _never(_shell: Shell) -> Page:
    raise AssertionError("no page is opened by the bar itself")


def _strip(qtbot: QtBot, on_chosen: Callable[[str], None], *, touch: bool = False) -> Strip:
    strip = Strip(on_chosen)
    qtbot.addWidget(strip)
    strip.show_screens(
        [
            Screen("orders", "Orders", "cart-outline", "backoffice", _never),
            Screen("invoices", "Invoices", "receipt-text-outline", "backoffice", _never, group=MONEY),
            Screen("tasks", "Tasks", "clipboard-check-outline", "backoffice", _never),
            Screen("refunds", "Refunds", "cash-refund", "backoffice", _never, group=MONEY),
        ],
        touch,
    )
    strip.show()
    qtbot.waitExposed(strip)
    return strip


def _words(strip: Strip) -> list[str]:
    return [button.text() for button in strip.findChildren(QToolButton)]


def test_screens_of_a_group_share_a_button_that_lists_them(qtbot: QtBot) -> None:
    chosen: list[str] = []
    strip = _strip(qtbot, chosen.append)
    assert _words(strip) == ["Orders", "Money", "Tasks"]
    money = strip.findChild(GroupButton)
    assert money.toolTip() == "Money: Invoices, Refunds (Ctrl+2)"
    menu = money.menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Invoices", "Refunds"]
    menu.actions()[1].trigger()
    assert chosen == ["refunds"]


def test_the_group_is_marked_while_one_of_its_screens_is_in_front(qtbot: QtBot) -> None:
    strip = _strip(qtbot, lambda _key: None)
    marked = lambda: [b.text() for b in strip.findChildren(QToolButton) if b.isChecked()]  # noqa: E731 - asked thrice
    strip.mark("refunds")
    assert marked() == ["Money"]
    assert [a.text() for a in strip.findChild(GroupButton).menu().actions() if a.font().bold()] == ["Refunds"]
    strip.mark("orders")
    assert marked() == ["Orders"]
    strip.mark("a page without a place")
    assert marked() == []


def test_the_keyboard_opens_the_list_at_the_screen_in_front_and_chooses(qtbot: QtBot) -> None:
    chosen: list[str] = []
    strip = _strip(qtbot, chosen.append)
    strip.mark("refunds")
    money = strip.findChild(GroupButton)
    menu = money.menu()
    menu.aboutToShow.emit()
    assert menu.activeAction().text() == "Refunds"
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == ["invoices"]
    assert money.isChecked(), "choosing alone marks nothing; the window does, when the page is in front"


def test_with_gloves_each_screen_has_its_own_button(qtbot: QtBot) -> None:
    assert _words(_strip(qtbot, lambda _key: None, touch=True)) == ["Orders", "Invoices", "Tasks", "Refunds"]
