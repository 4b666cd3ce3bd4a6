"""A printer at a port of this machine: takes what is sent, keeps it as it came and as it would be on paper."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from domain.errors import AppError

_CHUNK: Final = 65_536
_MOST_BYTES: Final = 16 * 1024 * 1024
_IDLE_S: Final = 0.5
_STATUS: Final = b"\x10\x04"
_ALL_WELL: Final = b"\x12"


class FakePrinter:
    """`took` gets each delivery on the printer's thread; a delivery ends with its connection, or with a silence."""

    def __init__(self, took: Callable[[bytes], object], port: int = 0, host: str = "127.0.0.1") -> None:
        """`port` 0: a free one. Raises OSError when it is taken."""
        self._took, self._server = took, socket.create_server((host, port))
        self.host, self.port = self._server.getsockname()[:2]
        self._is_over = False
        self._thread = threading.Thread(target=self._serve, name=f"simulated printer {self.port}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Switches it off once it has taken what waits; harmless when repeated."""
        if self._is_over:
            return
        self._is_over = True
        with socket.create_connection((self.host, self.port)):
            pass  # wakes the thread
        self._thread.join()
        self._server.close()

    def _serve(self) -> None:
        while True:
            connection, _who = self._server.accept()
            with connection:
                data = _received(connection)
            if data:
                self._took(data)
            elif self._is_over:
                return


def _received(connection: socket.socket) -> bytes:
    connection.settimeout(_IDLE_S)
    data = bytearray()
    try:
        while len(data) < _MOST_BYTES and (more := connection.recv(_CHUNK)):
            if more.startswith(_STATUS):
                connection.sendall(_ALL_WELL)
                more = more[3:]
            data += more
    except OSError:
        pass  # a silence, or a cable pulled: what came is printed, as a printer does
    return bytes(data)


class KeptPrints:
    """Deliveries as numbered files: the bytes, and a picture of each page where they can be read."""

    def __init__(self, folder: Path, ending: str, draw: Callable[[bytes], list[Image.Image]]) -> None:
        self._folder, self._ending, self._draw = folder, ending, draw
        self._count = 0

    def keep(self, data: bytes) -> list[Path]:
        """The files it made, the bytes first."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count += 1
        whole = self._folder / f"{self._count:04d}.{self._ending}"
        whole.write_bytes(data)
        made = [whole]
        try:
            pictures = self._draw(data)
        except (AppError, ValueError, LookupError):
            return made
        for number, picture in enumerate(pictures, start=1):
            path = self._folder / f"{self._count:04d}-{number}.png"
            picture.save(path)
            made.append(path)
        return made


def labels(data: bytes) -> list[Image.Image]:
    """The labels of ZPL, each as often as it is printed, up to ten times. Raises PrinterLanguageUnknown."""
    from hardware.printers.picture import printed

    return [
        Image.fromarray(each.picture) for each in printed(data.decode("utf-8")) for _copy in range(min(each.copies, 10))
    ]


def slips(data: bytes) -> list[Image.Image]:
    """A receipt of ESC/POS. Raises PrinterLanguageUnknown."""
    from hardware.simulators.receipt_picture import printed_slip

    return [Image.fromarray(printed_slip(data).picture)]
