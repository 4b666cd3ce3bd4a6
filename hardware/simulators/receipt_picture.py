"""What a receipt printer would print: its bytes are read as the printer reads them, and drawn on a strip of paper.

It knows the commands that `receipts/escpos.py` sends and the usual ones beside them; another one is refused, so that a
text which turned into a command is seen.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from domain.till.slip import COLUMNS
from hardware.printers.picture import PrinterLanguageUnknown

WIDTH: Final = 576
"""Dots across 80 mm paper at 203 dpi."""
_CELL: Final = (WIDTH // COLUMNS, 28)
_FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_PAGE: Final = "cp858"
_ESC, _GS, _LF = 0x1B, 0x1D, 0x0A
_LENGTHS: Final = {
    _ESC: {b"@": 0, b"t": 1, b"E": 1, b"a": 1, b"!": 1, b"-": 1, b"M": 1, b"d": 1, b"J": 1, b"p": 3, b"{": 1, b"G": 1},
    _GS: {b"d": 1, b"B": 1, b"h": 1, b"w": 1, b"H": 1, b"f": 1, b"b": 1, b"!": 1},
}
"""Command -> how many bytes of it follow the name. Those of a length of their own are read apart."""
_HIGH, _WIDE, _BOLD = 0x10, 0x20, 0x08


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """`picture`: grey, 255 is white. `words`: the lines of text in order; `codes`: what its codes say."""

    picture: NDArray[np.uint8]
    words: tuple[str, ...]
    codes: tuple[str, ...]
    opens_drawer: bool
    is_cut: bool


@dataclass(slots=True)
class _Paper:
    strips: list[Image.Image] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    line: bytearray = field(default_factory=bytearray)
    is_bold: bool = False
    is_big: bool = False
    is_centred: bool = False
    qr: bytes = b""
    qr_dots: int = 3
    bar_dots: int = 2
    bar_height: int = 64
    opens_drawer: bool = False
    is_cut: bool = False


def printed_slip(data: bytes) -> PrintedSlip:
    """Everything of one delivery on one strip. Raises PrinterLanguageUnknown."""
    paper, at = _Paper(), 0
    while at < len(data):
        if data[at] in (_ESC, _GS):
            at = _command(paper, data, at)
        elif data[at] == _LF:
            _end_line(paper)
            at += 1
        else:
            paper.line.append(data[at])
            at += 1
    if paper.line:
        _end_line(paper)
    return PrintedSlip(_glued(paper.strips), tuple(paper.words), tuple(paper.codes), paper.opens_drawer, paper.is_cut)


def _command(paper: _Paper, data: bytes, at: int) -> int:
    """Obeys one; where the next byte stands."""
    lead, name = data[at], data[at + 1 : at + 2]
    if lead == _GS and name == b"(":
        size = int.from_bytes(data[at + 3 : at + 5], "little")
        _code_command(paper, data[at + 5 : at + 5 + size])
        return at + 5 + size
    if lead == _GS and name == b"k":
        size = data[at + 3]
        _bars(paper, data[at + 4 : at + 4 + size])
        return at + 4 + size
    if lead == _GS and name == b"V":
        paper.is_cut = True
        return at + 3 + (data[at + 2 : at + 3] in (b"A", b"B"))
    length = _LENGTHS[lead].get(name)
    if length is None:
        raise PrinterLanguageUnknown(command=data[at : at + 2].hex(" "))
    _obey(paper, lead, name, data[at + 2 : at + 2 + length])
    return at + 2 + length


def _obey(paper: _Paper, lead: int, name: bytes, values: bytes) -> None:
    first = values[0] if values else 0
    if name == b"!" and lead == _ESC:
        paper.is_big, paper.is_bold = bool(first & _HIGH and first & _WIDE), bool(first & _BOLD)
    elif name == b"E":
        paper.is_bold = bool(first & 1)
    elif name == b"a":
        paper.is_centred = first in (1, ord("1"))
    elif name == b"p":
        paper.opens_drawer = True
    elif name == b"d" and lead == _ESC:
        paper.strips += [_blank(_CELL[1])] * first
    elif name == b"h":
        paper.bar_height = first
    elif name == b"w":
        paper.bar_dots = first


def _end_line(paper: _Paper) -> None:
    text = bytes(paper.line).decode(_PAGE, "replace")
    paper.line.clear()
    paper.words.append(text)
    times = 2 if paper.is_big else 1
    face = "IBMPlexMono-SemiBold.ttf" if paper.is_bold else "IBMPlexMono-Regular.ttf"
    font = ImageFont.truetype(_FONTS / face, 21 * times)
    width, height = _CELL[0] * times, _CELL[1] * times
    columns = WIDTH // width
    for start in range(0, max(len(text), 1), columns):
        strip, part = _blank(height), text[start : start + columns]
        left = (WIDTH - len(part) * width) // 2 if paper.is_centred else 0
        pen = ImageDraw.Draw(strip)
        for number, sign in enumerate(part):
            pen.text((left + number * width, 0), sign, font=font, fill=0)
        paper.strips.append(strip)


def _code_command(paper: _Paper, body: bytes) -> None:
    """`GS ( k` of a QR code: its size, its data, or the order to print it."""
    name = body[1:2]
    if name == b"C":
        paper.qr_dots = body[2]
    elif name == b"P":
        paper.qr = body[3:]
    elif name == b"Q":
        code = zxingcpp.create_barcode(paper.qr.decode(), zxingcpp.BarcodeFormat.QRCode)
        _draw(paper, code, paper.qr_dots, None)
        paper.codes.append(paper.qr.decode())


def _bars(paper: _Paper, body: bytes) -> None:
    text = body.removeprefix(b"{B").decode("ascii", "replace")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    _draw(paper, code, paper.bar_dots, paper.bar_height)
    paper.codes.append(text)
    paper.line += text.encode(_PAGE, "replace")
    _end_line(paper)


def _draw(paper: _Paper, code: zxingcpp.Barcode, dots: int, height: int | None) -> None:
    symbol = Image.fromarray(np.asarray(code.to_image(scale=1, add_quiet_zones=True), np.uint8))
    size = (symbol.width * dots, height or symbol.height * dots)
    symbol = symbol.resize(size, Image.Resampling.NEAREST)
    strip = _blank(symbol.height)
    strip.paste(symbol, ((WIDTH - symbol.width) // 2 if paper.is_centred else 0, 0))
    paper.strips.append(strip)


def _blank(height: int) -> Image.Image:
    return Image.new("L", (WIDTH, height), 255)


def _glued(strips: list[Image.Image]) -> NDArray[np.uint8]:
    height = sum(strip.height for strip in strips) or 1
    whole, at = _blank(height), 0
    for strip in strips:
        whole.paste(strip, (0, at))
        at += strip.height
    return np.asarray(whole, np.uint8)
