"""Two parts side by side that stand below one another where there is no room for both."""

from PySide6.QtCore import QSize
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
        widest = max(self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(widest, self._layout.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts = [part.minimumSizeHint().width() for part in (self._first, self._second) if not part.isHidden()]
        needed = sum(parts) + self._layout.spacing() * (len(parts) - 1)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = down if needed > self.width() else across
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()


def _part(part: QWidget | QLayout) -> QWidget:
    if isinstance(part, QWidget):
        return part
    made = QWidget()
    part.setContentsMargins(0, 0, 0, 0)
    made.setLayout(part)
    return made
