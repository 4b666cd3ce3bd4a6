"""Keyboard-wedge scanners: key presses with their times become scans or stay typing. Source: RULES.md, section 6."""

from dataclasses import dataclass
from typing import Final

PAUSE_MS: Final = 250
"""A longer silence ends what was being entered; it was typing."""

MOST_CHARACTERS: Final = 4096
_LEAST_CHARACTERS: Final = 3
_FIRST_LIMIT_MS: Final = 50
_LIMITS_MS: Final = (30, 60)
_ENDS: Final = frozenset("\r\n\t")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A device entered this text: prefix, suffix and the closing key are gone."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A person entered this text, closed with Enter or Tab."""

    text: str


class WedgeFramer:
    """Tells scans from typing by speed. One for each keyboard stream; knows no window and no clock.

    The speed asked for follows the scanners seen: three times the mean gap of past scans, within 30 and 60 ms a
    character, so that a slow radio scanner is taken and a fast typist is not.
    """

    def __init__(self, prefix: str = "", suffix: str = "") -> None:
        """`prefix`, `suffix`: what the scanner is set to send round each code; a text with the prefix is a scan
        whatever its speed."""
        self._prefix = prefix
        self._suffix = suffix
        self._pressed: list[str] = []
        self._began_ms = 0
        self._last_ms = 0
        self._limit_ms = _FIRST_LIMIT_MS
        self._usual_ms: int | None = None

    @property
    def is_scanning(self) -> bool:
        """Whether what has come in so far looks like a scan: a form may then hold back its own handling of keys."""
        return len(self._pressed) >= _LEAST_CHARACTERS and self._is_fast()

    def press(self, text: str, at_ms: int) -> Scanned | Typed | None:
        """Takes the text of one key press (empty for a mere modifier) at a monotonic time in milliseconds.

        Returns:
            What Enter or Tab has just closed; None while nothing is closed or nothing was entered.
        """
        closed: Scanned | Typed | None = None
        for character in text:
            closed = self._take(character, at_ms) or closed
        return closed

    def feed(self, text: str, at_ms: int) -> str | None:
        """Like `press` for callers that care about scans alone: the text of one, else None."""
        closed = self.press(text, at_ms)
        return closed.text if isinstance(closed, Scanned) else None

    def reset(self) -> None:
        """Forgets what has come in, for instance when the window loses the keyboard."""
        self._pressed.clear()

    def _take(self, character: str, at_ms: int) -> Scanned | Typed | None:
        if self._pressed and at_ms - self._last_ms > PAUSE_MS:
            self._pressed.clear()
        if character in _ENDS:
            return self._close()
        if not self._pressed:
            self._began_ms = at_ms
        self._last_ms = at_ms
        if len(self._pressed) < MOST_CHARACTERS:
            self._pressed.append(character)
        return None

    def _close(self) -> Scanned | Typed | None:
        text, is_fast = "".join(self._pressed), self._is_fast()
        characters = len(self._pressed)
        self._pressed.clear()
        if not text:
            return None
        has_prefix = bool(self._prefix) and text.startswith(self._prefix)
        is_held_key = len(set(text)) == 1
        if not has_prefix and (characters < _LEAST_CHARACTERS or is_held_key or not is_fast):
            return Typed(text)
        if is_fast and characters >= _LEAST_CHARACTERS:
            self._learn((self._last_ms - self._began_ms) // (characters - 1))
        return Scanned(text.removeprefix(self._prefix).removesuffix(self._suffix))

    def _is_fast(self) -> bool:
        gaps = max(1, len(self._pressed) - 1)
        return self._last_ms - self._began_ms <= self._limit_ms * gaps

    def _learn(self, gap_ms: int) -> None:
        self._usual_ms = gap_ms if self._usual_ms is None else (3 * self._usual_ms + gap_ms) // 4
        self._limit_ms = min(max(3 * self._usual_ms, _LIMITS_MS[0]), _LIMITS_MS[1])
