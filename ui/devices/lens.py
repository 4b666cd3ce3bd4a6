"""What a camera sees, with the codes that it finds outlined."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from domain.assets.scan import Scan
from domain.devices.model import Camera
from domain.errors import AppError
from ui.devices.port import Lab
from ui.language import _, count
from ui.shell.camera import CameraPort
from ui.shell.lens import Outline, OutlinedPicture
from ui.shell.port import Shell
from ui.texts import refusal
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button

_LEAST: Final = QSize(480, 270)


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
        self.picture = OutlinedPicture(_LEAST)
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


def _nothing(_answer: object) -> None:
    """Letting go is all there was to do."""
