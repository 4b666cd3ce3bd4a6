"""The keyboard wedge between the keys: a burst becomes a scan and reaches no field, typing passes unchanged.

Every plain key is held back for a moment. If the next one follows within that moment it may be a scanner, so the
keys go on being held; Enter at the end of what the framing calls a scan drops them all and tells the hub. When the
moment passes without a next key, a person was typing and the held keys are delivered as they came; how long the
moment is follows the scanners seen (`Framing.hold_ms`). Inside of a burst also what would be a shortcut or an accent
belongs to it. A long burst that is no code and goes into no field gets an answer instead (`ScanHub.garbled`); one
without an end is not held for ever: a field gets what there is, all else is dropped until the next pause. Shortcuts of
plain letters, Enter or Space would fire before a key press is seen, so the filter keeps plain keys from being taken
as shortcuts: a shortcut needs Ctrl or Alt, or is a function key or Escape.
"""

from time import monotonic_ns
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.scanning import Framing, ScanHub

LEAST_BURST: Final = 16
"""So many characters without a pause were typed by no person."""

MOST_HELD: Final = 1024
"""Presses and releases that are kept at the most; our codes have 128 characters."""

_KEYS: Final = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_LEAST_FOR_SEPARATOR: Final = 3
"""So many keys without a pause, and a shortcut right behind them is a separator that a scanner sends."""

GROUP_SEPARATOR: Final = "\x1d"
_KEYS_AND_INPUT: Final = (*_KEYS, QEvent.Type.InputMethod)
_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_ACCENTS: Final = {
    Qt.Key.Key_Dead_Acute: "´",
    Qt.Key.Key_Dead_Grave: "`",
    Qt.Key.Key_Dead_Circumflex: "^",
    Qt.Key.Key_Dead_Diaeresis: "¨",
}
_WITH_COMMAND: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class _Held(NamedTuple):
    """A key event kept for later. `target` is checked for life before it is used."""

    target: QObject
    event: QKeyEvent | QInputMethodEvent


