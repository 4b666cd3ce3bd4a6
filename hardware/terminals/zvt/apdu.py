"""The packets of ZVT over TCP: two bytes say what it is, a length, the data. Source: ZVT 13, chapter 2."""

import socket
from dataclasses import dataclass
from time import monotonic
from typing import Final

LONGEST: Final = 65_535
_LONG: Final = 0xFF
_HEAD: Final = 2


class LineBroken(Exception):
    """The connection went, nothing came in time, or what came is no ZVT."""


@dataclass(frozen=True, slots=True)
class Apdu:
    """`control`: class and instruction, such as 0x060F."""

    control: int
    data: bytes = b""

    def packed(self) -> bytes:
        """Raises ValueError when there is more than a packet holds."""
        size = len(self.data)
        if size > LONGEST:
            raise ValueError("too much for one packet")
        length = bytes((size,)) if size < _LONG else bytes((_LONG,)) + size.to_bytes(2, "little")
        return self.control.to_bytes(2, "big") + length + self.data


def unpacked(stream: bytes) -> tuple[Apdu, bytes] | None:
    """The first packet and what follows it; None: not all of it is there yet."""
    if len(stream) <= _HEAD:
        return None
    size, start = stream[_HEAD], _HEAD + 1
    if size == _LONG:
        if len(stream) < _HEAD + 3:
            return None
        size, start = int.from_bytes(stream[_HEAD + 1 : _HEAD + 3], "little"), _HEAD + 3
    end = start + size
    if len(stream) < end:
        return None
    return Apdu(int.from_bytes(stream[:_HEAD], "big"), stream[start:end]), stream[end:]


class Line:
    """One connection; packets whole, however they arrive."""

    def __init__(self, host: str, port: int, patience_s: float) -> None:
        """Raises OSError: there is nobody."""
        self._socket = socket.create_connection((host, port), timeout=patience_s)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, packet: Apdu) -> None:
        """Raises LineBroken."""
        try:
            self._socket.sendall(packet.packed())
        except OSError as gone:
            raise LineBroken(str(gone)) from gone

    def receive(self, patience_s: float) -> Apdu:
        """Raises LineBroken, also when nothing came for so long."""
        until = monotonic() + patience_s
        while True:
            found = unpacked(self._rest)
            if found is not None:
                packet, self._rest = found
                return packet
            left = until - monotonic()
            if left <= 0:
                raise LineBroken("nothing came in time")
            self._rest += self._read(left)

    def _read(self, patience_s: float) -> bytes:
        try:
            self._socket.settimeout(patience_s)
            found = self._socket.recv(4096)
        except OSError as gone:
            raise LineBroken(str(gone)) from gone
        if not found:
            raise LineBroken("the terminal hung up")
        return found

    def close(self) -> None:
        """Harmless when repeated."""
        self._socket.close()
