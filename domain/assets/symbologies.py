"""The names of symbols, and how a scanner tells them: by name, or by an AIM identifier before the text."""

import re
from typing import Final

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_AIM_GS1: Final = ("]C1", "]e0", "]d2", "]Q3", "]J1")
_OF_AIM: Final = {
    "C": "CODE128", "A": "CODE39", "G": "CODE93", "F": "CODABAR", "I": "ITF", "E": "EAN13", "Q": "QRCODE",
    "d": "DATAMATRIX", "L": "PDF417", "z": "AZTEC",
}  # fmt: skip
NAMES: Final = {
    "CODE128": "Code 128", "GS1_128": "GS1-128", "QRCODE": "QR", "DATAMATRIX": "Data Matrix", "EAN13": "EAN-13",
    "EAN8": "EAN-8", "UPCA": "UPC-A", "UPCE": "UPC-E", "CODE39": "Code 39", "CODE93": "Code 93", "ITF": "ITF",
    "CODABAR": "Codabar", "PDF417": "PDF417", "AZTEC": "Aztec",
}  # fmt: skip
"""Proper names, the same in every language; the commonest first."""
SYMBOLOGIES: Final = tuple(NAMES)
"""All that a camera or a scanner may name."""


def without_aim(text: str) -> str:
    """The text without a leading AIM identifier such as "]C1"."""
    return text[3:] if _AIM.match(text) else text


def is_gs1_aim(text: str) -> bool:
    """Whether the AIM identifier before the text says GS1."""
    return text.startswith(_AIM_GS1)


def symbology_of(text: str, symbology: str | None) -> str | None:
    """What the device told, one of SYMBOLOGIES; None: it told nothing (most keyboard scanners, typing)."""
    if symbology is not None or not _AIM.match(text):
        return symbology
    if text.startswith("]C1"):
        return "GS1_128"
    if text.startswith("]E4"):
        return "EAN8"
    return _OF_AIM.get(text[1])
