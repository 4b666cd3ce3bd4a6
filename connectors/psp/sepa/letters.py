"""The letters that every bank of the SEPA area takes. Source: EPC217-08 (best practices, character set)."""

import re
import unicodedata
from typing import Final

_ALLOWED: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_SPELT: Final = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th",
        "ı": "i", "&": "+", "’": "'", "‘": "'", "´": "'", "`": "'", "“": "'", "”": "'", '"': "'", "–": "-", "—": "-",
        "_": "-", ";": ",", "*": ".", "!": ".", "€": "EUR", "[": "(", "]": ")", "{": "(", "}": ")", "\\": "/",
    }
)  # fmt: skip


def plain(text: str, most: int, otherwise: str = "NOTPROVIDED") -> str:
    """At most so many letters that every bank reads, never beginning or ending with a slash, never with two of them.

    `otherwise`: where nothing is left.
    """
    spelt = unicodedata.normalize("NFC", text).translate(_SPELT)
    bare = "".join(each for each in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(each))
    words = " ".join(_ALLOWED.sub(".", " ".join(bare.translate(_SPELT).split())).split())
    words = re.sub("/{2,}", "/", words)[:most].strip(" /")
    return words if any(each.isalnum() for each in words) else otherwise
