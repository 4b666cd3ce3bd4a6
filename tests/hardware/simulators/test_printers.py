"""A simulated printer keeps what came, and draws it so that its codes can be read again."""

import io
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.till.slip import Bars, Line, Pair, PrinterUnreachable, Qr, Rule, Side, Slip
from hardware.decoder.decoder import Decoder
from hardware.printers.picture import PrinterLanguageUnknown
from hardware.receipts.escpos import EscposPrinter, over_network
from hardware.simulators.receipt_picture import WIDTH, printed_slip
from hardware.simulators.run import run
from hardware.simulators.tcp_printer import FakePrinter, KeptPrints, labels, slips

SLIP = Slip(
    (
        Line("Radwerk Berlin", Side.CENTRE, is_bold=True, is_big=True),
        Line("Größe – „Kiez“ 3"),
        Rule(),
        Pair("E-Bike Kiez 3, erste Miete vom 1. bis zum 30. November 2026", "79,00 €"),
        Qr("V0;955002-00;Kassenbeleg-V1"),
        Bars("OR-000214-C"),
    ),
    opens_drawer=True,
)


def sent(slip: Slip) -> bytes:
    found: list[bytes] = []
    EscposPrinter(found.append).print(slip)
    return b"".join(found)


def test_a_receipt_over_the_wire_is_a_picture_whose_codes_read_as_they_were_meant(tmp_path: Path) -> None:
    kept, made = KeptPrints(tmp_path / "out", "bin", slips), list[Path]()
    printer = FakePrinter(lambda data: made.extend(kept.keep(data)))
    EscposPrinter(over_network(printer.host, printer.port)).print(SLIP)
    printer.close()
    assert [path.name for path in made] == ["0001.bin", "0001-1.png"]
    slip = printed_slip(made[0].read_bytes())
    assert slip.words[:3] == ("Radwerk Berlin", 'Größe - "Kiez" 3', "-" * 42)
    assert slip.words[4].endswith("79,00 €")
    assert (slip.opens_drawer, slip.is_cut) == (True, True)
    picture = cv2.imread(str(made[1]))
    assert picture is not None
    assert picture.shape[1] == WIDTH
    assert {reading.text for reading in Decoder().read(picture)} == {"V0;955002-00;Kassenbeleg-V1", "OR-000214-C"}
    with pytest.raises(PrinterUnreachable):
        EscposPrinter(over_network(printer.host, printer.port)).print(SLIP)


def test_what_a_printer_cannot_read_is_kept_as_it_came(tmp_path: Path) -> None:
    kept = KeptPrints(tmp_path, "zpl", labels)
    assert [path.name for path in kept.keep(b"^XA^PW400^LL100^FO10,10^A0N,30,30^FDKiez 3^FS^XZ")] == [
        "0001.zpl",
        "0001-1.png",
    ]
    assert [path.name for path in kept.keep(b"\xff\x00 nonsense")] == ["0002.zpl"]
    assert (tmp_path / "0002.zpl").read_bytes() == b"\xff\x00 nonsense"


def test_a_command_that_no_printer_knows_is_refused() -> None:
    with pytest.raises(PrinterLanguageUnknown):
        printed_slip(b"text\x1bXmore")


@given(st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_no_text_of_a_receipt_becomes_a_command(text: str) -> None:
    slip = printed_slip(sent(Slip((Line(text), Line("end")))))
    assert slip.words[-7:][0] == "end" or "end" in slip.words
    assert not slip.opens_drawer


def test_the_tool_prints_where_it_listens_and_what_it_took(tmp_path: Path) -> None:
    out = io.StringIO()

    def typed() -> Iterator[str]:
        port = int(out.getvalue().strip().rpartition(":")[2])
        EscposPrinter(over_network("127.0.0.1", port)).print(SLIP)
        yield ""

    assert run(["receipts", "--port", "0", "--to", str(tmp_path)], out, _Typed(typed())) == 0
    assert (tmp_path / "0001-1.png").stat().st_size > 1000
    assert "0001-1.png" in out.getvalue()


@pytest.mark.parametrize(
    "words", [[], ["oven"], ["scanner", "--port", "1"], ["labels", "--port", "x"], ["scale", "--at"]]
)
def test_what_is_not_understood_gets_help(words: list[str]) -> None:
    out = io.StringIO()
    assert run(words, out, []) == 2
    assert "simulate scanner" in out.getvalue()


class _Typed:
    """Lines that come when they are asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self._lines
