"""What a receipt printer gets, read back byte by byte by a reader of our own."""

import socket
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.till.slip import COLUMNS, Bars, Line, Pair, PrinterUnreachable, Qr, Rule, Side, Slip, laid_out
from hardware.receipts.escpos import EscposPrinter, over_network, to_device

SLIP = Slip(
    (
        Line("Radwerk Berlin", Side.CENTRE, is_bold=True, is_big=True),
        Line("Größe – „Kiez“ 3"),
        Rule(),
        Pair("E-Bike Kiez 3, erste Miete vom 1. bis zum 30. November 2026", "79,00 €"),
        Pair("Summe", "79,00 €", is_bold=True),
        Qr("V0;955002-00;Kassenbeleg-V1"),
        Bars("OR-000214-7"),
    ),
    opens_drawer=True,
)
_FIXED = {
    b"@": 0,
    b"t": 1,
    b"E": 1,
    b"a": 1,
    b"!": 1,
    b"-": 1,
    b"M": 1,
    b"d": 1,
    b"J": 1,
    b"p": 3,
    b"V": 1,
    b"{": 1,
    b"G": 1,
}


def sent(slip: Slip) -> bytes:
    found: list[bytes] = []
    EscposPrinter(found.append).print(slip)
    return b"".join(found)


def read(data: bytes) -> tuple[list[str], list[bytes], list[bytes]]:
    """Lines of text, the commands, and what is inside of codes."""
    text, commands, codes = b"", [], []
    while data:
        sign = data[:1]
        if sign not in (b"\x1b", b"\x1d"):
            text, data = text + sign, data[1:]
            continue
        name = data[1:2]
        if sign == b"\x1d" and name == b"(":
            size = int.from_bytes(data[3:5], "little")
            codes.append(data[5 : 5 + size])
            data = data[5 + size :]
        elif sign == b"\x1d" and name == b"k":
            size = data[3]
            codes.append(data[4 : 4 + size])
            data = data[4 + size :]
        elif sign == b"\x1d" and name in (b"h", b"w", b"H", b"f", b"B", b"!", b"b"):
            data = data[3:]
        elif sign == b"\x1d" and name == b"V":
            commands.append(data[:3])
            data = data[3 + (data[2:3] in (b"A", b"B")) :]
        else:
            length = 2 + _FIXED[name]
            commands.append(data[:length])
            data = data[length:]
    return text.decode("cp858").splitlines(), commands, codes


def test_a_slip_is_read_back_as_it_was_meant():
    lines, commands, codes = read(sent(SLIP))
    said = [line for line in lines if line.strip()]
    assert said == [
        "Radwerk Berlin",
        'Größe - "Kiez" 3',
        "-" * COLUMNS,
        "E-Bike Kiez 3, erste Miete vom 1.",
        "bis zum 30. November 2026          79,00 €",
        "Summe                              79,00 €",
    ]
    assert any(b"Kassenbeleg-V1" in code for code in codes)
    assert any(b"OR-000214-7" in code for code in codes)
    assert b"\x1bt\x13" in commands
    assert sum(each.startswith(b"\x1bp") for each in commands) == 1
    assert any(each.startswith(b"\x1dV") for each in commands)


def test_the_drawer_opens_alone_too():
    found: list[bytes] = []
    EscposPrinter(found.append).open_drawer()
    _lines, commands, _codes = read(b"".join(found))
    assert [each[:2] for each in commands if each[1:2] == b"p"] == [b"\x1bp"]


@given(st.text(max_size=80))
def test_no_text_becomes_a_command(text):
    lines, commands, _codes = read(sent(Slip((Line(text),))))
    assert all(len(line) <= 80 for line in lines)
    assert sum(each.startswith(b"\x1bp") for each in commands) == 0
    assert sum(each.startswith(b"\x1dV") for each in commands) == 1


@given(st.text(alphabet="ab ä-", max_size=150), st.from_regex(r"-?[0-9]{1,6},[0-9]{2} €", fullmatch=True))
def test_amounts_end_where_the_paper_does(left, right):
    lines = laid_out(Pair(left, right))
    assert lines[-1].endswith(right)
    assert len(lines[-1]) == COLUMNS
    assert all(len(line) <= COLUMNS for line in lines)
    assert "".join("".join(lines).removesuffix(right).split()) == "".join(left.split())


def test_over_the_network_and_to_a_device(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        got: list[bytes] = []

        def take() -> None:
            connection, _who = server.accept()
            with connection:
                while more := connection.recv(4096):
                    got.append(more)

        taking = Thread(target=take, daemon=True)
        taking.start()
        EscposPrinter(over_network("127.0.0.1", server.getsockname()[1])).print(SLIP)
        taking.join(5)
        port = server.getsockname()[1]
    assert b"".join(got) == sent(SLIP)
    with pytest.raises(PrinterUnreachable):
        EscposPrinter(over_network("127.0.0.1", port)).print(SLIP)
    device = tmp_path / "lp0"
    EscposPrinter(to_device(device)).print(SLIP)
    assert device.read_bytes() == sent(SLIP)
    with pytest.raises(PrinterUnreachable):
        EscposPrinter(to_device(tmp_path / "gone" / "lp0")).open_drawer()
