"""How payers of the training bank behave: by the token or account that they gave, else by chance with a seed."""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Final

_ACCOUNT: Final = "5005500000000000{:02d}"
"""A bank code that no bank has; the last two digits name the behaviour."""


class Behaviour(StrEnum):
    """GOOD: pays. SLOW: the answer comes two days later. NO_FUNDS_FIRST: the first charge fails, later ones are paid.
    NO_FUNDS: never has money. REFUSED: does not want it. RETURNED: pays, and it comes back after five days. LOST: pays,
    the answer is lost on its way, and the bank tells it only when asked. DOWN: cannot be reached at the first asking.
    ENDED: account or card is gone. CONFIRM: the payer has to confirm.
    """

    GOOD = "good"
    SLOW = "slow"
    NO_FUNDS_FIRST = "no_funds_first"
    NO_FUNDS = "no_funds"
    REFUSED = "refused"
    RETURNED = "returned"
    LOST = "lost"
    DOWN = "down"
    ENDED = "ended"
    CONFIRM = "confirm"


_ORDER: Final = tuple(Behaviour)
_CHANCES: Final = (
    (Behaviour.NO_FUNDS_FIRST, 3),
    (Behaviour.RETURNED, 1),
    (Behaviour.LOST, 1),
    (Behaviour.SLOW, 5),
)
"""In a hundred on a good day; on a bad day, about every tenth, five times as many."""
_BAD_DAY: Final = 10
_TIMES: Final = 5


def card_token(behaviour: Behaviour) -> str:
    """A card that behaves like that."""
    return f"training-card-{behaviour}"


def magic_iban(behaviour: Behaviour) -> str:
    """An account that behaves like that; its check digits are right."""
    account = _ACCOUNT.format(_ORDER.index(behaviour))
    digits = int("".join(str(int(letter, 36)) for letter in account + "DE00"))
    return f"DE{98 - digits % 97:02d}{account}"


_BY_TOKEN: Final = {
    **{card_token(each): each for each in Behaviour},
    **{magic_iban(each): each for each in Behaviour},
}


def behaviour_of(token: str, key: str, on: date, seed: str) -> Behaviour:
    """The same for the same token, order, day and seed."""
    known = _BY_TOKEN.get(token)
    if known is not None:
        return known
    times = _TIMES if _chance(seed, on.isoformat()) < 100 // _BAD_DAY else 1
    drawn = _chance(seed, key)
    for behaviour, chance in _CHANCES:
        drawn -= chance * times
        if drawn < 0:
            return behaviour
    return Behaviour.GOOD


def _chance(*about: str) -> int:
    """0 to 99."""
    return int.from_bytes(hashlib.sha256("|".join(about).encode()).digest()[:4], "big") % 100
