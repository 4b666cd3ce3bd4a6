"""How bytes reach a label printer. Each way says whether nothing went out, or whether nobody knows."""

import errno
import os
import select
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Final, Protocol

from domain.labels.medium import PAGE_HIGH, PAGE_WIDE, Medium, MediumKind
from domain.labels.printers import LabelPrinter, LabelPrinterUnreachable, PrintingBrokeOff, WayOut

REACH_S: Final = 5.0
_END_S: Final = 2.0
_QUEUE_S: Final = 60.0
_PORT_S: Final = 20.0


class Way(Protocol):
    def send(self, parts: Iterable[bytes]) -> Iterator[int]:
        """Hands over one part after the other and yields how many are out.

        Raises LabelPrinterUnreachable: nothing was printed. Raises PrintingBrokeOff: a part of it may be on paper.
        """
        ...


class Network:
    """TCP, as label printers listen on port 9100."""

    def __init__(self, printer: LabelPrinter) -> None:
        self._printer = printer

    def send(self, parts: Iterable[bytes]) -> Iterator[int]:
        try:
            connection = socket.create_connection((self._printer.host, self._printer.port), timeout=REACH_S)
        except UnicodeError as unreadable:  # an address that no name in a network is
            raise LabelPrinterUnreachable(printer=self._printer.name, why=str(unreadable)) from unreadable
        except OSError as gone:
            raise LabelPrinterUnreachable(printer=self._printer.name, why=gone.strerror or str(gone)) from gone
        with connection:
            try:
                for count, part in enumerate(parts, start=1):
                    connection.sendall(part)
                    yield count
                connection.shutdown(socket.SHUT_WR)
                _wait_for_end(connection)
            except OSError as gone:
                raise PrintingBrokeOff(printer=self._printer.name, why=gone.strerror or str(gone)) from gone


def _wait_for_end(connection: socket.socket) -> None:
    """Until the printer hangs up; some never do, and are done all the same. Raises OSError: it fell away."""
    end = monotonic() + _END_S
    with suppress(TimeoutError):
        while (left := end - monotonic()) > 0:
            connection.settimeout(left)
            if not connection.recv(1024):
                return


class Device:
    """A device file such as /dev/usb/lp0. `patience_s`: how long one that takes nothing more is waited for."""

    def __init__(self, printer: LabelPrinter, patience_s: float = _PORT_S) -> None:
        self._printer, self._patience_s = printer, patience_s

    def send(self, parts: Iterable[bytes]) -> Iterator[int]:
        try:
            device = os.open(self._printer.path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as gone:
            raise LabelPrinterUnreachable(printer=self._printer.name, why=gone.strerror or str(gone)) from gone
        try:
            for count, part in enumerate(parts, start=1):
                left = part
                while left:
                    self._wait_for(device)
                    left = left[os.write(device, left) :]
                yield count
            self._wait_for(device)  # what it has not taken yet would be lost when the port is closed
        except OSError as gone:
            raise PrintingBrokeOff(printer=self._printer.name, why=gone.strerror or str(gone)) from gone
        finally:
            os.close(device)

    def _wait_for(self, device: int) -> None:
        """Raises TimeoutError: no paper, or it hangs."""
        if not select.select([], [device], [], self._patience_s)[1]:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


class Queue:
    """A queue of the system (CUPS): it takes a job whole or not at all, so nothing is ever half handed over."""

    def __init__(self, printer: LabelPrinter, options: tuple[str, ...]) -> None:
        self._printer, self._options = printer, options

    def send(self, parts: Iterable[bytes]) -> Iterator[int]:
        program = shutil.which("lp")
        if program is None:
            raise LabelPrinterUnreachable(printer=self._printer.name, why="lp")
        collected = list(parts)
        told = [program, "-d", self._printer.queue, *(word for each in self._options for word in ("-o", each)), "-"]
        try:
            done = subprocess.run(told, input=b"".join(collected), capture_output=True, timeout=_QUEUE_S, check=False)
        except OSError as gone:
            raise LabelPrinterUnreachable(printer=self._printer.name, why=gone.strerror or str(gone)) from gone
        except subprocess.TimeoutExpired as slow:
            raise PrintingBrokeOff(printer=self._printer.name, why=str(slow)) from slow
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip()[:200]
            raise LabelPrinterUnreachable(printer=self._printer.name, why=why)
        yield len(collected)


def way_to(printer: LabelPrinter) -> Way:
    if printer.way is WayOut.ZPL_NETWORK:
        return Network(printer)
    if printer.way is WayOut.ZPL_DEVICE:
        return Device(printer)
    raw = ("raw",) if printer.way is WayOut.ZPL_QUEUE else _page(printer.medium)
    return Queue(printer, raw)


def _page(medium: Medium) -> tuple[str, ...]:
    is_sheet = medium.kind is MediumKind.SHEET
    wide, high = (PAGE_WIDE, PAGE_HIGH) if is_sheet else (medium.wide, medium.high)
    size = () if not wide else (f"media=Custom.{wide // 10}x{high // 10}mm",)
    return ("print-scaling=none", *(("media=A4",) if is_sheet else size))
