"""How words are compared where people look for something: "Celik" finds Çelik, "Mueller" and "Muller" find Müller.

What is stored is made findable once (`findable`), what is typed is brought into the same form (`sought`). The database
says the same in `umlauf.findable` for texts that are read as they are; a test holds the two together.
"""

import re
import unicodedata
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f]")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ", "’": "'"}
)
"""What does not come apart into a letter and a mark. Upper case is gone by then."""
_SPELT_OUT: Final = re.compile("([aou])e+")


def sought(word: str) -> str:
    """A typed text: small letters without marks, and ä, ae and a the same (so with o and u)."""
    return _SPELT_OUT.sub(r"\1", _plain(word))


def findable(text: str) -> str:
    """A text to be found by any part of it that was brought into the form of `sought`.

    The plain form stands beside it, for parts that begin within an "ae", "oe" or "ue" ("el" in Joel).
    """
    plain = _plain(text)
    short = _SPELT_OUT.sub(r"\1", plain)
    return short if short == plain else f"{short} {plain}"


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_LETTERS)
