"""Bytes of a serial line become texts: ended by a control character, or by a silence."""

from typing import Final

MOST_BYTES: Final = 4096
_ENDS: Final = frozenset(b"\r\n\t\x03\x04")
_DROPPED: Final = frozenset(b"\x00\x02")
"""Begin a text in some devices' settings, or are noise; no code has them."""


class LineFraming:
    """One for each line. What is longer than MOST_BYTES is cut off up to its end: no code is."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, data: bytes) -> list[str]:
        """The texts that these bytes end; `data` empty: a silence, which ends what stands there."""
        if not data:
            return self._end()
        ended = []
        for byte in data:
            if byte in _ENDS:
                ended += self._end()
            elif byte not in _DROPPED and len(self._held) < MOST_BYTES:
                self._held.append(byte)
        return ended

    def _end(self) -> list[str]:
        held, self._held = bytes(self._held), bytearray()
        return [_text(held)] if held else []


def _text(held: bytes) -> str:
    """UTF-8; devices that know nothing of it send Latin-1."""
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return held.decode("latin-1")
