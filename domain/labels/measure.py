"""Words on a label: how wide they are, where they are cut, where they turn."""

import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Final


class Type(StrEnum):
    """CODE: figures and letters that nobody takes for one another."""

    PLAIN = "plain"
    BOLD = "bold"
    CODE = "code"


Measure = Callable[[str, int, Type], int]
"""The width in dots of a text that is `size` dots high."""

_NARROW: Final = frozenset("iljtIf.,:;!|'()[]{}/\\ ·-")
_BROAD: Final = frozenset("mwMW@%&Ææ—…")


def estimated(text: str, size: int, kind: Type) -> int:
    """For printers whose own type nobody can measure from here: rather too wide than too narrow."""
    thousandths = sum(_em(sign) for sign in text)
    return -(-thousandths * size * (100 if kind is Type.PLAIN else 106) // 100_000)


def _em(sign: str) -> int:
    if sign in _NARROW:
        return 360
    if sign in _BROAD:
        return 920
    if sign.isupper():
        return 680
    return 560 if ord(sign) < 0x250 else 1000


def harmless(text: str) -> str:
    """One line without signs that steer a printer, a cursor or the direction of writing."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if sign in "\t\n\r\v\f\x85\u2028\u2029" else sign for sign in composed)
    return " ".join("".join(each for each in kept if _is_seen(each)).split())


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shortened(text: str, room: int, wide: Callable[[str], int]) -> str:
    """The text, its end replaced by … when it is wider than `room`."""
    if wide(text) <= room:
        return text
    while text and wide(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def wrapped(text: str, room: int, most: int, wide: Callable[[str], int]) -> list[str]:
    """At most `most` lines that are no wider than `room`; the last is cut where more would follow."""
    words = text.split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words[0]
        taken = 1
        while taken < len(words) and wide(f"{line} {words[taken]}") <= room:
            line = f"{line} {words[taken]}"
            taken += 1
        if wide(line) > room:
            break
        lines.append(line)
        words = words[taken:]
    rest = " ".join(words)
    return [*lines, shortened(rest, room, wide)] if rest else lines
