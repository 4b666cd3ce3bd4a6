"""Codes that people name to pay less: personal referral codes, vouchers of a batch, and words an owner chose.

A code of ours is `F-XXXX-XXXX-C` (a friend's) or `V-XXXX-XXXX-C`: eight random characters that spell no word and have
no look-alikes, and a check character. Nobody finds the next one by counting.
"""

import re
from typing import Final
from uuid import UUID

from domain.assets.codes import check_character
from domain.errors import InvalidInput

FRIEND: Final = "F"
VOUCHER: Final = "V"
LONGEST: Final = 32

_LETTERS: Final = "2346789BCDFGHJKMNPQRTVWXYZ"
_LENGTH: Final = 8
_OURS: Final = re.compile(rf"([{FRIEND}{VOUCHER}])([{_LETTERS}]{{{_LENGTH}}})([0-9A-Z])")
_CHOSEN: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{2,31}")


class CodeMistyped(InvalidInput):
    """It looks like a code of ours, and its check character does not fit."""

    code = "code_mistyped"


class CodeNotUsable(InvalidInput):
    """A chosen code has 3 to 32 capital letters, digits and dashes, and is not shaped like a random one."""

    code = "code_not_usable"


def made(prefix: str, from_id: UUID) -> str:
    """A code from the 62 random bits of a fresh UUIDv7."""
    rest = from_id.int & ((1 << 62) - 1)
    body = ""
    for _ in range(_LENGTH):
        rest, index = divmod(rest, len(_LETTERS))
        body += _LETTERS[index]
    return _shown(prefix, body)


def _shown(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}-{check_character(prefix + body)}"


def tidied(typed: str) -> str:
    """As codes are kept: capitals, no blanks; one of ours with its dashes. "" for nothing.

    Raises CodeMistyped.
    """
    text = "".join(typed.split()).upper()
    ours = _OURS.fullmatch(text.replace("-", ""))
    if ours is None:
        return text
    prefix, body, check = ours.groups()
    if check_character(prefix + body) != check:
        if "-" in text:
            raise CodeMistyped(text=text)
        return text
    return _shown(prefix, body)


def is_friend_code(text: str) -> bool:
    """Of a tidied text: whether it is somebody's personal code."""
    return text.startswith(f"{FRIEND}-") and _OURS.fullmatch(text.replace("-", "")) is not None


def check_chosen(text: str) -> str:
    """A code that an owner made up, tidied. Raises CodeNotUsable."""
    code = "".join(text.split()).upper()
    if _CHOSEN.fullmatch(code) is None or _OURS.fullmatch(code.replace("-", "")) is not None:
        raise CodeNotUsable(text=code)
    return code
