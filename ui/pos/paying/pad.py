"""The keys of a till for fingers: digits, the decimal point, and back."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.language import _, current_language
from ui.pos.paying.paying import as_typed
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.forms import MoneyField

_KEYS: Final = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "0", ".", "<")
_ACROSS: Final = 3


class KeyPad(QWidget):
    """Writes into a field of money; the first key after `begin_anew` replaces what stands there."""

    pressed = Signal(str)

    def __init__(self, field: MoneyField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._is_new = True
        self._point = "," if current_language() == "de" else "."
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(8))
        self.keys = {}
        for place, key in enumerate(_KEYS):
            shown = {".": self._point, "<": "⌫"}.get(key, key)
            made = button(shown, partial(self.press, key), touch=True)
            made.setMinimumWidth(theme().px(72))
            made.setFocusPolicy(made.focusPolicy().NoFocus)
            if key == "<":
                made.setAccessibleName(_("Take the last digit away"))
            self.keys[key] = made
            grid.addWidget(made, place // _ACROSS, place % _ACROSS)
        self.setLayout(grid)

    def begin_anew(self) -> None:
        self._is_new = True

    def press(self, key: str) -> None:
        editor = self._field.editor
        if not isinstance(editor, QLineEdit):
            return
        typed = "" if self._is_new else editor.text()
        self._is_new = False
        editor.setText(as_typed(typed, self._point if key == "." else key, self._point))
        self.pressed.emit(key)
