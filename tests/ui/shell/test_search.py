"""Ctrl+K finds anything without leaving the keyboard."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.shell.conftest import Hands, World, page
from ui.shell.port import SearchHit, Target
from ui.shell.window import MainWindow

BIKE = SearchHit("Asset", "RB-000214-K", "E-Bike Kiez 3 M", Target("asset", "RB-000214-K"))
LENA = SearchHit("Customer", "Lena Öztürk", "Berlin", Target("orders", "CU-1"))
LOCK = SearchHit("Asset", "SL-004417-Q", "Faltschloss 90", Target("asset", "SL-004417-Q"))


def _type(window: MainWindow, qtbot: QtBot, words: str) -> None:
    window.activateWindow()
    window.search.start()
    qtbot.waitUntil(window.search.hasFocus)
    Hands(qtbot).type(window.search, words, pause_ms=40)


def test_hits_stand_together_by_kind_and_enter_opens_the_marked_one(
    world: World, window: MainWindow, qtbot: QtBot
) -> None:
    world.hits = (BIKE, LENA, LOCK)
    _type(window, qtbot, "kiez")
    results = window.search.results()
    qtbot.waitUntil(results.isVisible)
    assert [results.list.item(n).text().split("   ")[0] for n in range(results.list.count())] == [
        "Asset", "RB-000214-K", "SL-004417-Q", "Customer", "Lena Öztürk",
    ]  # fmt: skip
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    marked = results.marked()
    assert marked == LOCK
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert (page(window).title, page(window).targets[-1]) == ("Asset", "SL-004417-Q")
    assert window.search.text() == ""
    assert not results.isVisible()


def test_it_asks_once_for_a_word_not_for_each_letter(world: World, window: MainWindow, qtbot: QtBot) -> None:
    _type(window, qtbot, "kiez")
    qtbot.waitUntil(lambda: bool(world.asked))
    qtbot.wait(50)
    assert world.asked[-1] == "kiez"
    assert len(world.asked) <= 2


def test_enter_before_the_answer_opens_the_single_hit(world: World, window: MainWindow, qtbot: QtBot) -> None:
    world.hits = (BIKE,)
    window.search.setText("RB-000214-K")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).title == "Asset")


def test_a_typed_code_without_a_hit_counts_as_a_scan(world: World, window: MainWindow, qtbot: QtBot) -> None:
    window.search.setText("MINE-77")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(window).scans == ["MINE-77"])


def test_nothing_found_says_so_and_escape_leaves(world: World, window: MainWindow, qtbot: QtBot) -> None:
    _type(window, qtbot, "zzz")
    qtbot.waitUntil(window.search.results().isVisible)
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.results().isVisible()
