"""Places as a tree: a site holds zones, a zone racks, a rack bins. What stands there now is the fold of its steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId, PlaceId

LONGEST_NAME: Final = 60
MOST_AT_ONCE: Final = 500
DEEPEST: Final = 8


class PlaceKind(StrEnum):
    """From the largest to the smallest. A place may lie in any larger one, or right in the store."""

    SITE = "site"
    ZONE = "zone"
    RACK = "rack"
    BIN = "bin"


class PlaceStep(StrEnum):
    """What happens to a place. CHANGE: name, kind or where it stands. QUARANTINE, LIFT: with all that lies there."""

    ADD = "add"
    CHANGE = "change"
    CLOSE = "close"
    REOPEN = "reopen"
    QUARANTINE = "quarantine"
    LIFT = "lift"


class PlaceState(StrEnum):
    """CLOSED: nothing is put there any more. BLOCKED: in quarantine."""

    OPEN = "open"
    BLOCKED = "blocked"
    CLOSED = "closed"


STEPS: Final[dict[tuple[PlaceState, PlaceStep], PlaceState]] = {
    (PlaceState.OPEN, PlaceStep.CHANGE): PlaceState.OPEN,
    (PlaceState.BLOCKED, PlaceStep.CHANGE): PlaceState.BLOCKED,
    (PlaceState.OPEN, PlaceStep.CLOSE): PlaceState.CLOSED,
    (PlaceState.CLOSED, PlaceStep.REOPEN): PlaceState.OPEN,
    (PlaceState.OPEN, PlaceStep.QUARANTINE): PlaceState.BLOCKED,
    (PlaceState.BLOCKED, PlaceStep.LIFT): PlaceState.OPEN,
}


class QuarantineReason(StrEnum):
    """Why something is held back. MISSING: it is looked for; whoever scans it has found it."""

    DAMAGE = "damage"
    RECALL = "recall"
    HYGIENE = "hygiene"
    UNCLEAR = "unclear"
    MISSING = "missing"
    OTHER = "other"


class PlaceNameMissing(InvalidInput):
    """A place needs a name people call it by."""

    code = "place_name_missing"


class PlaceNameTaken(RuleViolation):
    """Another place at the same spot is called so already: two labels would read alike."""

    code = "place_name_taken"


class PlacesWrong(InvalidInput):
    """1 to MOST_AT_ONCE places are made at a time."""

    code = "places_wrong"


class PlaceInItself(RuleViolation):
    """A place does not lie in a smaller one, in itself, or in what lies in it; and the tree has DEEPEST floors."""

    code = "place_in_itself"


class PlaceNotEmpty(RuleViolation):
    """Something lies there, or an open place stands in it."""

    code = "place_not_empty"


class IllegalPlaceStep(RuleViolation):
    """The place is not in a state for this."""

    code = "illegal_place_step"


class PlaceClosed(RuleViolation):
    """Nothing is put there any more."""

    code = "place_closed"


class ThingOfOtherStore(RuleViolation):
    """The thing belongs to another store."""

    code = "thing_of_other_store"


class ThingInQuarantine(RuleViolation):
    """Somebody holds it back, so it does not go out."""

    code = "thing_in_quarantine"


@dataclass(frozen=True, slots=True)
class Place:
    """`parent_id` None: right in the store. `reason` None: it is not in quarantine."""

    id: PlaceId
    code: str
    name: str
    kind: PlaceKind = PlaceKind.BIN
    parent_id: PlaceId | None = None
    state: PlaceState = PlaceState.OPEN
    reason: QuarantineReason | None = None

    def after(self, step: PlaceStep) -> PlaceState:
        """Raises IllegalPlaceStep."""
        found = STEPS.get((self.state, step))
        if found is None:
            raise IllegalPlaceStep(place=self.name, state=self.state, step=step)
        return found


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """A step of a place as it is written down. Of ADD and CHANGE name, kind and parent are those after it."""

    place: Place
    step: PlaceStep
    reason: QuarantineReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Why a thing is in quarantine, and since when. `place_id`: it is because this place is."""

    reason: QuarantineReason
    since: datetime
    place_id: PlaceId | None = None


class PlaceBook(Protocol):
    """The places of the command's store."""

    def get(self, place_id: PlaceId) -> Place:
        """Raises UnknownPlace."""
        ...

    def everything(self) -> Sequence[Place]:
        """All places of the store."""
        ...

    def above(self, place_id: PlaceId) -> Sequence[Place]:
        """It and what it stands in, from the inside out. Raises UnknownPlace."""
        ...

    def below(self, place_id: PlaceId) -> Sequence[Place]:
        """It and all that stands in it, from the outside in. Raises UnknownPlace."""
        ...

    def siblings(self, parent_id: PlaceId | None) -> Mapping[str, PlaceId]:
        """Ids of the open places right in this one, by name in small letters."""
        ...

    def things_in(self, place_ids: Sequence[PlaceId]) -> Sequence[AssetId]:
        """What lies there by the books, by code."""
        ...

    def pieces_in(self, place_ids: Sequence[PlaceId]) -> int:
        """Counted goods on these shelves."""
        ...

    def held(self, asset_ids: Sequence[AssetId]) -> Mapping[AssetId, Held]:
        """Of those that are in quarantine."""
        ...

    def moved_last(self, asset_ids: Sequence[AssetId]) -> frozenset[AssetId]:
        """Those whose last effective event was being moved."""
        ...

    def add(self, place: Place) -> None: ...

    def step(self, move: PlaceMove) -> None: ...


def blocking(above: Sequence[Place]) -> Place | None:
    """The place in quarantine that what is put there falls under; `above` as `PlaceBook.above` gives it."""
    return next((place for place in above if place.state is PlaceState.BLOCKED), None)


def tidy_name(text: str) -> str:
    """Raises PlaceNameMissing."""
    name = " ".join(text.split())[:LONGEST_NAME]
    if not name:
        raise PlaceNameMissing
    return name
