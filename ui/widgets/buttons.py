"""Buttons in the house's kinds: primary (one a page), ordinary, danger, plain; touch size for the warehouse."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.theme import theme
from ui.widgets.icons import beside_words, icon


class _Button(QPushButton):
    """Keeps its shortcut with other words: Qt takes it away with each new text."""

    def setText(self, text: str) -> None:
        keys, had_tip = self.shortcut(), self.toolTip() == _tip(self.text(), self.shortcut())
        super().setText(text)
        self.setShortcut(keys)
        if had_tip and not keys.isEmpty():
            self.setToolTip(_tip(text, keys))


def _tip(words: str, keys: QKeySequence) -> str:
    return f"{words} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"


def button(
    shown: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    sign: str = "",
    shortcut: str = "",
    touch: bool = False,
) -> QPushButton:
    """A push button. `kind`: "primary", "danger", "plain" or "" for ordinary; `sign`: name of its icon.

    `shortcut` needs Ctrl or Alt or a function key (plain keys belong to the scanner); it is shown in the tip.
    """
    made = _Button(shown)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if touch:
        made.setProperty("touch", "true")
    if sign:
        made.setIcon(icon(sign, {"primary": "on_strong", "danger": "bad", "plain": "accent"}.get(kind, "text")))
        made.setIconSize(beside_words(24 if touch else 18))
    if shortcut:
        sequence = QKeySequence(shortcut)
        made.setShortcut(sequence)
        made.setToolTip(_tip(shown, sequence))
    if on_click:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def tool(sign: str, name: str, on_click: Callable[[], object] | None = None, px: int = 20) -> QToolButton:
    """A button of one icon; `name` is its tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(sign, "muted"))
    side = theme().px(px)
    made.setIconSize(QSize(side, side))
    made.setToolTip(name)
    made.setAccessibleName(name)
    if on_click:
        made.clicked.connect(lambda _checked=False: on_click())
    return made
