"""The screens of a seat, side by side: with words where there is room, else with signs alone.

Screens of one group share a button with a menu, so that a seat with many of them still shows words.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QWidget

from ui.language import _
from ui.shell.group_button import GroupButton
from ui.shell.groups import SIGNS
from ui.shell.port import Screen
from ui.theme import theme
from ui.widgets.base import clear, row
from ui.widgets.icons import beside_words, icon

_WITH_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_SIGN_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly
_GAP_PX = 4
_BOLDER_PX = 8
"""What the marked screen's bold word may be wider by."""


class Strip(QFrame):
    """Words on as many buttons as fit, on the marked one first, then from the left. The tip always says the word."""

    def __init__(self, on_chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "screens")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._on_chosen = on_chosen
        self._strip = row(gap=_GAP_PX)
        self._strip.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setLayout(self._strip)
        self._group: QButtonGroup | None = None
        self._buttons: dict[str, QToolButton] = {}
        """Key of the screen, or of the first screen of a group → its button."""
        self._widths: dict[Qt.ToolButtonStyle, dict[str, int]] = {}

    def show_screens(self, screens: Sequence[Screen], touch: bool) -> None:
        """Ctrl+1 … Ctrl+9 in their order; `touch`: each screen has its own button."""
        clear(self._strip)
        self.setProperty("touch", "true" if touch else "false")
        self._group, self._buttons, self._widths = QButtonGroup(self), {}, {}
        for number, together in enumerate(_groups(screens, touch), 1):
            made = self._button(together, f"Ctrl+{number}" if number < 10 else "")
            self._group.addButton(made)
            self._strip.addWidget(made)
            self._buttons[together[0].key] = made
        self.updateGeometry()
        self._fit()

    def show_count(self, screen: str, waiting: int) -> None:
        """How many things wait on a screen that has a button of its own; 0: none, and nothing is said."""
        made = self._buttons.get(screen)
        if made is None or isinstance(made, GroupButton):
            return
        word, shortcut = made.accessibleName(), made.shortcut().toString()
        shown = _("{word} · {count}").format(word=word, count=waiting) if waiting else word
        if shown == made.text():
            return
        made.setText(shown)
        made.setToolTip(f"{shown} ({shortcut})" if shortcut else shown)
        made.setShortcut(shortcut)
        self._widths = {}
        self.updateGeometry()
        self._fit()

    def mark(self, screen: str) -> None:
        """No button, when the screen has no place here."""
        if self._group is not None:
            self._group.setExclusive(False)
            for key, made in self._buttons.items():
                if isinstance(made, GroupButton):
                    made.mark(screen)
                else:
                    made.setChecked(key == screen)
            self._group.setExclusive(True)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._needed(self._buttons), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """In other clothes the words are of another width."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._widths = {}
            self.updateGeometry()
            self._fit()

    def _fit(self) -> None:
        spoken: list[str] = []
        for key in sorted(self._buttons, key=lambda key: not self._buttons[key].isChecked()):
            if self._needed([*spoken, key]) > self.width():
                break
            spoken.append(key)
        for key, made in self._buttons.items():
            made.setToolButtonStyle(_WITH_WORDS if key in spoken else _SIGN_ALONE)

    def _needed(self, spoken: Sequence[str] | dict[str, QToolButton]) -> int:
        """The width with words on these."""
        if not self._buttons:
            return 0
        if not self._widths:
            self._widths = {style: self._measured(style) for style in (_SIGN_ALONE, _WITH_WORDS)}
        widths = (self._widths[_WITH_WORDS if key in spoken else _SIGN_ALONE][key] for key in self._buttons)
        reserve = theme().px(_BOLDER_PX) if spoken else 0
        return sum(widths) + theme().px(_GAP_PX) * (len(self._buttons) - 1) + reserve

    def _measured(self, style: Qt.ToolButtonStyle) -> dict[str, int]:
        found = {}
        for key, made in self._buttons.items():
            made.ensurePolished()
            made.setToolButtonStyle(style)
            found[key] = made.sizeHint().width()
        return found

    def _button(self, together: Sequence[Screen], shortcut: str) -> QToolButton:
        screen = together[0]
        made = QToolButton() if len(together) == 1 else GroupButton(together, self._on_chosen)
        if isinstance(made, GroupButton):
            told = f"{made.text()}: {made.titles()}"
        else:
            made.setText(_(screen.title))
            made.clicked.connect(lambda _checked=False: self._on_chosen(screen.key))
            told = made.text()
        sign = screen.icon if len(together) == 1 else SIGNS.get(screen.group, screen.icon)
        made.setIcon(icon(sign, "muted", on="accent"))
        made.setIconSize(beside_words(20))
        made.setCheckable(True)
        made.setShortcut(shortcut)
        made.setToolTip(f"{told} ({shortcut})" if shortcut else told)
        made.setAccessibleName(made.text())
        return made


def _groups(screens: Sequence[Screen], touch: bool) -> list[list[Screen]]:
    """What shares a button, in the order of the bar."""
    found: dict[str, list[Screen]] = {}
    for screen in screens:
        together = screen.group if screen.group and not touch else f"={screen.key}"
        found.setdefault(together, []).append(screen)
    return list(found.values())
