"""The two decoding libraries behind one face. Neither is trusted alone: see `trust.py`."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

import numpy as np
import zxingcpp

from domain.assets.codes import upce_to_upca
from hardware.decoder.reading import Engine, Picture, Reading, Symbology, polygon_of

_ZXING: Final = {
    Symbology.CODE128: ("Code128",),
    Symbology.GS1_128: ("Code128",),
    Symbology.CODE39: ("Code39Std",),
    Symbology.CODE93: ("Code93",),
    Symbology.CODABAR: ("Codabar",),
    Symbology.ITF: ("ITF",),
    Symbology.EAN13: ("EAN13",),
    Symbology.EAN8: ("EAN8",),
    Symbology.UPCA: ("EAN13",),
    Symbology.UPCE: ("UPCE",),
    Symbology.QRCODE: ("QRCode",),
    Symbology.DATAMATRIX: ("DataMatrix",),
    Symbology.PDF417: ("PDF417",),
    Symbology.AZTEC: ("Aztec",),
}
_FROM_ZXING: Final = {
    "Code 128": Symbology.CODE128,
    "Code 39": Symbology.CODE39,
    "Code 93": Symbology.CODE93,
    "Codabar": Symbology.CODABAR,
    "ITF": Symbology.ITF,
    "QR Code": Symbology.QRCODE,
    "Data Matrix": Symbology.DATAMATRIX,
    "PDF417": Symbology.PDF417,
    "Aztec": Symbology.AZTEC,
}
_ZBAR: Final = {
    Symbology.CODE128: "CODE128",
    Symbology.GS1_128: "CODE128",
    Symbology.CODE39: "CODE39",
    Symbology.CODE93: "CODE93",
    Symbology.CODABAR: "CODABAR",
    Symbology.ITF: "I25",
    Symbology.EAN13: "EAN13",
    Symbology.EAN8: "EAN8",
    Symbology.UPCA: "EAN13",
    Symbology.UPCE: "UPCE",
    Symbology.QRCODE: "QRCODE",
}
_FROM_ZBAR: Final = {name: symbology for symbology, name in reversed(_ZBAR.items())}
_ZBAR_X_DENSITY: Final = 0x100
_ZBAR_GS1: Final = 1
"""Bit of zbar_modifier_t: FNC1 stood first."""


class SymbolEngine(Protocol):
    """A library that finds symbols in a grey picture."""

    def read(self, picture: Picture) -> list[Reading]:
        """Readings in the picture's own pixels; quality: lines that agreed (zbar), 1 (zxing)."""
        ...


class ZxingEngine:
    """zxing-cpp. `quick` looks along the rows of the given size only; otherwise also turned, smaller and inverted."""

    def __init__(self, symbologies: Iterable[Symbology], *, quick: bool) -> None:
        self._wanted = frozenset(symbologies)
        names = sorted({name for symbology in self._wanted for name in _ZXING[symbology]})
        self._formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat[name] for name in names])
        self._quick = quick

    def read(self, picture: Picture) -> list[Reading]:
        found = zxingcpp.read_barcodes(
            picture,
            formats=self._formats,
            try_rotate=not self._quick,
            try_downscale=not self._quick,
            try_invert=not self._quick,
            text_mode=zxingcpp.TextMode.Plain,
        )
        readings = (self._reading(barcode) for barcode in found if barcode.valid)
        return [reading for reading in readings if reading is not None and reading.symbology in self._wanted]

    def _reading(self, barcode: zxingcpp.Barcode) -> Reading | None:
        place = barcode.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        name = str(barcode.symbology)
        text = barcode.text
        if name == "EAN/UPC":
            named = _retail(text, is_short=barcode.format == zxingcpp.BarcodeFormat.UPCE, wanted=self._wanted)
        elif name in _FROM_ZXING:
            is_gs1 = barcode.symbology_identifier == "]C1"
            named = (Symbology.GS1_128 if is_gs1 else _FROM_ZXING[name], text)
        else:
            return None
        return Reading(named[0], named[1], tuple((point.x, point.y) for point in points), Engine.ZXING)


