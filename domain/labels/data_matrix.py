"""Data Matrix ECC 200 in squares of one region, ASCII encodation. Source: ISO/IEC 16022."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from domain.errors import InvalidInput

QUIET: Final = 1
_SIZES: Final = (
    (10, 3, 5),
    (12, 5, 7),
    (14, 8, 10),
    (16, 12, 12),
    (18, 18, 14),
    (20, 22, 18),
    (22, 30, 20),
    (24, 36, 24),
)
_PAD: Final = 129
_PRIMITIVE: Final = 0x12D
Rows = tuple[tuple[bool, ...], ...]


class NotForMatrix(InvalidInput):
    """More signs than the largest square of one region holds, or signs beyond ASCII."""

    code = "not_for_matrix"


def side(text: str) -> int:
    """Modules without quiet zone. Raises NotForMatrix."""
    return _size(_codewords(text))[0]


@lru_cache(maxsize=256)
def rows(text: str) -> Rows:
    """True is dark. Raises NotForMatrix."""
    words = _codewords(text)
    wide, data, checks = _size(words)
    padded = _padded(words, data)
    inner = _placed([*padded, *_check_words(padded, checks)], wide - 2)
    return tuple(tuple(_module(inner, wide, row, column) for column in range(wide)) for row in range(wide))


def _module(inner: list[list[bool]], wide: int, row: int, column: int) -> bool:
    if row == wide - 1 or column == 0:
        return True
    if row == 0:
        return column % 2 == 0
    if column == wide - 1:
        return row % 2 == 1
    return inner[row - 1][column - 1]


def _codewords(text: str) -> list[int]:
    words: list[int] = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        if len(pair) == 2 and pair.isascii() and pair.isdigit():
            words.append(130 + int(pair))
            at += 2
            continue
        if ord(text[at]) > 127:
            raise NotForMatrix(text=text[:40])
        words.append(ord(text[at]) + 1)
        at += 1
    return words


def _size(words: list[int]) -> tuple[int, int, int]:
    for size in _SIZES:
        if len(words) <= size[1]:
            return size
    raise NotForMatrix(length=len(words))


def _padded(words: list[int], room: int) -> list[int]:
    padded = list(words)
    if len(padded) < room:
        padded.append(_PAD)
    while len(padded) < room:
        scrambled = _PAD + 149 * (len(padded) + 1) % 253 + 1
        padded.append(scrambled if scrambled <= 254 else scrambled - 254)
    return padded


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [], [0] * 256, 1
    for exponent in range(255):
        powers.append(value)
        logs[value] = exponent
        value <<= 1
        if value & 256:
            value ^= _PRIMITIVE
    return powers, logs


def _check_words(data: list[int], count: int) -> list[int]:
    powers, logs = _tables()

    def times(a: int, b: int) -> int:
        return powers[(logs[a] + logs[b]) % 255] if a and b else 0

    generator = [1]
    for exponent in range(1, count + 1):
        shifted = [*generator, 0]
        for at, factor in enumerate(generator):
            shifted[at + 1] ^= times(factor, powers[exponent])
        generator = shifted
    rest = [0] * count
    for word in data:
        lead = word ^ rest[0]
        rest = [a ^ times(lead, b) for a, b in zip([*rest[1:], 0], generator[1:], strict=True)]
    return rest


def _placed(words: list[int], wide: int) -> list[list[bool]]:
    """The bits of the codewords where they belong; what no codeword fills is the fixed pattern of the corner."""
    found: dict[tuple[int, int], bool] = {}
    for word, places in zip(words, _places(wide), strict=False):
        for bit, place in enumerate(places):
            found[place] = bool(word >> (7 - bit) & 1)
    last = wide - 1
    fixed = {(last, last), (last - 1, last - 1)}
    return [[found.get((row, column), (row, column) in fixed) for column in range(wide)] for row in range(wide)]


def _places(wide: int) -> Iterator[list[tuple[int, int]]]:
    """Eight places for each codeword, in the order of the codewords. Source: ISO/IEC 16022, annex F."""
    taken: set[tuple[int, int]] = set()
    row, column = 4, 0
    while row < wide or column < wide:
        corner = _corner(row, column, wide)
        if corner is not None:
            taken.update(corner)
            yield corner
        for step in (-1, 1):
            while True:
                if 0 <= row < wide and 0 <= column < wide and (row, column) not in taken:
                    places = _utah(row, column, wide)
                    taken.update(places)
                    yield places
                row, column = row + 2 * step, column - 2 * step
                if (step < 0 and (row < 0 or column >= wide)) or (step > 0 and (row >= wide or column < 0)):
                    break
            row, column = (row + 1, column + 3) if step < 0 else (row + 3, column + 1)


_UTAH: Final = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))


def _utah(row: int, column: int, wide: int) -> list[tuple[int, int]]:
    return [_wrapped(row + down, column + right, wide) for down, right in _UTAH]


def _wrapped(row: int, column: int, wide: int) -> tuple[int, int]:
    turn = 4 - (wide + 4) % 8
    if row < 0:
        row, column = row + wide, column + turn
    if column < 0:
        row, column = row + turn, column + wide
    return row, column


def _corner(row: int, column: int, wide: int) -> list[tuple[int, int]] | None:
    """The special shapes in which the walk meets a corner; squares of these sizes meet the first, second and fourth."""
    last = wide - 1
    if (row, column) == (wide, 0):
        return [(last, 0), (last, 1), (last, 2), (0, last - 1), (0, last), (1, last), (2, last), (3, last)]
    if (row, column) == (wide - 2, 0) and wide % 4:
        return [
            (last - 2, 0), (last - 1, 0), (last, 0),
            (0, last - 3), (0, last - 2), (0, last - 1), (0, last), (1, last),
        ]  # fmt: skip
    return None
