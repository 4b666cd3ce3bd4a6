"""A scanner's burst reaches no field and no button; typing passes unchanged."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from domain.devices.keyboard import CARD
from hardware.scanners.wedge import WedgeFramer
from tests.ui.shell.conftest import Hands, World, page
from ui.shell.key_filter import MOST_HELD
from ui.shell.window import MainWindow
from ui.sounds import Sound

CODE = "MINE-RB-000214-K"


class NoCode:
    """A framing that takes nothing for a scan, as the real one does with one letter over and over."""

    device, hold_ms = "wedge", 35

    def feed(self, text: str, at_ms: int) -> str | None:
        return None

    def reset(self) -> None:
        """There is nothing to forget."""


def test_a_burst_becomes_a_scan_and_never_lands_in_the_field(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field = page(window).field
    field.setFocus()
    texts: list[str] = []
    field.textChanged.connect(texts.append)
    hands.scan(field, CODE)
    qtbot.wait(80)
    assert page(window).scans == [CODE]
    assert texts == []


def test_slow_typing_lands_in_the_field_with_its_enter(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field, entered = page(window).field, []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    hands.type(field, "Öz 12\n")
    assert entered == ["Öz 12"]
    assert page(window).scans == []


def test_a_pair_of_quick_letters_is_still_typing(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field = page(window).field
    for pair in ("he", "ll", "o"):
        for character in pair:
            hands.press(field, character)
        qtbot.wait(60)
    assert field.text() == "hello"


def test_typing_then_scanning_keeps_the_typed_and_takes_the_scan(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    field = page(window).field
    hands.type(field, "ab")
    hands.scan(field, CODE)
    qtbot.wait(60)
    assert field.text() == "ab"
    assert page(window).scans == [CODE]


def test_a_burst_presses_no_button_and_fires_no_shortcut(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    shown, fired = page(window), []
    shortcut = QShortcut(QKeySequence("M"), window)
    shortcut.activated.connect(lambda: fired.append(True))
    shown.pressed.setFocus()
    hands.scan(shown.pressed, "MINE 1 2")
    qtbot.wait(80)
    assert (shown.clicks, fired, shown.scans) == ([], [], ["MINE 1 2"])


def test_space_still_presses_a_button(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    shown = page(window)
    hands.press(shown.pressed, " ")
    qtbot.waitUntil(lambda: shown.clicks == [True])


def test_a_plain_key_waits_before_it_can_be_a_shortcut(window: MainWindow) -> None:
    question = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n")
    question.ignore()
    QApplication.sendEvent(page(window).pressed, question)
    assert question.isAccepted()


@pytest.mark.parametrize("keys", [Qt.Key.Key_Left, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Home])
def test_other_keys_pass_at_once_and_after_what_was_typed(
    window: MainWindow, hands: Hands, qtbot: QtBot, keys: Qt.Key
) -> None:
    field = page(window).field
    hands.press(field, "a")
    hands.press(field, "b")
    qtbot.keyClick(field, keys)
    assert field.text() == ("a" if keys is Qt.Key.Key_Backspace else "ab")


def test_ctrl_combinations_pass_at_once(window: MainWindow, qtbot: QtBot) -> None:
    field = page(window).field
    field.setText("abc")
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert field.selectedText() == "abc"


def test_a_held_down_key_repeats(window: MainWindow) -> None:
    field = page(window).field
    for repeats in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", repeats)
        QApplication.sendEvent(field, press)
    assert field.text() == "xxx"


def test_keys_for_a_field_that_went_away_are_dropped(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field = QLineEdit(window)
    hands.press(field, "a")
    field.deleteLater()
    qtbot.wait(80)


def test_a_scan_while_a_question_is_open_goes_nowhere_else(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    yes = QPushButton("Yes", dialog)
    yes.setDefault(True)
    dialog.open()
    qtbot.waitExposed(dialog)
    hands.scan(yes, CODE)
    qtbot.wait(60)
    assert dialog.isVisible()
    assert page(window).scans == []
    assert window.services.sounds.last is not None
    dialog.close()


def test_a_dialog_may_take_scans_itself(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    taken: list[str] = []

    class Asking(QDialog):
        def on_scan(self, scan: Scan) -> bool:
            taken.append(scan.text)
            return True

    dialog = Asking(window)
    dialog.open()
    qtbot.waitExposed(dialog)
    hands.scan(dialog, CODE)
    assert taken == [CODE]
    dialog.close()


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_burst_that_is_no_code_is_answered_where_nobody_can_write(
    window: MainWindow, hands: Hands, qtbot: QtBot, end: str
) -> None:
    shown = page(window)
    shown.pressed.setFocus()
    window.keys._framing = NoCode()
    for character in "a" * 200 + end:
        hands.press(shown.pressed, character)
    qtbot.waitUntil(window.notice.isVisible)
    assert window.notice.words().startswith("Not a code: 200") or window.notice.words().startswith("Not a code: 201")
    assert window.services.sounds.last is Sound.REFUSED
    assert (shown.scans, shown.clicks) == ([], [])


def test_a_burst_without_an_end_is_never_held_for_ever(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    shown, told = page(window), []
    window.services.hub.garbled.connect(told.append)
    shown.pressed.setFocus()
    for character in "a" * 4000:
        hands.press(shown.pressed, character)
    assert len(told) == 1, "the answer does not wait for the end"
    assert len(window.keys._held) <= MOST_HELD
    qtbot.wait(80)
    assert len(told) == 1, "one burst, one answer"
    assert window.notice.isVisible()
    hands.scan(shown.pressed, CODE)
    qtbot.waitUntil(lambda: shown.scans == [CODE])
    assert not window.notice.isVisible(), "a good scan puts it away"


def test_a_field_gets_a_long_burst_whole(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field = page(window).field
    field.setFocus()
    for character in "a" * 4000:
        hands.press(field, character)
    qtbot.waitUntil(lambda: field.text() == "a" * 4000)
    assert not window.notice.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # offscreen, for any popup
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_chooses_in_an_opened_list(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    choice = QComboBox(page(window))
    choice.addItems(["Rental", "Service", "Consumable"])
    choice.show()
    choice.showPopup()
    qtbot.keyClick(choice.view(), Qt.Key.Key_Down)
    qtbot.keyClick(choice.view(), key)
    assert choice.currentText() == "Service"
    qtbot.waitUntil(lambda: not choice.view().isVisible())


def test_after_closing_the_keys_are_free(world: World, qtbot: QtBot, hands: Hands) -> None:
    window = world.open()
    qtbot.addWidget(window)
    window.show()
    field = QLineEdit()
    qtbot.addWidget(field)
    window.close()
    hands.press(field, "a")
    assert field.text() == "a"


def test_a_line_of_the_set_up_card_reaches_nobody_else(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    shown, told, heard = page(window), [], []
    framing = WedgeFramer()
    framing.teach(lambda line, _gap: heard.append(line))
    window.keys._framing = framing
    window.services.hub.garbled.connect(told.append)
    shown.pressed.setFocus()
    hands.scan(shown.pressed, CARD[0])
    qtbot.wait(60)
    assert (heard, shown.scans, shown.clicks, told) == ([CARD[0]], [], [], [])


def test_an_accent_that_joined_inside_of_a_burst_stays_in_it(window: MainWindow, hands: Hands, qtbot: QtBot) -> None:
    field = page(window).field
    field.setFocus()
    window.keys._framing = WedgeFramer()
    for character in "MINE-":
        hands.press(field, character)
    joined = QInputMethodEvent()
    joined.setCommitString("á")
    QApplication.sendEvent(field, joined)
    dead = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Dead_Grave, Qt.KeyboardModifier.NoModifier, "")
    QApplication.sendEvent(field, dead)
    hands.scan(field, "7")
    qtbot.wait(60)
    assert page(window).scans == ["MINE-á`7"]
    assert field.text() == ""


@pytest.mark.parametrize("begun_ms", [5_000, 9_000_000_000_000])
def test_an_accent_that_joined_is_told_in_the_time_of_the_keys_whatever_the_window_system_counts_from(
    window: MainWindow, qtbot: QtBot, begun_ms: int
) -> None:
    field = page(window).field
    field.setFocus()
    window.keys._framing = WedgeFramer()
    joined = QInputMethodEvent()
    joined.setCommitString("á")
    for number, character in enumerate("MINE-^22\r"):
        if character == "^":
            QApplication.sendEvent(field, joined)
            continue
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
        press.setTimestamp(begun_ms + number)
        QApplication.sendEvent(field, press)
    qtbot.wait(60)
    assert (page(window).scans, field.text()) == (["MINE-á22"], "")


def test_a_scanner_with_another_keyboard_is_told_instead_of_an_unknown_code(
    window: MainWindow, hands: Hands, qtbot: QtBot
) -> None:
    shown = page(window)
    hands.scan(shown.pressed, "RBß000214ßE")
    qtbot.waitUntil(window.notice.isVisible)
    assert "another keyboard (American) than this computer (German)" in window.notice.words()
    assert shown.scans == []
