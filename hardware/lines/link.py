"""A serial device on a thread of its own: opened, read, and looked for again when it is unplugged."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.devices.model import DeviceGone, Health
from domain.errors import AppError
from hardware.lines.ports import OpenPort

WAITS_S: Final = (0.5, 1.0, 2.0, 5.0)
"""How long until the next attempt; the last one over and over."""

_STOP_WITHIN_S: Final = 3


@dataclass(frozen=True, slots=True)
class LinkListener:
    """Called on the link's thread. `came` gets what was read, b"" for a silence; `became` each change of state."""

    came: Callable[[bytes], None]
    became: Callable[[Health, AppError | None], None] = lambda _health, _error: None
    asked: Callable[[], bytes] = lambda: b""
    """What to send each time nothing came: how a device that only answers is asked."""


class SerialLink:
    """Runs between `start` and `stop`."""

    def __init__(
        self,
        name: str,
        open_port: Callable[[], OpenPort],
        listener: LinkListener,
        waits_s: tuple[float, ...] = WAITS_S,
    ) -> None:
        """`open_port` raises OSError while the device is not there."""
        self._name, self._open, self._listener, self._waits_s = name, open_port, listener, waits_s
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Raises RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError("this link already runs")
        self._over.clear()
        self._thread = threading.Thread(target=self._run, name=f"line {self._name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """After it returns no listener is called any more (unless a driver hangs for seconds)."""
        self._over.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join(_STOP_WITHIN_S)

    def _run(self) -> None:
        failures = 0
        self._listener.became(Health.CONNECTING, None)
        while not self._over.is_set():
            try:
                port = self._open()
            except OSError as gone:
                self._lost(gone)
                self._over.wait(self._waits_s[min(failures, len(self._waits_s) - 1)])
                failures += 1
                continue
            failures = 0
            self._listener.became(Health.WAITING, None)
            try:
                self._read(port)
            except OSError as gone:
                self._lost(gone)
            finally:
                port.close()

    def _read(self, port: OpenPort) -> None:
        while not self._over.is_set():
            data = port.read()
            if self._over.is_set():
                return
            self._listener.came(data)
            if not data and (question := self._listener.asked()):
                port.write(question)

    def _lost(self, gone: OSError) -> None:
        if not self._over.is_set():
            self._listener.became(Health.LOST, DeviceGone(name=self._name, why=str(gone)))
