"""What a label printer would print: reads the commands that `zpl.py` writes, as a printer does, and draws the labels.

For simulators, previews and tests. It knows no command that we do not write: another one is refused, so a text that
got out of its field is seen. Codes are drawn by zxing-cpp, not by what laid them out.
"""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from domain.errors import InvalidInput

Dots = NDArray[np.uint8]
"""Grey, 255 is white; a row a line of dots."""
_FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FACE: Final = "IBMPlexSans-SemiBold.ttf"
_LOWER: Final = 10
_MOST_DOTS: Final = 20_000
_MOST_COPIES: Final = 9_999


class PrinterLanguageUnknown(InvalidInput):
    """A command that is not among those which are printed here."""

    code = "printer_language_unknown"


@dataclass(frozen=True, slots=True)
class Printed:
    """One label, and how often."""

    picture: Dots
    copies: int
    words: tuple[str, ...]


@dataclass(slots=True)
class _State:
    wide: int = 812
    high: int = 609
    at: tuple[int, int] = (0, 0)
    module: int = 2
    bar: int = _LOWER
    kind: str = ""
    numbers: tuple[int, ...] = ()
    is_hex: bool = False
    copies: int = 1
    marks: list[tuple[int, int, Dots]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def printed(text: str) -> list[Printed]:
    """The labels of one delivery, in order. Raises PrinterLanguageUnknown."""
    labels: list[Printed] = []
    state: _State | None = None
    for command, data in _commands(text):
        if command == "^XA":
            state = _State()
        elif state is None:
            raise PrinterLanguageUnknown(command=command)
        elif command == "^XZ":
            labels.append(_label(state))
            state = None
        else:
            _obey(state, command, data)
    if state is not None:
        raise PrinterLanguageUnknown(command="^XA")
    return labels


def png_of(picture: Dots) -> bytes:
    """For people: the dots as a picture file."""
    held = BytesIO()
    Image.fromarray(picture).save(held, "PNG")
    return held.getvalue()


def _commands(text: str) -> list[tuple[str, str]]:
    """Each caret or tilde begins a command, wherever it stands; line ends mean nothing."""
    found: list[tuple[str, str]] = []
    at = [index for index, sign in enumerate(text) if sign in "^~"]
    if text[: at[0] if at else None].strip():
        raise PrinterLanguageUnknown(command=text[:20])
    for start, end in zip(at, [*at[1:], len(text)], strict=True):
        piece = text[start:end].replace("\r", "").replace("\n", "")
        length = 2 if piece[1:2] == "A" else 3
        found.append((piece[:length], piece[length:]))
    return found


def _obey(state: _State, command: str, data: str) -> None:
    if command in {"^FO", "^PW", "^LL", "^PQ", "^LH", "^CI"}:
        _set(state, command, _numbers(data))
    elif command == "^BY":
        numbers = _numbers(data)
        state.module, state.bar = numbers[0], numbers[2] if len(numbers) > 2 else state.bar
    elif command in {"^A", "^BC", "^BQ", "^BX"}:
        state.kind, state.numbers = command, _numbers("".join(sign for sign in data if sign in "0123456789,"))
    elif command == "^FH":
        state.is_hex = True
    elif command == "^GF":
        state.marks.append((*state.at, _graphic(data)))
    elif command == "^FD":
        _draw(state, _unescaped(data) if state.is_hex else data)
    elif command == "^FS":
        state.kind, state.is_hex = "", False
    else:
        raise PrinterLanguageUnknown(command=command)


def _set(state: _State, command: str, numbers: tuple[int, ...]) -> None:
    if command == "^FO" and len(numbers) > 1:
        state.at = (numbers[0], numbers[1])
    elif command == "^PW":
        state.wide = min(numbers[0], _MOST_DOTS)
    elif command == "^LL":
        state.high = min(numbers[0], _MOST_DOTS)
    elif command == "^PQ":
        state.copies = max(1, min(numbers[0], _MOST_COPIES))
    elif (command == "^CI" and numbers[0] != 28) or (command == "^LH" and any(numbers)):
        raise PrinterLanguageUnknown(command=command)


def _numbers(data: str) -> tuple[int, ...]:
    try:
        return tuple(int(each) for each in data.split(",") if each) or (0,)
    except ValueError as wrong:
        raise PrinterLanguageUnknown(command=data[:20]) from wrong


def _unescaped(data: str) -> str:
    parts = data.split("_")
    found = bytearray(parts[0].encode())
    for part in parts[1:]:
        try:
            found += bytes.fromhex(part[:2])
        except ValueError as wrong:
            raise PrinterLanguageUnknown(command=part[:20]) from wrong
        found += part[2:].encode()
    return found.decode("utf-8", "replace")


def _draw(state: _State, data: str) -> None:
    x, y = state.at
    if state.kind == "^A":
        state.words.append(data)
        state.marks.append((x, y, _words(data, state.numbers[-1])))
    elif state.kind == "^BC":
        bars = _symbol(data, "Code128")[:1] if data else np.zeros((1, 0), np.uint8)
        high = state.numbers[0] or state.bar
        state.marks.append((x, y, np.repeat(np.repeat(bars, high, 0), state.module, 1)))
    elif state.kind == "^BQ":
        state.marks.append((x, y + state.bar, _cells(_symbol(data[3:], "QRCode", "M"), state.numbers[-1])))
    elif state.kind == "^BX":
        state.marks.append((x, y, _cells(_symbol(data, "DataMatrix"), state.numbers[0])))
    else:
        raise PrinterLanguageUnknown(command="^FD")


def _symbol(data: str, kind: str, level: str = "") -> Dots:
    options: dict[str, object] = {"force_square": True} if kind == "DataMatrix" else {}
    if level:
        options["ec_level"] = level
    made = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat[kind], **options)
    return np.asarray(made.to_image(scale=1, add_quiet_zones=False), np.uint8)


def _cells(symbol: Dots, module: int) -> Dots:
    return np.repeat(np.repeat(symbol, module, 0), module, 1)


def _words(text: str, size: int) -> Dots:
    type_face = ImageFont.truetype(_FONTS / _FACE, max(4, size * 4 // 5))
    wide = max(1, round(type_face.getlength(text)))
    picture = Image.new("L", (wide, size * 5 // 4), 255)
    ImageDraw.Draw(picture).text((0, 0), text, fill=0, font=type_face)
    return np.where(np.asarray(picture, np.uint8) < 160, 0, 255).astype(np.uint8)


def _graphic(data: str) -> Dots:
    kind, _size, whole, row, bits = data.split(",", 4)
    if kind != "A" or not whole.isdigit():
        raise PrinterLanguageUnknown(command=f"^GF{kind}")
    try:
        rows = np.frombuffer(bytes.fromhex(bits), np.uint8).reshape(-1, int(row))
    except ValueError as wrong:
        raise PrinterLanguageUnknown(command="^GF") from wrong
    return np.where(np.unpackbits(rows, axis=1), 0, 255).astype(np.uint8)


def _label(state: _State) -> Printed:
    picture = np.full((state.high, state.wide), 255, np.uint8)
    for x, y, mark in state.marks:
        seen = mark[: max(0, state.high - y), : max(0, state.wide - x)]
        under = picture[y : y + seen.shape[0], x : x + seen.shape[1]]
        np.minimum(under, seen, out=under)
    return Printed(picture, state.copies, tuple(state.words))
