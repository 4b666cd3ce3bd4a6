"""What a list says when it is empty: why, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.base import column, text
from ui.widgets.buttons import button
from ui.widgets.icons import paint_icon


class Sign(QWidget):
    """One icon, painted large; decoration, so silent for a screen reader."""

    def __init__(self, name: str, px: int = 48, colour: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.colour = name, colour
        side = theme().px(px)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRect(0, 0, self.width(), self.height()), self.name, theme().colour(self.colour))
        painter.end()


class EmptyState(QWidget):
    """`EmptyState("truck-outline", _("Nothing to pack"), _("New orders appear here by themselves."))`."""

    def __init__(
        self,
        sign: str,
        title: str,
        detail: str = "",
        *,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        heading, more = text(title, "title", wrap=True), text(detail, "muted", wrap=True)
        picture = Sign(sign)
        layout = column(None, picture, heading, more, gap=8, margin=24)
        for label in (heading, more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignHCenter)
        if action and on_action:
            pressed = button(action, on_action)
            layout.addWidget(pressed, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"{title}. {detail}")
