"""Receipt printers that speak ESC/POS, over the network or as a device file. python-escpos makes the bytes.

The code page is fixed: left to itself the library takes one for the euro sign that older printers do not have.
"""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from domain.till.slip import COLUMNS, Bars, Line, Pair, PrinterUnreachable, Qr, Rule, Side, Slip, laid_out

PORT: Final = 9100
_PAGE: Final = "CP858"
_DRAWER_PIN: Final = 2
_QR_DOTS: Final = 5
_REACH_S: Final = 5.0
Send = Callable[[bytes], None]


class EscposPrinter:
    """`domain.till.slip.SlipPrinter`. `send` takes the bytes away and raises OSError where it cannot."""

    def __init__(self, send: Send, columns: int = COLUMNS) -> None:
        self._send, self._columns = send, columns

    def print(self, slip: Slip) -> None:
        printer = _paper()
        for part in slip.parts:
            _put(printer, part, self._columns)
        if slip.opens_drawer:
            printer.cashdraw(_DRAWER_PIN)
        printer.set_with_default()
        printer.cut()
        self._out(printer.output)

    def open_drawer(self) -> None:
        printer = _paper()
        printer.cashdraw(_DRAWER_PIN)
        self._out(printer.output)

    def _out(self, data: bytes) -> None:
        try:
            self._send(data)
        except OSError as gone:
            raise PrinterUnreachable(why=str(gone)) from gone


def over_network(host: str, port: int = PORT) -> Send:
    """To a printer with an address of its own."""

    def send(data: bytes) -> None:
        with socket.create_connection((host, port), timeout=_REACH_S) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)

    return send


def to_device(path: Path) -> Send:
    """To one at the USB port, such as /dev/usb/lp0."""

    def send(data: bytes) -> None:
        with path.open("wb") as device:
            device.write(data)

    return send


def _paper() -> Any:
    from escpos.printer import Dummy  # slow to import, and only a till needs it

    printer = Dummy()
    printer.hw("INIT")
    printer.charcode(_PAGE)
    return printer


def _put(printer: Any, part: Line | Pair | Rule | Qr | Bars, columns: int) -> None:
    if isinstance(part, Line):
        side = "center" if part.side is Side.CENTRE else "left"
        printer.set_with_default(align=side, bold=part.is_bold, double_height=part.is_big, double_width=part.is_big)
        printer.textln(_printable(part.text))
    elif isinstance(part, Pair):
        printer.set_with_default(bold=part.is_bold)
        for line in laid_out(Pair(_printable(part.left), _printable(part.right)), columns):
            printer.textln(line)
    elif isinstance(part, Rule):
        printer.set_with_default()
        printer.textln("-" * columns)
    elif isinstance(part, Qr):
        printer.set_with_default(align="center")
        printer.qr(part.data, size=_QR_DOTS, native=True)
    else:
        printer.set_with_default(align="center")
        printer.barcode(f"{{B{part.data}", "CODE128", function_type="B", height=64, width=2)


def _printable(text: str) -> str:
    """What the code page has; no sign of it reaches the printer as a command."""
    plain = text.replace("–", "-").replace("—", "-").replace("„", '"').replace("“", '"').replace("’", "'")
    known = plain.encode("cp858", "replace").decode("cp858")
    return "".join(sign if sign.isprintable() else " " for sign in known)
