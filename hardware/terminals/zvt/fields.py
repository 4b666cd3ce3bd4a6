"""The fields inside ZVT packets: bitmaps with fixed or told length, and containers of tags within one of them.

Source: ZVT 13, chapters 8 and 9. What we do not know is skipped where its length is known, else the rest is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_FIXED: Final[Mapping[int, int]] = {
    **dict.fromkeys(
        (0x01, 0x02, 0x03, 0x05, 0x19, 0x27, 0x8A, 0x8C, 0xA0, 0xD0, 0xD1, 0xD2, 0xD3, 0xE0, 0xE9, 0xEA), 1
    ),
    **dict.fromkeys((0x0D, 0x0E, 0x17, 0x3A, 0x49, 0x87), 2),
    **dict.fromkeys((0x0B, 0x0C, 0x37, 0x3D, 0x88, 0xAA), 3),
    0x04: 6,
    0x29: 4,
    0x2A: 15,
    0x3B: 8,
    0xBA: 5,
    0xEB: 8,
}
"""Bitmap -> bytes."""
_TWO_DIGITS: Final = frozenset({0x22, 0x23, 0x2D, 0x8B, 0xA1, 0xA7, *range(0xE1, 0xE9), *range(0xF1, 0xF9)})
_THREE_DIGITS: Final = frozenset({0x24, 0x2E, 0x3C, 0x60, 0x92, 0x9A, 0xAF})
TLV: Final = 0x06
_CONSTRUCTED: Final = 0x20
_MORE_TAG: Final = 0x1F
_MORE: Final = 0x80


class FieldBroken(Exception):
    """What came ends in the middle of a field."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a container; `inner` are the tags of one that holds others."""

    number: int
    value: bytes
    inner: tuple["Tag", ...] = ()

    def all(self) -> Iterator["Tag"]:
        """This one and all within, in order."""
        yield self
        for each in self.inner:
            yield from each.all()


def fields_of(data: bytes) -> dict[int, bytes]:
    """By bitmap; the content of TLV is that of its container. Raises FieldBroken."""
    found: dict[int, bytes] = {}
    while data:
        bitmap, data = data[0], data[1:]
        known = _size(bitmap, data)
        if known is None:
            return found
        head, size = known
        if len(data) < head + size:
            raise FieldBroken(f"{bitmap:02X}")
        found[bitmap] = data[head : head + size]
        data = data[head + size :]
    return found


def _size(bitmap: int, data: bytes) -> tuple[int, int] | None:
    """Bytes of the length itself, and of the content; None: a bitmap that nobody told us of."""
    if bitmap in _FIXED:
        return 0, _FIXED[bitmap]
    if bitmap in _TWO_DIGITS:
        return 2, told_length(data[:2], 2)
    if bitmap in _THREE_DIGITS:
        return 3, told_length(data[:3], 3)
    if bitmap == TLV:
        return ber_length(data)
    return None


def told_length(data: bytes, digits: int) -> int:
    """F1 F7 is 17. Raises FieldBroken."""
    if len(data) < digits or any(each >> 4 != 0xF or each & 0xF > 9 for each in data):
        raise FieldBroken(data.hex())
    return int("".join(str(each & 0xF) for each in data))


def ber_length(data: bytes) -> tuple[int, int]:
    """Bytes of the length, and the length. Raises FieldBroken."""
    if not data:
        raise FieldBroken("no length")
    if data[0] < _MORE:
        return 1, data[0]
    count = data[0] & 0x7F
    if not 1 <= count <= 2 or len(data) < 1 + count:
        raise FieldBroken(data[:3].hex())
    return 1 + count, int.from_bytes(data[1 : 1 + count], "big")


def tags_of(container: bytes) -> tuple[Tag, ...]:
    """The tags of a container. Raises FieldBroken."""
    found: list[Tag] = []
    while container:
        number, head = _tag(container)
        length_bytes, size = ber_length(container[head:])
        start = head + length_bytes
        if len(container) < start + size:
            raise FieldBroken(f"{number:X}")
        value = container[start : start + size]
        inner = tags_of(value) if container[0] & _CONSTRUCTED else ()
        found.append(Tag(number, value, inner))
        container = container[start + size :]
    return tuple(found)


def _tag(data: bytes) -> tuple[int, int]:
    """Number and bytes of a tag."""
    if data[0] & _MORE_TAG != _MORE_TAG:
        return data[0], 1
    size = 1
    while size < len(data):
        size += 1
        if data[size - 1] & _MORE == 0:
            return int.from_bytes(data[:size], "big"), size
    raise FieldBroken(data[:3].hex())


def bcd(number: int, size: int) -> bytes:
    """Two digits a byte. Raises ValueError when it has too many digits."""
    digits = f"{number:0{2 * size}d}"
    if number < 0 or len(digits) > 2 * size:
        raise ValueError(f"{number} has too many digits")
    return bytes.fromhex(digits)


def number_of(coded: bytes) -> int:
    """Raises FieldBroken when it is not all digits."""
    if not coded.hex().isdigit():
        raise FieldBroken(coded.hex())
    return int(coded.hex())


def masked(coded: bytes) -> str:
    """A card's number: E stands for a digit that is not shown, F fills up."""
    return coded.hex().upper().rstrip("F").replace("E", "*")


def words(coded: bytes) -> str:
    """Text in the old code page of terminals; whatever is no text is left out."""
    return "".join(sign for sign in coded.decode("cp437").rstrip("\0 ") if sign.isprintable())
