"""A thousand scans of every kind, with fast typing between them, through the real key filter."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.assets.codes import CodeRefused, FreeText, Gs1, Gtin, OwnCode, classify, format_code, gtin_check_digit
from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.devices.keyboard import CARD, Keyboard, compare, written
from domain.devices.model import Wedge
from hardware.scanners.wedge import WedgeFramer
from tests.hardware.typing_hands import scanned, typed
from ui.background import Background
from ui.scanning import ScanHub
from ui.shell.key_filter import KeyFilter
from ui.widgets.base import column

GERMAN = compare([written(line, Keyboard.US, Keyboard.DE) for line in CARD]).layout
WEDGES = [Wedge("Ring", prefix="~1"), Wedge("Tisch", prefix="+", suffix="!", layout=GERMAN)]
KINDS = ("own", "card", "gtin", "gs1", "serial", "wrong check", "foreign", "double", "typing", "typing here")
WORDS = ("Meyer", "Hinterrad links", "10115", "Müller & Söhne", "Rahmen: 3 Kratzer", "der", "SN 44")


@dataclass
class Place:
    """A field, a button, a shortcut on a letter, and all that scanners and hands did to them."""

    widget: QWidget
    field_: QLineEdit
    button: QPushButton
    hub: ScanHub
    clock: MovableClock
    at_ms: int = 1_000_000
    scans: list[Scan] = field(default_factory=list)
    presses: list[str] = field(default_factory=list)

    def press(self, keys: list[tuple[str, int]], *, into: QWidget) -> None:
        """Keys at their times after now; then a second passes."""
        for sign, after in keys:
            self._key(into, sign, self.at_ms + after)
        self.at_ms += keys[-1][1] + 1000
        self.clock.advance(timedelta(milliseconds=keys[-1][1] + 1000))

    def _key(self, into: QWidget, sign: str, at_ms: int) -> None:
        if sign == "\x1d":  # as scanners send it: Ctrl and the bracket
            key, mods, text = Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier, "\x1d"
        else:
            key = Qt.Key.Key_Return if sign == "\n" else Qt.Key(ord(sign.upper()[0]))
            mods, text = Qt.KeyboardModifier.NoModifier, "\r" if sign == "\n" else sign
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, mods, text)
            event.setTimestamp(at_ms)
            QApplication.sendEvent(into, event)


@pytest.fixture
def place(qtbot: QtBot, background: Background, clock: MovableClock) -> Iterator[Place]:
    widget, line, button = QWidget(), QLineEdit(), QPushButton("Deed")
    widget.setLayout(column(line, button))
    qtbot.addWidget(widget)
    hub = ScanHub(clock, background)
    made = Place(widget, line, button, hub, clock)
    hub.scanned.connect(made.scans.append)
    button.clicked.connect(lambda: made.presses.append("button"))
    for keys in ("M", "Ctrl+]", "Return"):
        QShortcut(QKeySequence(keys), widget).activated.connect(lambda keys=keys: made.presses.append(keys))
    keys_ = KeyFilter(hub, WedgeFramer(WEDGES), widget)
    keys_.install()
    yield made
    keys_.remove()


def a_code(kind: str, chance: random.Random) -> str:
    number = chance.randrange(1_000_000)
    if kind == "own":
        return format_code(chance.choice(["RB", "ZY", "PL", "SH"]), number)
    if kind == "card":
        return format_code("CC", chance.randrange(1, 5))
    payload = f"40{number:010d}"
    if kind == "gtin":
        return payload + gtin_check_digit(payload)
    if kind == "gs1":
        return f"010{payload}{gtin_check_digit('0' + payload)}21SN{number}\x1d10LOT-7"
    if kind == "wrong check":
        right = format_code("RB", number)
        return right[:-1] + ("A" if right[-1] != "A" else "B")
    if kind == "foreign":
        return f"КОД-{number}"
    return f"SN/{number}:X"


def sort_of(text: str) -> str:
    try:
        found = classify(text)
    except CodeRefused:
        return "refused"
    return {OwnCode: "own", Gtin: "gtin", Gs1: "gs1", FreeText: "free"}[type(found)]


SORTS = {"own": "own", "card": "own", "gtin": "gtin", "gs1": "gs1", "serial": "free", "double": "own"}


def test_a_thousand_scans_end_as_they_should_and_typing_stays_typing(place: Place) -> None:
    chance = random.Random(20261123)
    expected: list[tuple[str, str]] = []
    shown = ""
    for _number in range(1000):
        kind = chance.choice(KINDS)
        into = chance.choice([place.field_, place.button])
        if kind == "typing":
            words = chance.choice(WORDS)
            place.press(typed(words, chance), into=place.field_)
            place.press([("a", 0)], into=place.field_)
            shown += words + "a"
            continue
        if kind == "typing here":
            place.press([(sign, 90 * at) for at, sign in enumerate("xyz")], into=place.widget)
            continue
        code, gap = a_code("own" if kind == "double" else kind, chance), chance.choice([1, 2, 8, 14, 25])
        device = "wedge" if kind in ("foreign", "gs1") else chance.choice(["wedge", "Ring", "Tisch"])
        keys = {"wedge": code, "Ring": f"~1{code}"}.get(device) or written(f"+{code}!", Keyboard.US, Keyboard.DE)
        if kind == "double":  # read twice within half a second: one scan
            twice = scanned(keys, 4)
            twice += scanned(keys, 4, twice[-1][1] + 200)
            place.press(twice, into=into)
        else:
            place.press(scanned(keys, gap), into=into)
        expected.append((device, code))
        assert sort_of(code) == SORTS.get(kind, "refused")
    QApplication.processEvents()
    place.press([("!", 0)], into=place.field_)
    assert [(scan.device, scan.text) for scan in place.scans] == expected
    assert place.presses == []
    assert place.field_.text() in (shown, shown + "!")


def test_what_waited_in_the_queue_while_the_window_was_busy_is_told_by_its_times(place: Place) -> None:
    code = format_code("RB", 7)
    keys = [("a", 0), ("b", 120)] + [(sign, 400 + at) for sign, at in scanned(code, 3)] + [("c", 900)]
    place.press(keys, into=place.field_)
    place.press([("d", 0), ("e", 200)], into=place.field_)
    assert [scan.text for scan in place.scans] == [code]
    assert place.field_.text().startswith("abcd")
