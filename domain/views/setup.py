"""What the page of the first set-up asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.application import Seat
from domain.ids import PersonId
from domain.setup.model import SetupFacts, SetupStep


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """Who sits somewhere by default."""

    person_id: PersonId
    name: str
    seat: Seat


@dataclass(frozen=True, slots=True)
class PlaceName:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SetupState:
    """`facts` without what only this machine knows (its mail server)."""

    facts: SetupFacts
    put_off: frozenset[SetupStep]
    people: Sequence[SeatHolder]
    places: Sequence[PlaceName]
    products: Sequence[str]


class SetupQuestions(Protocol):
    def state(self) -> SetupState: ...

    def waiting(self) -> int:
        """How many steps are lacking and not put off."""
        ...
