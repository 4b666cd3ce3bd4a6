"""Two parts side by side that stand below one another where there is no room for both."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.theme import theme


class Bend(QWidget):
    """`Bend(row(search, filter), new_button)`: the first takes the free width; `gap` in px before scaling."""

    def __init__(self, first: QWidget | QLayout, second: QWidget | QLayout, gap: int = 12) -> None:
        super().__init__()
        self._first, self._second = _part(first), _part(second)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(gap))
        self._layout.addWidget(self._first, 1)
        self._layout.addWidget(self._second, 0)
        self.setLayout(self._layout)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(_least(self._first), _least(self._second)), self._layout.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """A part that was filled or emptied may need the other direction too, without a new size."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return handled

    def _turn(self) -> None:
        parts = [_least(part) for part in (self._first, self._second) if not part.isHidden()]
        needed = sum(parts) + self._layout.spacing() * (len(parts) - 1)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = down if needed > self.width() else across
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()


def _least(part: QWidget) -> int:
    """The width below which the part is cut off: what its content needs, or what was asked for it."""
    return max(part.minimumSizeHint().width(), part.minimumWidth())


def _part(part: QWidget | QLayout) -> QWidget:
    if isinstance(part, QWidget):
        return part
    made = QWidget()
    part.setContentsMargins(0, 0, 0, 0)
    made.setLayout(part)
    return made
