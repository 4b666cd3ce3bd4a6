"""Small words for building layouts: rows, columns, texts and lines on the 8-px grid."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Tone, theme

Box = TypeVar("Box", bound=QBoxLayout)
Item = QWidget | QLayout | int | None
"""What a row or column is made of: a widget, a layout, a gap in px (before scaling), or None for free space."""


def styled(widget: QWidget, **properties: object) -> QWidget:
    """Sets what the style sheet looks at (`role`, `tone`, `kind`, `touch`) and dresses the widget again."""
    for name, value in properties.items():
        widget.setProperty(name, str(value) if value is not None else None)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    return widget


def row(*items: Item, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Side by side, centred on each other; `gap` and `margin` in px before scaling."""
    layout = QHBoxLayout()
    return _filled(layout, items, gap, margin)


def column(*items: Item, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Below one another."""
    layout = QVBoxLayout()
    return _filled(layout, items, gap, margin)


def text(shown: str = "", role: str = "", tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """A label that never takes its text for markup; `role` as in the style sheet ("title", "muted", "code" …)."""
    label = QLabel(shown)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", str(tone))
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def line() -> QFrame:
    """A hairline across."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame


def panel(role: str, *items: Item, tone: Tone | None = None, gap: int = 8, margin: int = 16) -> QFrame:
    """A framed area ("card", "note") with a column inside."""
    frame = QFrame()
    frame.setProperty("role", role)
    if tone:
        frame.setProperty("tone", str(tone))
    frame.setLayout(column(*items, gap=gap, margin=margin))
    return frame


def guide_focus(around: QWidget, part: QWidget) -> None:
    """Who gives `around` the focus gives it to `part`.

    A focus proxy would do so too, but Qt then leaves out by Tab what else stands around.
    """
    around.installEventFilter(_Guide(around, part))


class _Guide(QObject):
    def __init__(self, around: QWidget, part: QWidget) -> None:
        super().__init__(around)
        self._part = part

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._part.setFocus(event.reason())
        return False


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _filled(layout: Box, items: Iterable[Item], gap: int, margin: int) -> Box:
    edge = theme().px(margin)
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(theme().px(gap))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(theme().px(item))
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout
