"""Scanners that press other keys than this computer reads: a printed card shows it, and what is heard is corrected.

A keyboard wedge sends key positions. Set to the keys of one country at a computer set to those of another, it writes
"z" for "y" and "ß" for "-". The card has every character a code may hold; compared with what is heard, it tells both
sides. Accents that wait for the next key (dead keys) come out joined with it or, where nothing fits, not at all.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import permutations
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final, final

from domain.assets.codes import CodeRefused, parse_code
from domain.errors import InvalidInput

CARD: Final = (
    ascii_uppercase,
    ascii_lowercase,
    f"{digits}-./:;,_?#%",
    "!\"$&'()*<>@\\^|~= + [ ] { } ` .",
)
"""The lines of the card in their order. A blank follows what may be an accent somewhere, so that nothing joins."""

NEEDED: Final = frozenset(ascii_uppercase + digits + "-")
"""What our own codes are made of: a scanner that cannot send these is of no use here."""

_MARKS: Final = {"^": "\u0302", "´": "\u0301", "`": "\u0300", "¨": "\u0308"}
_ALONE: Final = {"´": "'", "¨": '"'}
"""What some systems write for an accent that is followed by a blank."""


@final
class CardUnclear(InvalidInput):
    """What was heard is not this line of the card, in no way that we know."""

    code = "card_unclear"


@final
class CapsLockOn(InvalidInput):
    """Capitals and small letters came the wrong way round."""

    code = "caps_lock_on"


@final
class LayoutLosesCodes(InvalidInput):
    """Two characters of our codes come out as the same one, or one not at all: no correction can tell them apart."""

    code = "layout_loses_codes"


@final
class KeyboardWrong(InvalidInput):
    """A scan of ours, written with the keys of another country (facts `scanner`, `computer`)."""

    code = "keyboard_wrong"


class Keyboard(StrEnum):
    """Arrangements of keys that are told by name."""

    US = "us"
    GB = "gb"
    DE = "de"
    CH = "ch"
    FR = "fr"


class Accents(StrEnum):
    """What a system makes of an accent that waits for the next key.

    APART: both, where no letter has it; alone before a blank. JOINED: nothing, where no letter has it; its own sign
    before a blank. AT_ONCE: it does not wait.
    """

    APART = "apart"
    JOINED = "joined"
    AT_ONCE = "at_once"


_KEYS: Final = {
    Keyboard.US: (
        "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./<",
        '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?>',
    ),
    Keyboard.GB: (
        "`1234567890-=qwertyuiop[]asdfghjkl;'#zxcvbnm,./\\",
        '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~ZXCVBNM<>?|',
    ),
    Keyboard.DE: (
        "^1234567890ß´qwertzuiopü+asdfghjklöä#yxcvbnm,.-<",
        "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'YXCVBNM;:_>",
    ),
    Keyboard.CH: (
        "§1234567890'^qwertzuiopü¨asdfghjklöä$yxcvbnm,.-<",
        '°+"*ç%&/()=?`QWERTZUIOPè!ASDFGHJKLéà£YXCVBNM;:_>',
    ),
    Keyboard.FR: (
        "²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!<",
        "³1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§>",
    ),
}
"""Each key without and with Shift, row by row, the same position in each."""
_PAIRS: Final = tuple(permutations(Keyboard, 2))
_SHOWN: Final = 40
_OF_OURS: Final = range(11, 15)
"""How many characters our codes have."""
_WAITING: Final = {
    Keyboard.US: frozenset[str](),
    Keyboard.GB: frozenset[str](),
    Keyboard.DE: frozenset("^´`"),
    Keyboard.CH: frozenset("^¨`"),
    Keyboard.FR: frozenset("^¨"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read what a scanner writes at this computer: pairs of heard and meant, where they differ."""

    pairs: tuple[tuple[str, str], ...] = ()

    def corrected(self, heard: str) -> str:
        """What the code says. Characters of which nothing is known stay as they are."""
        if not self.pairs:
            return heard
        meant = dict(self.pairs)
        return "".join(meant.get(sign) or _parted(sign, meant) for sign in unicodedata.normalize("NFC", heard))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the card told. `scanner` and `computer` None: an arrangement without a name here.

    `lost`: characters of the card that cannot be corrected, in its order; our own codes have none of them.
    """

    layout: Layout
    scanner: Keyboard | None = None
    computer: Keyboard | None = None
    lost: str = ""

    @property
    def is_fine(self) -> bool:
        return not self.layout.pairs and not self.lost


def compare(heard: Sequence[str]) -> Comparison:
    """What the lines of the card that were heard, in its order, say of scanner and computer.

    Raises:
        CardUnclear: a line is not that of the card (fact `line`, from 1).
        CapsLockOn, LayoutLosesCodes.
    """
    if tuple(heard) == CARD[: len(heard)]:
        return Comparison(Layout())
    if tuple(heard) == tuple(line.swapcase() for line in CARD[: len(heard)]):
        raise CapsLockOn
    for scanner, computer, accents in _ways():
        if tuple(heard) == tuple(written(line, scanner, computer, accents) for line in CARD[: len(heard)]):
            return _checked(_named(scanner, computer))
    return _checked(_unnamed(heard))


def check_keyboard(heard: str) -> None:
    """Raises KeyboardWrong: as it was written it is no code of ours, but corrected for two known keyboards it is one
    whose check character fits. Such a text means nothing else, yet it is not read: the card has to say so first."""
    if len(heard) not in _OF_OURS or _is_own(heard):
        return
    for scanner, computer in _PAIRS:
        if _is_own(_named(scanner, computer).layout.corrected(heard)):
            raise KeyboardWrong(text=heard[:_SHOWN], scanner=scanner, computer=computer)


def written(text: str, scanner: Keyboard, computer: Keyboard, accents: Accents = Accents.APART) -> str:
    """What the computer writes when the scanner sends this text."""
    out, waiting = "", ""
    for sign in text:
        key = _pressed(sign, scanner, computer)
        if waiting:
            out += _after(waiting, key, accents)
            waiting = ""
        elif key in _WAITING[computer] and accents is not Accents.AT_ONCE:
            waiting = key
        else:
            out += key
    return out + waiting


def _pressed(sign: str, scanner: Keyboard, computer: Keyboard) -> str:
    """The sign on the computer's key at that place; "" where the scanner has no such key."""
    if sign == " ":
        return sign
    for ours, theirs in zip(_KEYS[scanner], _KEYS[computer], strict=True):
        place = ours.find(sign)
        if place >= 0:
            return theirs[place]
    return ""


def _after(accent: str, key: str, accents: Accents) -> str:
    is_joined = accents is Accents.JOINED
    if key == " ":
        return _ALONE.get(accent, accent) if is_joined else accent
    whole = unicodedata.normalize("NFC", key + _MARKS[accent])
    if len(whole) == 1:
        return whole
    return "" if is_joined else accent + key


def _ways() -> Iterator[tuple[Keyboard, Keyboard, Accents]]:
    for scanner, computer in _PAIRS:
        for accents in Accents:
            yield scanner, computer, accents


def _is_own(text: str) -> bool:
    try:
        parse_code(text)
    except CodeRefused:
        return False
    return True


@cache
def _named(scanner: Keyboard, computer: Keyboard) -> Comparison:
    """The whole table of the two: whatever the card left out is known too."""
    found = {key: sign for sign in _of_card() if (key := _pressed(sign, scanner, computer))}
    lost = [sign for sign in _of_card() if found.get(_pressed(sign, scanner, computer)) != sign]
    return Comparison(_layout(found), scanner, computer, "".join(lost))


def _unnamed(heard: Sequence[str]) -> Comparison:
    found: dict[str, str] = {}
    lost = []
    for number, (line, came) in enumerate(zip(CARD, heard, strict=False), start=1):
        if len(line) != len(came):
            raise CardUnclear(line=number)
        for sign, key in zip(line, came, strict=True):
            if found.setdefault(key, sign) != sign:
                lost.append(sign)
    if sum(key == sign for key, sign in found.items()) < len(found) // 4:
        raise CardUnclear(line=1)
    return Comparison(_layout(found), lost="".join(lost))


def _layout(found: dict[str, str]) -> Layout:
    return Layout(tuple(sorted((key, sign) for key, sign in found.items() if key != sign)))


def _checked(found: Comparison) -> Comparison:
    if NEEDED & set(found.lost):
        raise LayoutLosesCodes(signs=" ".join(sorted(NEEDED & set(found.lost))))
    return found


def _of_card() -> list[str]:
    return [sign for line in CARD for sign in line if sign != " "]


def _parted(sign: str, meant: dict[str, str]) -> str:
    """An accent that joined a letter stands before it again; any other sign as it is."""
    apart = unicodedata.normalize("NFD", sign)
    if len(apart) != 2:
        return sign
    accent = next((accent for accent, mark in _MARKS.items() if mark == apart[1]), "")
    if accent not in meant:
        return sign
    return meant[accent] + meant.get(apart[0], apart[0])
