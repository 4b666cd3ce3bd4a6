"""What is typed or pasted, looked at for characters that nobody sees."""

import re
from typing import Final

_BLANKS: Final = re.compile("[\t\n\r\v\f\x85\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the direction of what follows."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def one_line(typed: str) -> str:
    """Tabs and ends of lines, as they come along from a spreadsheet, become spaces; none stay at the ends."""
    return _BLANKS.sub(" ", typed).strip()


def has_unseen(typed: str) -> bool:
    """Whether a character is in it that can be no part of a name, a number or a sentence."""
    return _UNSEEN.search(typed) is not None


def seen(typed: str) -> str:
    """Only what can be seen, on one line: for words to look for."""
    return one_line(_UNSEEN.sub("", typed))


def begins_like_formula(field: str) -> bool:
    """Whether a spreadsheet would run it; a number with a sign is none."""
    return field.startswith(_FORMULA) and not re.fullmatch(r"-[0-9]+([.,][0-9]+)*", field)