class ZbarEngine:
    """libzbar through pyzbar's bindings, with the GS1 flag and raw bytes that pyzbar's own `decode` drops."""

    def __init__(self, symbologies: Iterable[Symbology], *, rows_only: bool = False) -> None:
        """`rows_only`: scan along the rows and not down the columns, for pictures that are known to be upright.

        Raises:
            ImportError: the shared library is not installed.
        """
        # pyzbar brings no types
        from pyzbar import pyzbar, wrapper  # type: ignore[import-untyped]  # pyzbar ships no types

        self._wanted = frozenset(symbologies)
        self._pyzbar: Any = pyzbar
        self._rows_only = rows_only
        names = {_ZBAR[symbology] for symbology in self._wanted if symbology in _ZBAR}
        self._symbols = [wrapper.ZBarSymbol[name] for name in sorted(names)]
        self._modifiers: Callable[[Any], int] = _modifiers_of(wrapper)

    def read(self, picture: Picture) -> list[Reading]:
        if not self._symbols or min(picture.shape) < 3:
            return []
        bindings = self._pyzbar
        height, width = picture.shape
        pixels = np.ascontiguousarray(picture).tobytes()
        with bindings._image_scanner() as scanner, bindings._image() as image:
            self._configure(scanner)
            bindings.zbar_image_set_format(image, bindings._FOURCC["L800"])
            bindings.zbar_image_set_size(image, width, height)
            bindings.zbar_image_set_data(image, bindings.cast(pixels, bindings.c_void_p), len(pixels), None)
            bindings.zbar_scan_image(scanner, image)
            found = [self._reading(symbol) for symbol in bindings._symbols_for_image(image)]
        return [reading for reading in found if reading is not None and reading.symbology in self._wanted]

    def _configure(self, scanner: Any) -> None:
        bindings = self._pyzbar
        enable = bindings.ZBarConfig.CFG_ENABLE
        bindings.zbar_image_scanner_set_config(scanner, bindings.ZBarSymbol.NONE, enable, 0)
        for symbol in self._symbols:
            bindings.zbar_image_scanner_set_config(scanner, symbol, enable, 1)
        if self._rows_only:
            bindings.zbar_image_scanner_set_config(scanner, bindings.ZBarSymbol.NONE, _ZBAR_X_DENSITY, 0)

    def _reading(self, symbol: Any) -> Reading | None:
        (decoded,) = self._pyzbar._decode_symbols([symbol])
        try:
            text = decoded.data.decode("ascii")
        except UnicodeDecodeError:
            # zbar guesses character sets; what it read may be right, what it says need not be.
            return None
        if decoded.type not in _FROM_ZBAR or not decoded.polygon:
            return None
        symbology = _FROM_ZBAR[decoded.type]
        if symbology is Symbology.CODE128 and self._modifiers(symbol) & _ZBAR_GS1:
            symbology = Symbology.GS1_128
        if symbology in {Symbology.EAN13, Symbology.UPCE}:
            symbology, text = _retail(text, is_short=symbology is Symbology.UPCE, wanted=self._wanted)
        corners = np.array(_four(decoded.polygon), np.float64)
        return Reading(symbology, text, polygon_of(corners), Engine.ZBAR, int(decoded.quality))


def load_zbar(symbologies: Iterable[Symbology], *, rows_only: bool = False) -> ZbarEngine | None:
    """The zbar engine, or None on a machine without the library: everything then rests on zxing-cpp."""
    try:
        return ZbarEngine(symbologies, rows_only=rows_only)
    except ImportError:
        return None


def _modifiers_of(wrapper: Any) -> Callable[[Any], int]:
    from ctypes import POINTER, c_uint

    try:
        found: Callable[[Any], int] = wrapper.zbar_function(
            "zbar_symbol_get_modifiers", c_uint, POINTER(wrapper.zbar_symbol)
        )
    except AttributeError:
        return lambda _symbol: 0
    return found


def _retail(text: str, *, is_short: bool, wanted: frozenset[Symbology]) -> tuple[Symbology, str]:
    """Name and digits of a retail symbol: twelve digits for UPC-A, eight for UPC-E, as they are printed."""
    if len(text) == 8 and not is_short:
        return Symbology.EAN8, text
    if is_short:
        return Symbology.UPCE, _shortened(text)
    if len(text) == 13 and text[0] == "0" and Symbology.UPCA in wanted:
        return Symbology.UPCA, text[1:]
    return Symbology.EAN13, text


def _shortened(text: str) -> str:
    """The eight digits of a UPC-E whose twelve (or thirteen) were given; eight stay as they are."""
    full = text[-12:]
    if len(full) != 12:
        return text
    for candidate in _short_forms(full):
        if upce_to_upca(candidate) == full:
            return candidate
    return text


def _short_forms(full: str) -> list[str]:
    body = full[1:11]
    middles = [body[:2] + body[7:] + body[2], body[:3] + body[8:] + "3", body[:4] + body[9] + "4", body[:5] + body[9]]
    return [full[0] + middle + full[11] for middle in middles if re.fullmatch("[0-9]{6}", middle)]


def _four(points: list[Any]) -> list[tuple[int, int]]:
    """Four corners round a hull: the extremes of the two diagonals."""
    pairs = [(int(point[0]), int(point[1])) for point in points]
    ends = (
        min(pairs, key=lambda p: p[0] + p[1]),
        max(pairs, key=lambda p: p[0] - p[1]),
        max(pairs, key=lambda p: p[0] + p[1]),
        min(pairs, key=lambda p: p[0] - p[1]),
    )
    return list(ends)
