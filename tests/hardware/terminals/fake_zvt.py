"""A card terminal on TCP that does as it is told: pays, declines, hangs up in the middle, sends byte by byte."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import sleep

from hardware.terminals.zvt.apdu import Apdu, unpacked
from hardware.terminals.zvt.fields import bcd

_YES, _DONE, _ENDED, _BUSY = Apdu(0x8000), Apdu(0x060F), 0x061E, Apdu(0x849C)


@dataclass
class FakeTerminal:
    """`hangs_up_after`: so many packets of a payment are sent, then the line goes. `declines_with`: a result code.

    `waits` keeps a payment open until it is aborted. `in_pieces`: one byte at a time. `is_busy`: no to every question.
    """

    declines_with: int | None = None
    hangs_up_after: int | None = None
    waits: bool = False
    in_pieces: bool = False
    is_busy: bool = False
    garbles: bool = False
    port: int = 0
    asked: list[int] = field(default_factory=list)
    thanked: int = 0
    paid: list[tuple[int, int]] = field(default_factory=list)
    """Receipt and cents of what it really took."""

    def serve(self, connection: socket.socket) -> None:
        rest = b""
        while True:
            found = unpacked(rest)
            if found is None:
                more = connection.recv(4096)
                if not more:
                    return
                rest += more
                continue
            packet, rest = found
            if packet.control == 0x8000:
                self.thanked += 1
                continue
            self.asked.append(packet.control)
            if not self._answer(connection, packet):
                return

    def _answer(self, connection: socket.socket, packet: Apdu) -> bool:
        if self.is_busy and packet.control != 0x0600:
            self._send(connection, _BUSY)
            return True
        if packet.control == 0x06B0:
            self._send(connection, _YES)
            self._send(connection, Apdu(_ENDED, b"\x6c"))
            return True
        said = {0x0600: self._registered, 0x0601: self._pays, 0x0620: self._repeats, 0x0630: self._gives_back}
        packets = said.get(packet.control, self._closes)(packet)
        is_money = packet.control in (0x0601, 0x0630)
        for number, each in enumerate(packets):
            if is_money and self.hangs_up_after is not None and number >= self.hangs_up_after:
                return False
            self._send(connection, each)
        return True

    def _registered(self, _packet: Apdu) -> list[Apdu]:
        return [_YES, _DONE]

    def _pays(self, packet: Apdu) -> list[Apdu]:
        cents = int(packet.data[1:7].hex())
        shows = [
            _YES,
            Apdu(0x04FF, b"\x0a"),
            Apdu(0x04FF, bytes.fromhex("ff10061a2418070845555220312e3233070c42697474652077617274656e")),
        ]
        if self.waits:
            return shows
        if self.declines_with is not None:
            code = bytes((self.declines_with,))
            return [*shows, Apdu(0x040F, b"\x27" + code + b"\x29\x28\x00\x48\x69"), Apdu(_ENDED, code)]
        receipt = len(self.paid) + 471
        self.paid.append((receipt, cents))
        return [*shows, self._status(receipt, cents), *_lines("KASSENBELEG", f"EUR {cents / 100:.2f}"), _DONE]

    def _status(self, receipt: int, cents: int) -> Apdu:
        if self.garbles:
            return Apdu(0x040F, bytes.fromhex("2700040000"))
        card = b"\x8b\xf0\xf7GIROPAY"[:3] + b"GIROCAR"
        number = b"\x22\xf0\xf8" + bytes.fromhex("eeeeeeeeeeee4771")
        fixed = b"\x04" + bcd(cents, 6) + b"\x0b" + bcd(receipt, 3) + b"\x29\x28\x00\x48\x69\x87" + bcd(receipt, 2)
        return Apdu(0x040F, b"\x27\x00" + fixed + number + card)

    def _repeats(self, _packet: Apdu) -> list[Apdu]:
        if not self.paid:
            return [_YES, Apdu(_ENDED, b"\x9a")]
        return [_YES, self._status(*self.paid[-1]), _DONE]

    def _gives_back(self, packet: Apdu) -> list[Apdu]:
        wanted = int(packet.data[4:6].hex()), int(packet.data[7:13].hex())
        if wanted not in self.paid:
            return [_YES, Apdu(_ENDED, b"\x71")]
        self.paid.remove(wanted)
        return [_YES, self._status(*wanted), _DONE]

    def _closes(self, _packet: Apdu) -> list[Apdu]:
        return [_YES, Apdu(0x040F, b"\x27\x00"), *_lines("KASSENSCHNITT"), _DONE]

    def _send(self, connection: socket.socket, packet: Apdu) -> None:
        data = packet.packed()
        for start in range(0, len(data), 1 if self.in_pieces else len(data)):
            connection.sendall(data[start : start + 1] if self.in_pieces else data)
            if self.in_pieces:
                sleep(0.0005)


def _lines(*lines: str) -> list[Apdu]:
    return [Apdu(0x06D1, b"\x40" + line.encode("cp437")) for line in lines]


@contextmanager
def running(terminal: FakeTerminal) -> Iterator[FakeTerminal]:
    """Listens on a free port until the block ends; one connection after the other."""
    server = socket.create_server(("127.0.0.1", 0))
    terminal.port = server.getsockname()[1]

    def accept() -> None:
        while True:
            try:
                connection, _who = server.accept()
            except OSError:
                return
            with connection:
                try:
                    terminal.serve(connection)
                except OSError:
                    continue

    thread = Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield terminal
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)
