"""Which readings may be believed. A wrong read is worse than none."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.assets.codes import CodeRefused, Gs1Malformed, is_gtin, is_near_own, parse_code, parse_gs1, upce_to_upca
from hardware.decoder.reading import MATRICES, Reading, Symbology, same_place

SURE: Final = 2
"""Witnesses a reading needs before it may act."""

_ENDS_IN_CHECK_DIGIT: Final = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA})
_LEAST_LENGTH: Final = {Symbology.CODABAR: 8, Symbology.ITF: 6, Symbology.CODE39: 3, Symbology.CODE93: 2}


def is_plausible(reading: Reading) -> bool:
    """Whether nothing in the text itself refutes the reading: check digits, own check character, GS1 keys, length."""
    text, symbology = reading.text, reading.symbology
    if len(text) < _LEAST_LENGTH.get(symbology, 1):
        return False
    if symbology in {Symbology.EAN13, Symbology.EAN8, Symbology.UPCA} or (
        symbology is Symbology.ITF and len(text) == 14
    ):
        return is_gtin(text)
    if symbology is Symbology.UPCE:
        return upce_to_upca(text) is not None
    if symbology is Symbology.CODABAR:
        return text[0] in "ABCD" and text[-1] in "ABCD"
    return symbology in MATRICES or _payload_fits(text, symbology)


def _payload_fits(text: str, symbology: Symbology) -> bool:
    """No check that the payload itself brings refuses it. A GS1 string that does not come apart refutes nothing."""
    try:
        if is_near_own(text):
            parse_code(text)
        if symbology is Symbology.GS1_128:
            parse_gs1(text)
    except Gs1Malformed:
        return True
    except CodeRefused:
        return False
    return True


def has_own_proof(reading: Reading) -> bool:
    """Error correction, or our own check character on top of the symbol's: one witness is enough."""
    return reading.symbology in MATRICES or is_near_own(reading.text)


def is_sure(reading: Reading) -> bool:
    return has_own_proof(reading) or reading.quality >= SURE


def settle(readings: Iterable[Reading]) -> list[Reading]:
    """One reading a place, in order of first sight; witnesses of the same text add up, contradictions fall out."""
    groups: list[list[Reading]] = []
    for reading in readings:
        group = next((g for g in groups if _same_symbol(g[0], reading)), None)
        if group is None:
            groups.append([reading])
        else:
            group.append(reading)
    return [settled for settled in map(_agreed, groups) if settled is not None]


def _same_symbol(one: Reading, other: Reading) -> bool:
    """Readings of a few lines each may lie some way apart on high bars, so the same text is forgiven more."""
    return same_place(one.polygon, other.polygon, 0.5 if one.text == other.text else 0.05)


def _agreed(group: list[Reading]) -> Reading | None:
    # Bars read out of matrix cells are phantoms; error correction does not err.
    group = [reading for reading in group if reading.symbology in MATRICES] or group
    first = max(group, key=lambda reading: not reading.text.isascii())
    if not all(_agree(first, other) for other in group):
        return None
    return replace(first, quality=sum(reading.quality for reading in group))


def _agree(one: Reading, other: Reading) -> bool:
    if one.symbology is not other.symbology:
        return False
    return other.text in {one.text, _without_fnc4(one)}


def _without_fnc4(reading: Reading) -> str:
    """What zbar makes of a Code 128 with letters beyond ASCII: it drops FNC4, and so the eighth bit."""
    if reading.symbology is not Symbology.CODE128 or any(ord(c) > 255 for c in reading.text):
        return reading.text
    return "".join(chr(ord(c) & 0x7F) for c in reading.text)
