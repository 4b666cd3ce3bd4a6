"""The picture on papers, as it is kept: a PNG that every paper can carry into an archive of ten years."""

import struct
from typing import Final, NewType
from uuid import UUID

from domain.errors import InvalidInput

LogoId = NewType("LogoId", UUID)

LARGEST_LOGO: Final = 300_000
"""Bytes: it lies in every PDF."""
WIDEST_LOGO: Final = 1_600
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.Struct(">I4sIIBBB")
_COLOURS: Final = frozenset({0, 2, 4, 6})
"""Grey and RGB, with and without transparency. Source: RFC 2083, 4.1.1."""


class LogoWrong(InvalidInput):
    """A PNG of at most 300 kB and 1600 × 1600 points, with 8 bits a colour."""

    code = "logo_wrong"


def check_logo(content: bytes) -> None:
    """Raises LogoWrong."""
    begins = len(_SIGNATURE)
    if len(content) > LARGEST_LOGO or not content.startswith(_SIGNATURE) or len(content) < begins + _HEADER.size:
        raise LogoWrong(most=LARGEST_LOGO // 1000, widest=WIDEST_LOGO)
    _length, kind, wide, high, depth, colours, _packed = _HEADER.unpack_from(content, begins)
    fits = 0 < wide <= WIDEST_LOGO and 0 < high <= WIDEST_LOGO
    if kind != b"IHDR" or not fits or depth != 8 or colours not in _COLOURS:
        raise LogoWrong(most=LARGEST_LOGO // 1000, widest=WIDEST_LOGO)
