"""Pictures dropped on the window or pasted into it: codes in them count as scans."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from ui.scanning import ScanHub

_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
LARGEST: Final = 60_000_000


class PictureEntry(QObject):
    """Watches one window for dropped pictures; `paste` takes those on the clipboard."""

    def __init__(self, window: QWidget, hub: ScanHub) -> None:
        super().__init__(window)
        self._hub = hub
        window.setAcceptDrops(hub.reads_pictures)
        window.installEventFilter(self)

    def paste(self) -> None:
        self._read(QGuiApplication.clipboard().mimeData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._read(event.mimeData())
            event.acceptProposedAction()
            return True
        if isinstance(event, QDragEnterEvent) and holds_pictures(event.mimeData()):
            event.acceptProposedAction()
            return True
        return False

    def _read(self, data: QMimeData) -> None:
        for picture in pictures(data):
            self._hub.read_picture(picture)


def holds_pictures(data: QMimeData) -> bool:
    return data.hasImage() or any(_picture_paths(data))


def pictures(data: QMimeData) -> Iterator[bytes]:
    """The bytes of every picture; files that are unreadable or larger than 60 MB are left out."""
    paths = list(_picture_paths(data))
    for path in paths:
        try:
            if path.stat().st_size <= LARGEST:
                yield path.read_bytes()
        except OSError:
            continue
    if not paths and data.hasImage():
        yield _png(QImage(data.imageData()))


def _picture_paths(data: QMimeData) -> Iterator[Path]:
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in _ENDINGS:
            yield path


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
