"""A serial device that is none: the other end of a pseudo terminal. Programs open its `path` like any port."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from domain.devices.model import DeviceGone

_CHUNK: Final = 1024


class FakeSerial:
    """`came` gets what the program writes, from a thread of its own. Closing it is like pulling the plug."""

    def __init__(self, link: Path | None = None, came: Callable[[bytes], object] = lambda _data: None) -> None:
        """`link`: a name that stays the same when it is plugged in again. Raises DeviceGone where there are none."""
        try:
            import tty
        except ImportError as none:  # Windows has no pseudo terminals
            raise DeviceGone(name="pty", why=str(none)) from none
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        self.path, self._theirs = os.ttyname(theirs), theirs
        if link is not None:
            link.unlink(missing_ok=True)
            link.symlink_to(self.path)
            self.path = str(link)
        self._came, self._is_over = came, False
        self._thread = threading.Thread(target=self._listen, name=f"simulated {self.path}", daemon=True)
        self._thread.start()

    def send(self, data: bytes) -> None:
        os.write(self._ours, data)

    def close(self) -> None:
        """Pulls the plug; harmless when repeated."""
        if self._is_over:
            return
        self._is_over = True
        os.write(self._theirs, b"\x00")  # wakes our own reader
        self._thread.join()
        os.close(self._theirs)
        os.close(self._ours)

    def _listen(self) -> None:
        while True:
            data = os.read(self._ours, _CHUNK)
            if self._is_over:
                return
            self._came(data)


class FakeScanner(FakeSerial):
    """Sends a code as a scanner does that is set to an end of line."""

    def scan(self, code: str, prefix: str = "", suffix: str = "") -> None:
        self.send(f"{prefix}{code}{suffix}\r".encode())


class FakeScale(FakeSerial):
    """Speaks SICS. What lies on it is set by `put`."""

    def __init__(self, link: Path | None = None) -> None:
        self._answer = _sics("0.000", "kg", is_stable=True)
        super().__init__(link, self._on_question)

    def put(self, value: str, unit: str = "kg", *, is_stable: bool = True) -> None:
        """`value` as the display shows it; "+" and "-": more or less than it can weigh."""
        self._answer = _sics(value, unit, is_stable=is_stable)

    def _on_question(self, data: bytes) -> None:
        for _question in range(data.count(b"SI\r\n") + data.count(b"S\r\n")):
            self.send(self._answer)


def _sics(value: str, unit: str, *, is_stable: bool) -> bytes:
    if value in {"+", "-"}:
        return f"S {value}\r\n".encode()
    return f"S {'S' if is_stable else 'D'} {value:>10} {unit}\r\n".encode()


def continuous_frame(digits: int, places: int, *, is_moving: bool = False, is_negative: bool = False) -> bytes:
    """One frame of a Toledo in kilograms; `places` decimals of the six digits."""
    status = 0x30 | (0x08 if is_moving else 0) | (0x02 if is_negative else 0)
    frame = bytes([0x02, 0x28 | (2 + places), status, 0x20]) + f"{digits:6d}     0\r".encode()
    return frame + bytes([-sum(byte & 0x7F for byte in frame) & 0x7F])
