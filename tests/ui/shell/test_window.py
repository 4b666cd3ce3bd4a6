"""The window as a person meets it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from domain.errors import Conflict, Unavailable
from tests.ui.shell.conftest import World, page
from ui import language
from ui.shell.pictures import pictures
from ui.shell.port import Link, Session, StationState, Target
from ui.shell.preferences import Preferences
from ui.shell.strip import Strip
from ui.shell.window import MainWindow
from ui.sounds import Sound
from ui.theme import Mode, theme


def _scan(window: MainWindow, text: str) -> None:
    window.services.hub.read(text)


def _rail_words(window: MainWindow) -> list[str]:
    return [found.text() for found in window.rail.findChildren(QToolButton)]


def test_the_rail_shows_only_the_seats_of_the_session(window: MainWindow) -> None:
    assert _rail_words(window) == ["Warehouse", "Back office", "Mehmet"]


def test_a_page_of_a_foreign_seat_does_not_open(window: MainWindow) -> None:
    window.open("kpis")
    assert page(window).title == "Ship"
    assert "may not open" in window.notice.words()


def test_opening_another_seats_page_changes_the_seat_first(world: World, qtbot: QtBot) -> None:
    changed: list[str] = []
    world.change_seat = lambda seat: changed.append(seat) or "Anna Weber"
    window = world.open()
    qtbot.addWidget(window)
    window.open("orders", "OR-000001-X")
    qtbot.waitUntil(lambda: page(window).title == "Orders")
    assert changed == ["backoffice"]
    assert window.seat == "backoffice"
    assert page(window).targets == ["OR-000001-X"]


def test_a_seat_with_a_page_of_its_own_is_not_sent_to_another_seat(world: World, qtbot: QtBot) -> None:
    window = world.open()
    qtbot.addWidget(window)
    window.open("bills", "R-1")
    assert (window.seat, page(window).title, page(window).targets) == ("warehouse", "Due", ["R-1"])


def test_the_rail_names_who_sits_on_the_seat_in_front(world: World, qtbot: QtBot) -> None:
    people = {"warehouse": "Mehmet Kaya", "backoffice": "Dr. Anna Weber"}
    world.change_seat = people.__getitem__
    window = world.open()
    qtbot.addWidget(window)
    window.rail.seat_chosen.emit("backoffice")
    qtbot.waitUntil(lambda: _rail_words(window)[-1] == "Anna")
    assert window.session.person == "Dr. Anna Weber"
    assert "Dr. Anna Weber at Station 1" in window.rail.person_button().accessibleName()
    window.set_language("de")
    assert _rail_words(window)[-1] == "Anna"
    window.rail.seat_chosen.emit("warehouse")
    qtbot.waitUntil(lambda: _rail_words(window)[-1] == "Mehmet")


def test_a_very_long_first_name_ends_in_dots(window: MainWindow) -> None:
    window.set_session(Session("Wolfeschlegelsteinhausenbergerdorff Sr. Hubert", "Station 1", ("warehouse",)))
    assert _rail_words(window)[-1].startswith("Wolfes")
    assert _rail_words(window)[-1].endswith("…")


def test_a_start_on_the_seat_of_yesterday_connects_as_it(world: World, qtbot: QtBot) -> None:
    changed: list[str] = []
    world.change_seat = lambda seat: changed.append(seat) or "Anna Weber"
    Preferences(world.folder / "window.ini").place = ("backoffice", "orders")
    window = world.open()
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.current_page() is not None)
    qtbot.waitUntil(lambda: window.session.person == "Anna Weber")
    assert (changed, page(window).title, window.session.person) == (["backoffice"], "Orders", "Anna Weber")


def test_a_start_where_yesterdays_seat_cannot_be_taken_opens_the_first(world: World, qtbot: QtBot) -> None:
    def refuse(_seat: str) -> str:
        raise Unavailable

    world.change_seat = refuse
    Preferences(world.folder / "window.ini").place = ("backoffice", "orders")
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.notice.isVisible)
    assert (window.seat, page(window).title) == ("warehouse", "Ship")


def test_a_seat_that_cannot_be_taken_leaves_everything_as_it_was(world: World, qtbot: QtBot) -> None:
    def refuse(_seat: str) -> str:
        raise Unavailable

    world.change_seat = refuse
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    window.rail.seat_chosen.emit("backoffice")
    qtbot.waitUntil(window.notice.isVisible)
    assert window.seat == "warehouse"
    assert [b.text() for b in window.rail.findChildren(QToolButton) if b.isChecked()] == ["Warehouse"]


def test_back_and_forward(window: MainWindow) -> None:
    window.open("asset", "RB-1")
    window.open("asset", "RB-2")
    window.back()
    assert page(window).targets[-1] == "RB-1"
    window.back()
    assert page(window).title == "Ship"
    window.forward()
    assert (page(window).title, page(window).targets[-1]) == ("Asset", "RB-1")


def test_a_scan_the_page_wants_stays_there(window: MainWindow) -> None:
    _scan(window, "MINE-1")
    assert page(window).scans == ["MINE-1"]


def test_a_scan_the_page_does_not_want_opens_the_things_page(world: World, qtbot: QtBot) -> None:
    world.resolve = lambda scan: Target("asset", scan.text) if scan.text == "RB-000214-K" else None
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    _scan(window, "RB-000214-K")
    qtbot.waitUntil(lambda: page(window).title == "Asset")
    assert page(window).targets == ["RB-000214-K"]


def test_an_unknown_code_is_said_and_heard(window: MainWindow, qtbot: QtBot) -> None:
    _scan(window, "4711" + "\u202e" + "x" * 300)
    qtbot.waitUntil(window.notice.isVisible)
    assert "4711·xxx" in window.notice.words()
    assert len(window.notice.words()) < 200
    assert window.services.sounds.last is Sound.REFUSED


def test_a_refused_scan_says_why(world: World, qtbot: QtBot) -> None:
    def refuse(_scan: Scan) -> Target | None:
        raise Conflict

    world.resolve = refuse
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    _scan(window, "RB-000214-K")
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.words().startswith("Overtaken")


def test_not_reachable_offers_to_try_again(window: MainWindow, qtbot: QtBot) -> None:
    tried: list[bool] = []
    window.show_refusal(Unavailable(), lambda: tried.append(True))
    retry = next(found for found in window.notice.findChildren(QPushButton) if found.isVisible())
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert tried == [True]
    assert not window.notice.isVisible()


def test_a_bug_is_not_shown_as_a_refusal(window: MainWindow) -> None:
    with pytest.raises(ZeroDivisionError):
        window.show_refusal(ZeroDivisionError())


def test_changes_reach_the_page_in_front_now_and_the_others_later(window: MainWindow, world: World) -> None:
    first = page(window)
    window.open("receive")
    world.changes.touch(["asset"])
    assert page(window).kinds == [frozenset({"asset"})]
    assert first.kinds == []
    window.back()
    assert first.kinds == [frozenset({"asset"})]


def test_another_language_keeps_place_and_typed_text(window: MainWindow) -> None:
    window.open("receive")
    field = page(window).field
    field.setText("halb fertig")
    field.setModified(True)
    window.set_language("de")
    assert _rail_words(window)[:2] == ["Lager", "Büro"]
    assert page(window).title == "Receive"
    assert page(window).field.text() == "halb fertig"
    window.back()
    assert page(window).title == "Ship"


def test_look_size_language_and_place_are_remembered(world: World, qtbot: QtBot) -> None:
    window = world.open()
    qtbot.addWidget(window)
    window.open("receive")
    window.set_mode(Mode.DARK)
    window.set_scale(1.5)
    window.set_language("de")
    window.set_muted(True)
    window.close()
    kept = Preferences(world.folder / "window.ini")
    assert (kept.mode, kept.scale, kept.language, kept.is_muted) == (Mode.DARK, 1.5, "de", True)
    language.use("en")
    again = world.open()
    qtbot.addWidget(again)
    assert page(again).title == "Receive"
    assert language.current_language() == "de"
    again.close()


def test_a_broken_settings_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[look]\nmode=purple\nscale=big\nlanguage=xx\n[window]\ngeometry=nonsense\n")
    kept = Preferences(tmp_path / "window.ini")
    assert (kept.mode, kept.scale, kept.language, kept.geometry) == (Mode.SYSTEM, 1.0, "", None)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (StationState(), "Connected"),
        (StationState(Link.WAITING, 3), "3 waiting"),
        (StationState(Link.SLOW, 12), "Slow, 12 waiting"),
        (StationState(Link.STOPPED), "Not connected"),
    ],
)
def test_the_lamp_says_in_words_what_its_colour_means(window: MainWindow, state: StationState, words: str) -> None:
    window.set_station_state(state)
    assert window.rail.lamp.accessibleName() == words


def test_the_lamp_survives_another_language(window: MainWindow) -> None:
    window.set_station_state(StationState(Link.STOPPED))
    window.set_language("de")
    assert window.rail.lamp.accessibleName() == "Nicht verbunden"


def test_ctrl_z_asks_the_page_but_not_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    shown.pressed.setFocus()
    qtbot.keyClick(shown.pressed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown.undone == 1
    shown.field.setFocus()
    shown.field.setText("")
    qtbot.keyClicks(shown.field, "a")
    qtbot.wait(60)
    qtbot.keyClick(shown.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown.undone == 1


def test_a_toast_offers_the_way_back(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[bool] = []
    window.toast("RB-000214-K is free again", lambda: undone.append(True))
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not button.isVisible()


def test_the_keys_are_back_at_work_when_a_toast_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.waitUntil(window.search.hasFocus)
    window.toast("Line added", lambda: None)
    undo = next(found for found in window.findChildren(QPushButton) if found.text() == "Undo")
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(undo.hasFocus)
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(window.search.hasFocus)


def test_a_pasted_picture_is_read(world: World, qtbot: QtBot) -> None:
    seen: list[bytes] = []

    def read(data: bytes) -> list[Scan]:
        seen.append(data)
        return []

    world.read_picture = read
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    QGuiApplication.clipboard().setImage(QImage(8, 8, QImage.Format.Format_RGB32))
    window.pictures.paste()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].startswith(b"\x89PNG")
    qtbot.waitUntil(window.notice.isVisible)
    assert "No code in this picture" in window.notice.words()


def test_dropped_files_that_are_no_pictures_or_unreadable_are_left_out(tmp_path: Path) -> None:
    good, text = tmp_path / "label.PNG", tmp_path / "label.txt"
    good.write_bytes(b"png")
    text.write_bytes(b"text")
    data = QMimeData()
    paths = (good, text, tmp_path / "gone.jpg")
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("https://example.org/x.png")])
    assert list(pictures(data)) == [b"png"]


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1600, 900)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_in_rail_and_header_is_cut_off(
    window: MainWindow, qtbot: QtBot, width: int, height: int, scale: float
) -> None:
    window.set_scale(scale)
    window.resize(width, height)
    page(window).set_heading("Ship", "Order OR-001183-B · " + "Wolfeschlegelsteinhausenbergerdorff " * 3)
    qtbot.wait(20)
    for part in (window.rail, window.header):
        for found in part.findChildren(QWidget):
            if found.isVisibleTo(window):
                right = found.mapTo(window, found.rect().bottomRight())
                assert right.x() < width, found
                assert right.y() < height, found
    for button in window.findChildren(QToolButton):
        if button.isVisibleTo(window):
            assert button.width() >= button.sizeHint().width() - theme().px(4), button.text()
    window.set_scale(1.0)


def test_its_first_size_is_no_larger_than_the_screen(world: World, qtbot: QtBot) -> None:
    world.theme.set_scale(2.0)
    window = world.open()
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    world.theme.set_scale(1.0)


def test_a_strip_without_room_keeps_the_word_of_the_screen_in_front(window: MainWindow, qtbot: QtBot) -> None:
    def words() -> list[str]:
        shown = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        return [b.text() for b in window.header.findChildren(QToolButton) if b.text() and b.toolButtonStyle() is shown]

    window.resize(1600, 900)
    qtbot.waitUntil(lambda: words() == ["Ship", "Receive"])
    strip = window.header.findChild(Strip)
    strip.setFixedWidth(strip.sizeHint().width() - 20)
    qtbot.waitUntil(lambda: words() == ["Ship"])
    window.open("receive")
    qtbot.waitUntil(lambda: words() == ["Receive"])


def test_it_fits_a_small_screen_in_both_looks_and_at_200_per_cent(window: MainWindow, qtbot: QtBot) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        window.set_mode(mode)
        for scale in (1.0, 2.0):
            window.set_scale(scale)
            window.resize(1024, 768)
            qtbot.wait(1)
            assert (window.width(), window.height()) == (1024, 768)
            assert not window.grab().toImage().isNull()
    window.set_scale(1.0)
