"""What people write on transfers: numbers with blanks and wrong letters, names in any order."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from domain.spelling import sought

_OWN: Final = re.compile(r"(?:CT|CU)[0-9]{6,9}[0-9A-Z]")
_LOOKS_LIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN: Final = re.compile(r"(?<=[0-9])([^0-9A-Z]*)([OIL]+)(?=[^0-9A-Z]*[0-9])")
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_FIGURES: Final = "0123456789"
_DIGITS: Final = re.compile(r"[0-9]{6,}")
_TITLES: Final = frozenset({"herr", "frau", "dr", "prof", "und", "u", "gmbh", "ag", "kg", "ug", "ek", "mbh", "co"})


def squeezed(text: str) -> str:
    """Capitals and digits alone, so that blanks, line ends and hyphens within a number do not matter; an O or I between
    digits is the digit that it looks like."""
    return "".join(each for each in _read(text) if each.isascii() and each.isalnum())


def _read(text: str) -> str:
    return _BETWEEN.sub(lambda match: match[1] + match[2].translate(_LOOKS_LIKE), text.upper())


def stands_alone(number: str, text: str) -> bool:
    """With nothing but a sign or a blank between its digits, and no further digit beside it."""
    return re.search(rf"(?<![0-9]){'[^0-9A-Z]*'.join(number)}(?![0-9])", _read(text)) is not None


def digits_of(number: str) -> str:
    return _NO_DIGIT.sub("", number)


def words_of(name: str) -> frozenset[str]:
    """The words of a name, as they are compared: without titles, legal forms and one-letter words."""
    found = re.findall(r"\w+", sought(name))
    return frozenset(each for each in found if each not in _TITLES and len(each) > 1)


def numbers_in(text: str, lengths: Collection[int]) -> frozenset[str]:
    """All digits in a row of these lengths that stand in a text: what may be an invoice's number."""
    return frozenset(windows(squeezed(text), tuple(lengths)))


def windows(text: str, lengths: Sequence[int]) -> Iterator[str]:
    for run in _DIGITS.findall(text):
        for length in lengths:
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def one_edit_from(digits: str, length: int) -> set[str]:
    """Numbers of that length that `digits` may have been: a letter wrong, missing or too many, two swapped."""
    places = range(len(digits))
    if len(digits) > length:
        return {digits[:n] + digits[n + 1 :] for n in places}
    if len(digits) < length:
        return {digits[:n] + each + digits[n:] for n in range(length) for each in _FIGURES}
    swapped = {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]}
    return swapped | {digits[:n] + each + digits[n + 1 :] for n in places for each in _FIGURES}


def own_numbers(text: str) -> Iterator[str]:
    """Contract and customer numbers with all lengths that they may have."""
    for match in _OWN.finditer(text):
        for length in range(9, len(match[0]) + 1):
            yield match[0][:length]


def own_numbers_in(text: str) -> frozenset[str]:
    """Contract and customer numbers that stand in a text, as they are printed."""
    return frozenset(f"{each[:2]}-{each[2:-1]}-{each[-1]}" for each in own_numbers(squeezed(text)))
