"""What the screens of places and stock counts ask, and the rows that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.assets.status import Status
from domain.counts.model import CountId, CountLine, CountStage, Decision, ScanId
from domain.ids import AssetId, PlaceId, ProductId
from domain.places.model import PlaceKind, PlaceState, QuarantineReason
from domain.views.floor_rows import AssetRow, PlaceRow
from domain.views.office_rows import Found


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place in the tree. `path`: the names from the outside in, its own last; `depth` 0: right in the store.

    `things` and `pieces` lie right there, `all_things` and `all_pieces` with what stands in it. `is_usable`: neither it
    nor what it stands in is given up or in quarantine. `counting`: the number of the open count of it, "" for none.
    """

    id: PlaceId
    code: str
    name: str
    kind: PlaceKind
    parent_id: PlaceId | None
    state: PlaceState
    path: tuple[str, ...]
    things: int
    pieces: int
    all_things: int
    all_pieces: int
    is_usable: bool
    reason: QuarantineReason | None = None
    note: str = ""
    since: datetime | None = None
    counting: str = ""

    @property
    def depth(self) -> int:
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """Counted goods in a place."""

    sku: str
    title: str
    on_hand: int


@dataclass(frozen=True, slots=True)
class PutAwayRow:
    """A thing that lies nowhere by the books. `proposed` None: no place is free."""

    asset: AssetRow
    since: datetime
    proposed: PlaceRow | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A thing in quarantine. `place_held`: the place because of which it is, "" when it is for itself."""

    asset: AssetRow
    reason: QuarantineReason
    note: str
    since: datetime
    who: str
    place_held: str


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """A thing in house that nobody touched or counted since."""

    asset: AssetRow
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class StockRules:
    """`may_lift`: this login lifts a quarantine."""

    is_blind: bool
    unseen_days: int
    may_lift: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """`what`: the place or product that is counted. `differences` and `undecided` of its last review."""

    id: CountId
    number: str
    stage: CountStage
    what: str
    is_of_place: bool
    is_blind: bool
    opened_at: datetime
    opened_by: str
    scans: int
    differences: int
    undecided: int


@dataclass(frozen=True, slots=True)
class CountScanRow:
    """`title` "": nobody knows the code. `pieces` None: a thing. `is_mine`: whoever asks scanned it."""

    id: ScanId
    text: str
    title: str
    place: str
    who: str
    at: datetime
    pieces: int | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class CountLineRow:
    """`place`: where it was seen, or is to be; `books`: where the books have it. `status` None: no thing of ours.
    `customer`: who has it by the books. `ways`: what may be decided, the likeliest first."""

    line: CountLine
    title: str
    place: str
    books: str
    status: Status | None
    customer: str
    ways: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class CountPage:
    """`place_id` or `product_id` is what is counted. `expected`: things that are to lie there, of a blind count that
    runs None. `needs_second`: somebody who neither counted nor decided has to agree; `agreed_by` "": nobody did."""

    row: CountRow
    place_id: PlaceId | None
    product_id: ProductId | None
    expected: int | None
    scans: tuple[CountScanRow, ...]
    lines: tuple[CountLineRow, ...]
    needs_second: bool
    agreed_by: str


class DepotQuestions(Protocol):
    """All of this login's store."""

    def rules(self) -> StockRules: ...

    def tree(self) -> tuple[PlaceNode, ...]:
        """From the outside in, each followed by what stands in it, by name."""
        ...

    def products(self) -> tuple[tuple[ProductId, str], ...]:
        """What can be counted wherever it lies, with its name, by name."""
        ...

    def things_in(self, place_ids: Sequence[PlaceId], limit: int = 500) -> Found[AssetRow]:
        """By code."""
        ...

    def shelves_in(self, place_ids: Sequence[PlaceId]) -> tuple[ShelfRow, ...]:
        """Counted goods with something on hand, by name."""
        ...

    def to_put_away(self, limit: int = 200) -> Found[PutAwayRow]:
        """What waits longest first."""
        ...

    def held(self, limit: int = 500) -> Found[HeldRow]:
        """What is held longest first."""
        ...

    def held_why(self, asset_id: AssetId) -> HeldRow | None: ...

    def unseen(self, days: int, limit: int = 500) -> Found[UnseenRow]:
        """What nobody saw for longest first."""
        ...

    def counts(self, limit: int = 200) -> Found[CountRow]:
        """Those that run first, then the newest."""
        ...

    def count(self, ref: str) -> CountPage:
        """By id or number. Raises UnknownCount."""
        ...
