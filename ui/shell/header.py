"""Above every page: the seat's screens and the search, then the page's title with its badges."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.language import _
from ui.shell.port import Screen
from ui.shell.search import SearchField
from ui.shell.strip import Strip
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button, tool


class Header(QWidget):
    """Emits `screen_chosen` with a screen's key, `back` and `forward`, and `camera_off` when its sign is pressed."""

    screen_chosen = Signal(str)
    back = Signal()
    forward = Signal()
    camera_off = Signal()

    def __init__(self, search: SearchField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = search
        search.setMinimumWidth(theme().px(120))
        search.setMaximumWidth(theme().px(440))
        self._screens = Strip(self.screen_chosen.emit)
        self._back = tool("arrow-left", _("Back (Alt+Left)"), self.back.emit)
        self._forward = tool("arrow-right", _("Forward (Alt+Right)"), self.forward.emit)
        self._title, self._subtitle = text("", "header"), _Cut("subtitle")
        self._badges = row(gap=8)
        self._camera = button(_("Camera"), self.camera_off.emit, kind="plain", sign="camera-outline")
        self._camera.setToolTip(_("The camera looks for codes. Press to turn it off."))
        self._camera.setAccessibleName(self._camera.toolTip())
        self._camera.hide()
        top = row(self._screens, None, self._camera, gap=16)
        top.addWidget(search, 100)
        below = row(self._back, self._forward, 4, self._title, self._subtitle, self._badges, None, gap=8)
        self._rows = column(top, below, gap=16)
        self.setLayout(self._rows)

    def show_screens(self, screens: Sequence[Screen], touch: bool) -> None:
        """The listed screens of one seat."""
        self._screens.show_screens(screens, touch)

    def show_count(self, screen: str, waiting: int) -> None:
        """Beside the word of that screen; 0 shows none."""
        self._screens.show_count(screen, waiting)

    def show_heading(self, title: str, subtitle: str, badges: Sequence[tuple[str, Tone]]) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        clear(self._badges)
        for word, tone in badges:
            self._badges.addWidget(Badge(word, tone))

    def show_camera(self, on: bool) -> None:
        self._camera.setVisible(on)

    def show_place(self, screen: str, can_go_back: bool, can_go_forward: bool) -> None:
        """Marks the screen in the strip; none, when it has no place there."""
        self._screens.mark(screen)
        self._back.setEnabled(can_go_back)
        self._forward.setEnabled(can_go_forward)

    def set_gap(self, px: int) -> None:
        """Between its two rows, before scaling."""
        self._rows.setSpacing(theme().px(px))


class _Cut(QLabel):
    """A label that gives way: what does not fit ends in dots, and the tip says all of it."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.rect(), Qt.AlignmentFlag.AlignVCenter, self.palette(), True, shown, self.foregroundRole()
        )
        painter.end()
