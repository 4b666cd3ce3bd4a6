"""A picture as it is kept: upright, no larger than needed, JPEG."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageReader

from domain.contracts.notes import FileKindRefused

LONGEST_SIDE: Final = 2000
QUALITY: Final = 85


def picture(path: Path) -> bytes:
    """From a file. Raises FileKindRefused: it is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    return as_kept(reader.read())


def as_kept(image: QImage) -> bytes:
    """Raises FileKindRefused: there is nothing to see."""
    if image.isNull():
        raise FileKindRefused
    if max(image.width(), image.height()) > LONGEST_SIDE:
        image = image.scaled(
            LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]  # a device is as good as a name
    return bytes(kept.data())