class KeyFilter(QObject):
    """An application-wide event filter. `install` starts it, `remove` ends it and delivers what is held."""

    typed = Signal()
    """Held keys were delivered as typing (for tests and the scanner check)."""

    def __init__(self, hub: ScanHub, framing: Framing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._framing = framing
        self._held: list[_Held] = []
        self._down: set[int] = set()
        self._dropped: set[int] = set()
        self._delivering = self._is_flooded = False
        self._characters = self._last_ms = self._ahead_ms = 0
        self.is_listening = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_pause)

    def install(self) -> None:
        self.is_listening = True
        _application().installEventFilter(self)

    def remove(self) -> None:
        self.deliver()
        self.is_listening = False
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _KEYS_AND_INPUT or self._delivering:
            return False
        if isinstance(event, QKeyEvent):
            return self._on_key(watched, event, kind)
        return isinstance(event, QInputMethodEvent) and self._on_composed(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if kind is QEvent.Type.KeyRelease:
            return self._on_release(watched, event)
        if not self._may_be_scanned(event):
            if kind is QEvent.Type.KeyPress and not _is_modifier(event):
                self.deliver()
            return False
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
            return not self._chooses_in_list(event)
        return self._on_press(watched, event)

    def deliver(self) -> None:
        """Gives the held keys to whom they were meant for, as typing; a burst into nothing is answered instead."""
        self._timer.stop()
        if not self._held:
            return
        count = self._burst_into_nothing()
        if count:
            self._drop()
            self._hub.garbled.emit(count)
            return
        held, self._held = self._held, []
        self._down.clear()
        self._framing.reset()
        self._delivering = True
        try:
            for target, event in held:
                if not isValid(target):
                    continue
                QCoreApplication.sendEvent(target, event)
        finally:
            self._delivering = False
        self.typed.emit()

    def _on_pause(self) -> None:
        self._is_flooded = False
        self.deliver()

    def _burst_into_nothing(self) -> int:
        """How many characters came without a pause, where nobody can write; 0: that is not what is held."""
        presses = [held for held in self._held if held.event.type() is QEvent.Type.KeyPress]
        if len(presses) < LEAST_BURST or any(_takes_text(held.target) for held in presses):
            return 0
        return len(presses)

    def _drop(self) -> None:
        """Nobody gets the held keys, nor the releases that still follow."""
        self._timer.stop()
        self._held.clear()
        self._dropped |= self._down
        self._down.clear()
        self._framing.reset()

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        """A plain character, Enter or Tab; inside a burst also the shortcut a scanner sends for a separator."""
        if event.isAutoRepeat() or _is_modifier(event):
            return False
        if self._is_inside(event) and (event.modifiers() & _WITH_COMMAND or not _is_character(event)):
            return True
        return _is_character(event) and not event.modifiers() & _WITH_COMMAND

    def _is_inside(self, event: QKeyEvent) -> bool:
        """Right behind keys that came without a pause."""
        is_long = bool(self._held) and self._characters >= _LEAST_FOR_SEPARATOR
        return is_long and _milliseconds(event) - self._last_ms <= self._framing.hold_ms

    def _on_composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """An accent that waited has joined the key behind it: inside of a burst one of its characters."""
        if not self._held or not event.commitString():
            return False
        now = _now_ms() + self._ahead_ms  # input methods have no time of the window system
        self._hold(watched, _copy_composed(event), now)
        self._framing.feed(event.commitString(), now)
        self._timer.start(self._framing.hold_ms)
        return True

    def _chooses_in_list(self, event: QKeyEvent) -> bool:
        """Enter in the opened list of a choice, which takes it as a would-be shortcut and never sees the press."""
        return not self._held and event.key() in _ENDS and QApplication.activePopupWidget() is not None

    def _on_press(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._is_flooded:
            self._dropped.add(event.key())
            self._timer.start(self._framing.hold_ms)
            return True
        self._dropped.discard(event.key())
        at_ms = _milliseconds(event)
        if event.timestamp():
            self._part(at_ms)
        is_end = event.key() in _ENDS
        if is_end and not self._held:
            self._framing.reset()
            return False
        self._hold(watched, _copy(event), at_ms)
        self._down.add(event.key())
        scanned = self._framing.feed("\n" if is_end else _character(event), at_ms)
        if scanned is not None:
            self._take(scanned)
        elif is_end:
            self.deliver()
        elif len(self._held) >= MOST_HELD:
            self._is_flooded = self._burst_into_nothing() > 0
            self.deliver()
            self._timer.start(self._framing.hold_ms)
        else:
            self._timer.start(self._framing.hold_ms)
        return True

    def _part(self, at_ms: int) -> None:
        """Keys that waited in the system's queue while this thread was busy come at once, but were not pressed so:
        those before a pause were typed, whatever the timer has seen."""
        if self._held and at_ms - self._last_ms > self._framing.hold_ms:
            self.deliver()

    def _hold(self, target: QObject, event: QKeyEvent | QInputMethodEvent, at_ms: int) -> None:
        """One more character of what may be a burst."""
        self._characters = self._characters + 1 if self._held else 1
        self._held.append(_Held(target, event))
        self._last_ms, self._ahead_ms = at_ms, at_ms - _now_ms()

    def _take(self, scanned: str) -> None:
        """The held keys were a scan, or a line of the set-up card, which the framing keeps to itself."""
        self._drop()
        if scanned:
            self._hub.read(scanned, device=self._framing.device)

    def _on_release(self, watched: QObject, event: QKeyEvent) -> bool:
        """The release of a held key waits with it; that of a scanned key is dropped; others pass."""
        key = event.key()
        if key in self._dropped:
            self._dropped.discard(key)
            return True
        if key not in self._down:
            return False
        self._down.discard(key)
        self._held.append(_Held(watched, _copy(event)))
        return True


def _application() -> QCoreApplication:
    running = QCoreApplication.instance()
    if running is None:
        raise RuntimeError("the key filter needs a running application")
    return running


def _takes_text(target: QObject) -> bool:
    takes = Qt.WidgetAttribute.WA_InputMethodEnabled
    return isValid(target) and isinstance(target, QWidget) and target.testAttribute(takes)


def _is_character(event: QKeyEvent) -> bool:
    return bool(event.text()) and (event.text().isprintable() or event.key() in _ENDS)


def _character(event: QKeyEvent) -> str:
    """What a key means inside of a burst: itself, an accent, or a separator where it is a shortcut or has no sign."""
    if event.key() in _ACCENTS:
        return _ACCENTS[Qt.Key(event.key())]
    if event.modifiers() & _WITH_COMMAND or not event.text().isprintable() or not event.text():
        return event.text() if len(event.text()) == 1 and event.text() < " " else GROUP_SEPARATOR
    return event.text()


def _is_modifier(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


def _copy(event: QKeyEvent) -> QKeyEvent:
    """Qt deletes the event when the filter returns."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _copy_composed(event: QInputMethodEvent) -> QInputMethodEvent:
    made = QInputMethodEvent()
    made.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return made


def _milliseconds(event: QKeyEvent) -> int:
    """When the key was pressed, by the window system's clock; by ours for events made by a program."""
    return event.timestamp() or _now_ms()


def _now_ms() -> int:
    return monotonic_ns() // 1_000_000
