"""Which devices stand beside one workplace's till: kept there, because addresses mean nothing elsewhere."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput, Unavailable

TERMINAL_PORT: Final = 20007
PRINTER_PORT: Final = 9100
_HOST: Final = re.compile(r"[A-Za-z0-9.:\-_\[\]]{1,253}")
_PASSWORD: Final = re.compile("[0-9]{6}")
_MOST_PORT: Final = 65535


class DeviceSetupWrong(InvalidInput):
    """An address, a port of 1 to 65535, or a password of six digits is missing or cannot be."""

    code = "device_setup_wrong"


class DeviceFileUnusable(Unavailable):
    """What this workplace knows of its devices cannot be read or kept."""

    code = "device_file_unusable"


class TerminalKind(StrEnum):
    """TRAINING moves no money."""

    NONE = "none"
    TRAINING = "training"
    ZVT = "zvt"


class PrinterKind(StrEnum):
    """NONE: receipts are drawn as pages."""

    NONE = "none"
    NETWORK = "network"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class DeviceSetup:
    """`till` is the code of the till that is worked here, "" where nobody said. `printer_path`: a device file."""

    till: str = ""
    terminal: TerminalKind = TerminalKind.NONE
    terminal_host: str = ""
    terminal_port: int = TERMINAL_PORT
    terminal_password: str = "000000"  # noqa: S105 - what terminals come with from the factory
    printer: PrinterKind = PrinterKind.NONE
    printer_host: str = ""
    printer_port: int = PRINTER_PORT
    printer_path: str = ""

    def checked(self) -> "DeviceSetup":
        """Raises DeviceSetupWrong."""
        needs = []
        if self.terminal is TerminalKind.ZVT:
            needs += [_is_address(self.terminal_host, self.terminal_port)]
            needs += [bool(_PASSWORD.fullmatch(self.terminal_password))]
        if self.printer is PrinterKind.NETWORK:
            needs += [_is_address(self.printer_host, self.printer_port)]
        if self.printer is PrinterKind.DEVICE:
            needs += [self.printer_path.startswith("/")]
        if not all(needs):
            raise DeviceSetupWrong
        return self


def _is_address(host: str, port: int) -> bool:
    return bool(_HOST.fullmatch(host)) and 0 < port <= _MOST_PORT
