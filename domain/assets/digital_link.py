"""GS1 Digital Link: the address in a QR code on a product, as the element strings that it stands for.

Source: GS1 Digital Link URI Syntax 1.2 (uncompressed form: identifiers and values in the path, more in the query).
"""

import re
from typing import Final

_KEYS: Final = frozenset({"00", "01", "8003", "8004", "8017", "8018", "414"})
"""What a path may begin with: the keys that a house meets."""
_QUALIFIERS: Final = {"01": ("22", "10", "21"), "414": ("254",), "8018": ("8019",), "8017": ("8019",)}
_FIXED: Final = frozenset({"00", "01", "414", "8017", "8018"})
_IDENTIFIER: Final = re.compile("[0-9]{2,4}")
_ADDRESS: Final = re.compile(r"https?://[^/?#\[\]]+(/[^?#]*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_ESCAPED: Final = re.compile("%([0-9A-Fa-f]{2})")
_SEPARATOR: Final = "\x1d"


def element_string(uri: str) -> str | None:
    """The element strings, key first; None: an address that is none of a thing. Whether they are sound, says a parser.

    Names instead of numbers ("gtin" for "01") and what a query holds beside identifiers are not read.
    """
    found = _pairs(uri)
    if not found or any(_SEPARATOR in value or not value for _, value in found):
        return None
    return "".join(
        f"{identifier}{value}" + ("" if identifier in _FIXED else _SEPARATOR) for identifier, value in found
    ).removesuffix(_SEPARATOR)


def _pairs(uri: str) -> list[tuple[str, str]]:
    """Identifiers and values, first those of the path; none where the path holds anything else behind a key."""
    found = _ADDRESS.fullmatch(uri)
    path = [_plain(each) for each in found[1].split("/")] if found else []
    begin = next((at for at, each in enumerate(path) if each in _KEYS), len(path))
    pairs = path[begin:]
    if not pairs or len(pairs) % 2:
        return []
    (key, value), *more = zip(pairs[::2], pairs[1::2], strict=True)
    if any(identifier not in _QUALIFIERS.get(key, ()) for identifier, _ in more):
        return []
    asked = (each.partition("=") for each in (found[2] or "").split("&")) if found else ()
    queried = [(name, _plain(value)) for name, _, value in asked if _IDENTIFIER.fullmatch(name)]
    return [(key, value.rjust(14, "0") if key == "01" and value else value), *more, *queried]


def _plain(text: str) -> str:
    """Without percent signs for what stands in element strings: signs of ASCII."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
