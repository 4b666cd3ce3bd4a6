"""Which contract a declaration may mean: by number, mail address and name, also when they are misspelt.

Nothing here decides: a person chooses among what is suggested.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from domain.cancellations.model import Sender
from domain.contracts.status import Status
from domain.ids import ContractId, CustomerId
from domain.loyalty.persons import plain_email
from domain.spelling import sought

MOST: Final = 8
_ALIKE_PERCENT: Final = 80
_NUMBER: Final = re.compile(r"(?<![0-9])0*([0-9]{3,9})(?![0-9])")
_CODE: Final = re.compile(r"\b(CT|CU)[\s-]*0*([0-9]{1,9})", re.IGNORECASE)


class Sign(StrEnum):
    """What speaks for a contract; the strongest first."""

    CONTRACT_NUMBER = "contract_number"
    CUSTOMER_NUMBER = "customer_number"
    EMAIL = "email"
    NAME = "name"
    NAME_ALIKE = "name_alike"


_WEIGHTS: Final = {
    Sign.CONTRACT_NUMBER: 8,
    Sign.CUSTOMER_NUMBER: 6,
    Sign.EMAIL: 5,
    Sign.NAME: 3,
    Sign.NAME_ALIKE: 2,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract that might be meant. `title` is what it is about."""

    contract_id: ContractId
    number: str
    customer_id: CustomerId
    customer_number: str
    name: str
    email: str
    status: Status
    title: str = ""
    has_ending: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`signs`, the strongest first."""

    candidate: Candidate
    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        return sum(_WEIGHTS[sign] for sign in self.signs)


def numbers_in(text: str) -> tuple[tuple[str, int], ...]:
    """Kinds ("CT", "CU", "" where none is written) and numbers; blanks, hyphens and leading noughts do not matter."""
    named = [(kind.upper(), int(number)) for kind, number in _CODE.findall(text)]
    known = {number for _, number in named}
    return (*named, *(("", int(each)) for each in _NUMBER.findall(text) if int(each) not in known))


def suggestions(sender: Sender, candidates: Iterable[Candidate]) -> Sequence[Suggestion]:
    """The likeliest first, running contracts before those that are over; at most eight."""
    numbers = frozenset(numbers_in(f"{sender.contract} {sender.words}"))
    found = [Suggestion(each, _signs(sender, numbers, each)) for each in candidates]
    return sorted((each for each in found if each.signs), key=_order)[:MOST]


def is_alike(one: str, other: str) -> bool:
    """Whether two names may be one: the same words in any order, or nearly the same letters."""
    first, second = _words(one), _words(other)
    return bool(first and second) and int(SequenceMatcher(None, first, second).ratio() * 100) >= _ALIKE_PERCENT


def _signs(sender: Sender, numbers: frozenset[tuple[str, int]], candidate: Candidate) -> tuple[Sign, ...]:
    names = _words(sender.name), _words(candidate.name)
    is_same = bool(names[0]) and names[0] == names[1]
    holds = {
        Sign.CONTRACT_NUMBER: _is_named(numbers, "CT", candidate.number),
        Sign.CUSTOMER_NUMBER: _is_named(numbers, "CU", candidate.customer_number),
        Sign.EMAIL: bool(sender.email) and plain_email(sender.email) == plain_email(candidate.email),
        Sign.NAME: is_same,
        Sign.NAME_ALIKE: not is_same and is_alike(sender.name, candidate.name),
    }
    return tuple(sign for sign in Sign if holds[sign])


def _is_named(numbers: frozenset[tuple[str, int]], kind: str, code: str) -> bool:
    own = numbers_in(code)
    return any((kind, number) in numbers or ("", number) in numbers for known, number in own if known == kind)


def _order(each: Suggestion) -> tuple[bool, int, bool, str]:
    is_over = each.candidate.status in (Status.ENDED, Status.BOUGHT_OUT, Status.WITHDRAWN, Status.TERMINATED)
    return is_over, -each.weight, each.candidate.has_ending, each.candidate.number


def _words(name: str) -> str:
    return " ".join(sorted(re.sub("[^0-9a-z]+", " ", sought(name)).split()))
