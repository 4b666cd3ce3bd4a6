"""What a camera sees, with the codes that it finds outlined; small beside the page while it scans."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import _
from ui.theme import theme

Outline = tuple[Sequence[tuple[int, int]], str]
"""Corners of a code in the picture, and what it says."""
Seen = Callable[[int, int, bytes, Sequence[Outline]], object]
"""Width, height and pixels (red, green, blue) of a frame, and the codes in it; called on the camera's thread."""

_SMALL: Final = QSize(288, 162)


class OutlinedPicture(QWidget):
    """A frame as large as there is room, and a frame of its own round each code."""

    def __init__(self, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._outlines: Sequence[Outline] = ()
        self.setMinimumSize(theme().px(least.width()), theme().px(least.height()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("What the camera sees"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(405))

    def show_frame(self, image: QImage, outlines: Sequence[Outline]) -> None:
        self._image, self._outlines = image, outlines
        self.setAccessibleDescription(", ".join(said for _corners, said in outlines))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._image.isNull():
            place = _fitted(self._image.size(), self.size())
            painter.drawImage(place, self._image)
            for corners, said in self._outlines:
                self._outline(painter, place, corners, said)
        painter.end()

    def _outline(self, painter: QPainter, place: QRect, corners: Sequence[tuple[int, int]], said: str) -> None:
        scale = place.width() / self._image.width()
        points = [QPoint(place.x() + round(x * scale), place.y() + round(y * scale)) for x, y in corners]
        colour = QColor(theme().colour("ok"))
        painter.setPen(QPen(colour, theme().px(3)))
        painter.drawPolygon(QPolygon(points))
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(said, Qt.TextElideMode.ElideMiddle, place.width() * 3 // 4)
        box = metrics.boundingRect(words).adjusted(-6, -3, 6, 3)
        box.moveTo(min(point.x() for point in points), max(point.y() for point in points) + theme().px(6))
        box.moveRight(min(box.right(), place.right()))
        box.moveBottom(min(box.bottom(), place.bottom()))
        painter.fillRect(box, colour)
        painter.setPen(QColor(theme().colour("on_strong")))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class FloatingLens(OutlinedPicture):
    """In a corner of its parent while the camera scans; pressed, it goes to the next one, out of the way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_SMALL, parent)
        self._corner, self._around = 0, parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Press to move it to the next corner."))
        parent.installEventFilter(self)
        self.hide()

    def show_seen(self, seen: tuple[QImage, Sequence[Outline]] | None) -> None:
        """None: the camera is off."""
        if seen is None:
            self.hide()
            return
        self.show_frame(*seen)
        if not self.isVisible():
            self._settle()
            self.show()
            self.raise_()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._corner = (self._corner + 1) % 4
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def _settle(self) -> None:
        around, edge = self._around, theme().px(24)
        self.resize(theme().px(_SMALL.width()), theme().px(_SMALL.height()))
        right, low = around.width() - self.width() - edge, around.height() - self.height() - edge
        self.move(*((edge, low), (edge, edge), (right, edge), (right, low))[self._corner])


def _fitted(picture: QSize, room: QSize) -> QRect:
    size = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect((room.width() - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height())
