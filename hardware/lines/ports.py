"""The serial ports of this machine: found again wherever a device is plugged in, opened, and read.

pyserial is imported when a port is first used: most workplaces have none.
"""

from typing import Final, Protocol

from domain.devices.model import PortSeen

USB: Final = "usb:"
_READ_S: Final = 0.1
_WRITE_S: Final = 1.0
_CHUNK: Final = 4096


class OpenPort(Protocol):
    """A port that is open. All of it raises OSError when the device is gone."""

    def read(self) -> bytes:
        """What came within a tenth of a second; b"": nothing."""
        ...

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


class SerialPort:
    """`OpenPort` by pyserial. 8 data bits, no parity, one stop bit, as scanners and scales come."""

    def __init__(self, port: str, speed: int) -> None:
        """Raises OSError: not there, or held by another program."""
        import serial

        try:
            self._port = serial.serial_for_url(present_port(port), baudrate=speed, timeout=_READ_S, exclusive=True)
        except ValueError as wrong:
            raise OSError(str(wrong)) from wrong
        self._port.write_timeout = _WRITE_S

    def read(self) -> bytes:
        first = self._port.read(1)
        return first + self._port.read(min(self._port.in_waiting, _CHUNK)) if first else b""

    def write(self, data: bytes) -> None:
        self._port.write(data)

    def close(self) -> None:
        self._port.close()


def ports_seen() -> list[PortSeen]:
    """Those that are plugged in now, by name. One with a USB serial number is named by that, so that it is found at
    any socket."""
    from serial.tools import list_ports

    found = []
    for each in sorted(list_ports.comports(), key=lambda port: port.device):
        name = each.device
        if each.vid is not None and each.serial_number:
            name = f"{USB}{each.vid:04X}:{each.pid:04X}:{each.serial_number}"
        title = each.description if each.description and each.description != "n/a" else each.device
        found.append(PortSeen(name, title if each.device in title else f"{title} ({each.device})"))
    return found


def present_port(port: str) -> str:
    """What the system calls it now. Raises OSError when it is not plugged in."""
    if not port.startswith(USB):
        return port
    from serial.tools import list_ports

    for each in list_ports.comports():
        if each.vid is not None and f"{USB}{each.vid:04X}:{each.pid:04X}:{each.serial_number}" == port:
            return each.device
    raise OSError(f"{port} is not plugged in")
