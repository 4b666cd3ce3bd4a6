"""What a camera sees, with the codes that it finds outlined."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from domain.assets.scan import Scan
from domain.devices.model import Camera
from domain.errors import AppError
from ui.devices.port import Lab, Outline
from ui.language import _, count
from ui.shell.camera import CameraPort
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button


class OutlinedPicture(QWidget):
    """A frame as large as there is room, and a frame of its own round each code."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._outlines: Sequence[Outline] = ()
        self.setMinimumSize(theme().px(480), theme().px(270))
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
        words = QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideMiddle, place.width() // 2)
        box = QFontMetrics(painter.font()).boundingRect(words).adjusted(-6, -3, 6, 3)
        box.moveTo(min(point.x() for point in points), max(point.y() for point in points) + theme().px(6))
        box.moveBottom(min(box.bottom(), place.bottom()))
        painter.fillRect(box, colour)
        painter.setPen(QColor(theme().colour("on_strong")))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class _Bridge(QObject):
    """From the camera's thread to the dialog's; outlives the dialog as long as the camera runs."""

    saw = Signal(object, object)
    broke = Signal(object)

    def on_frame(self, width: int, height: int, pixels: bytes, outlines: Sequence[Outline]) -> None:
        image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.saw.emit(image, list(outlines))


class LensDialog(QDialog):
    """The camera is let go off the GUI thread when it closes."""

    def __init__(self, shell: Shell, parent: QWidget, lab: Lab, camera: Camera) -> None:
        super().__init__(parent)
        self._shell = shell
        self._port: CameraPort | None = None
        title = _("Try out: {name}").format(name=camera.name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = OutlinedPicture()
        self.says = text(_("The camera starts …"), "muted", wrap=True)
        leave = button(_("Done"), self.accept, kind="primary", touch=True)
        layout = column(text(title, "title", wrap=True), gap=16, margin=24)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.says)
        layout.addLayout(row(None, leave))
        self.setLayout(layout)
        bridge = _Bridge()
        bridge.saw.connect(self._show, Qt.ConnectionType.QueuedConnection)
        bridge.broke.connect(self._on_broken, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._free)
        self._port = lab.preview(camera, bridge.on_frame, bridge.broke.emit)
        self._port.start()

    def on_scan(self, _scan: Scan) -> bool:
        """A label in the picture is no scan."""
        return True

    @Slot(object, object)
    def _show(self, image: QImage, outlines: list[Outline]) -> None:
        self.picture.show_frame(image, outlines)
        found = count("{count} code found.", "{count} codes found.", len(outlines)) if outlines else _("No code found.")
        self.says.setText(f"{image.width()} × {image.height()} · {found}")

    @Slot(object)
    def _on_broken(self, error: AppError) -> None:
        self.says.setText(refusal(error))
        self._free()

    def _free(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            self._shell.services.background.run_other(port.stop, _nothing, _nothing)


def _fitted(picture: QSize, room: QSize) -> QRect:
    size = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect((room.width() - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height())


def _nothing(_answer: object) -> None:
    """Letting go is all there was to do."""
