"""Bytes of a serial line become texts: ended by a control character, or by a silence."""

from typing import Final

MOST_BYTES: Final = 4096
_ENDS: Final = frozenset(b"\r\n\t\x03\x04")
_OVER: Final = 2
"""So many moments without a byte end a text of a device that sends no end."""
_BROKEN_OFF: Final = 5
_DROPPED: Final = frozenset(b"\x00\x02")
"""Begin a text in some devices' settings, or are noise; no code has them."""


class LineFraming:
    """One for each line. What is longer than MOST_BYTES is cut off up to its end: no code is.

    A device that was seen to end its texts is waited for: what it breaks off is no text, however long the silence.
    """

    def __init__(self, *, ends: bool = False) -> None:
        """`ends`: what has no end is never a text, not even the first of a device."""
        self._held = bytearray()
        self._ends = ends
        self._silences = 0

    def take(self, data: bytes) -> list[str]:
        """The texts that these bytes end; `data` empty: a moment's silence."""
        if not data:
            return self._on_silence()
        self._silences = 0
        ended = []
        for byte in data:
            if byte in _ENDS:
                self._ends = True
                ended += self._end()
            elif byte not in _DROPPED and len(self._held) < MOST_BYTES:
                self._held.append(byte)
        return ended

    def _on_silence(self) -> list[str]:
        self._silences += 1
        if self._ends and self._silences >= _BROKEN_OFF:
            self.drop()
        return self._end() if not self._ends and self._silences >= _OVER else []

    def drop(self) -> None:
        """The line broke: what was half there is no text."""
        self._held.clear()

    def _end(self) -> list[str]:
        held, self._held = bytes(self._held), bytearray()
        return [_text(held)] if held else []


def _text(held: bytes) -> str:
    """UTF-8; devices that know nothing of it send Latin-1."""
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return held.decode("latin-1")
