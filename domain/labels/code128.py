"""Code 128 by its sets: how wide a text is, and where a writer changes between letters and pairs of digits.

Source: ISO/IEC 15417.
"""

import re
from typing import Final

from domain.errors import InvalidInput

QUIET: Final = 10
"""Modules of white on both sides."""
_RUN: Final = re.compile("[0-9]{4,}")
_SYMBOL, _STOP = 11, 13


class NotForBars(InvalidInput):
    """A sign that set B of Code 128 has not."""

    code = "not_for_bars"


def in_sets(text: str) -> tuple[tuple[str, str], ...]:
    """The text in parts of set "B" or "C"; a part of C has an even number of digits.

    Raises NotForBars.
    """
    if not text or not all(" " <= sign <= "~" for sign in text):
        raise NotForBars(text=text[:40])
    parts: list[tuple[str, str]] = []
    at = 0
    for run in _RUN.finditer(text):
        is_edge = run.start() == 0 or run.end() == len(text)
        if len(run[0]) < 6 and not is_edge:
            continue
        first = run.start() + len(run[0]) % 2
        if first > at:
            parts.append(("B", text[at:first]))
        parts.append(("C", text[first : run.end()]))
        at = run.end()
    if at < len(text):
        parts.append(("B", text[at:]))
    return tuple(parts)


def modules(text: str) -> int:
    """Without quiet zones. Raises NotForBars."""
    parts = in_sets(text)
    signs = sum(len(part) if kind == "B" else len(part) // 2 for kind, part in parts)
    return (len(parts) + signs + 1) * _SYMBOL + _STOP
