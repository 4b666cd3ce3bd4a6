"""A stock count: somebody scans all that lies in a place, or all of a product, and what differs is decided.

What was counted stays as it was scanned; the lines of the review are made from it, and each gets a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.assets.ledger import AssetState
from domain.assets.status import Kind, Readiness, Status, open_kinds
from domain.counts.errors import IllegalCountStep
from domain.ids import AssetId, PersonId, PlaceId, ProductId, VariantId

CountId = NewType("CountId", UUID)
ScanId = NewType("ScanId", UUID)

PREFIX: Final = "ZL"
MOST_SCANS: Final = 5_000
LONGEST_NOTE: Final = 300


class CountStage(StrEnum):
    """OPEN: people scan. REVIEW: differences are decided. BOOKED: done. DROPPED: nothing came of it."""

    OPEN = "open"
    REVIEW = "review"
    BOOKED = "booked"
    DROPPED = "dropped"


class CountStep(StrEnum):
    """REOPEN: back to scanning; the next review is made anew. AGREE: a second person has seen the differences."""

    FINISH = "finish"
    REOPEN = "reopen"
    AGREE = "agree"
    BOOK = "book"
    DROP = "drop"


STEPS: Final[dict[tuple[CountStage, CountStep], CountStage]] = {
    (CountStage.OPEN, CountStep.FINISH): CountStage.REVIEW,
    (CountStage.REVIEW, CountStep.REOPEN): CountStage.OPEN,
    (CountStage.REVIEW, CountStep.AGREE): CountStage.REVIEW,
    (CountStage.REVIEW, CountStep.BOOK): CountStage.BOOKED,
    (CountStage.OPEN, CountStep.DROP): CountStage.DROPPED,
    (CountStage.REVIEW, CountStep.DROP): CountStage.DROPPED,
}


class Finding(StrEnum):
    """FOUND: it lies where it is to be. MISSING: nobody scanned it. UNEXPECTED: a thing of ours that belongs elsewhere
    by the books. UNKNOWN: a code that is none of ours. PIECES: counted goods, with what the books have."""

    FOUND = "found"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    UNKNOWN = "unknown"
    PIECES = "pieces"


class Decision(StrEnum):
    """KEEP: the books stay as they are. SEARCH: it is looked for, and held back till it is found. LOST: it is gone.
    MOVE: it lies here from now on. ASK: a task for somebody. BOOK: the books follow the number that was counted."""

    KEEP = "keep"
    SEARCH = "search"
    LOST = "lost"
    MOVE = "move"
    ASK = "ask"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class StockCount:
    """`place_id` with all that stands in it, or `product_id` wherever it lies. `round`: the number of its reviews."""

    id: CountId
    number: str
    stage: CountStage
    place_id: PlaceId | None
    product_id: ProductId | None
    is_blind: bool
    opened_at: datetime
    round: int = 0

    def after(self, step: CountStep) -> CountStage:
        """Raises IllegalCountStep."""
        found = STEPS.get((self.stage, step))
        if found is None:
            raise IllegalCountStep(count=self.number, stage=self.stage, step=step)
        return found

    def check_open(self) -> None:
        """Raises IllegalCountStep: nobody scans any more."""
        if self.stage is not CountStage.OPEN:
            raise IllegalCountStep(count=self.number, stage=self.stage, step=CountStep.FINISH)


@dataclass(frozen=True, slots=True)
class CountScan:
    """What somebody scanned in a place. `asset_id` None and `variant_id` None: a code nobody knows. `pieces` belong to
    a variant, of which the books had `books` there at that moment. `scanned_by` is said by the database."""

    id: ScanId
    count_id: CountId
    place_id: PlaceId | None
    text: str
    at: datetime
    asset_id: AssetId | None = None
    variant_id: VariantId | None = None
    pieces: int | None = None
    books: int | None = None
    takes_back: ScanId | None = None
    scanned_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A thing that is to lie in what is counted. `touched_at`: when something last happened to it."""

    asset_id: AssetId
    code: str
    place_id: PlaceId | None
    seq: int
    readiness: Readiness
    touched_at: datetime


@dataclass(frozen=True, slots=True)
class ExpectedPieces:
    """Counted goods on a shelf by the books."""

    place_id: PlaceId
    variant_id: VariantId
    sku: str
    on_hand: int


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line of the review. `place_id`: where it was seen, of what is missing where it is to be. `seq`: the last event
    of the thing when the review was made. `is_again`: it was missing before. Of PIECES `counted` None: nobody counted.
    """

    n: int
    finding: Finding
    text: str
    place_id: PlaceId | None
    asset_id: AssetId | None = None
    variant_id: VariantId | None = None
    seq: int | None = None
    books: int | None = None
    counted: int | None = None
    is_again: bool = False
    decision: Decision | None = None
    note: str = ""

    @property
    def is_difference(self) -> bool:
        if self.finding is Finding.PIECES:
            return (self.counted or 0) != self.books
        return self.finding is not Finding.FOUND

    @property
    def is_open(self) -> bool:
        return self.is_difference and self.decision is None


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to become of a line. `note` says why, on request of BOOK always."""

    n: int
    decision: Decision
    note: str = ""


def ways_of(line: CountLine, state: AssetState | None) -> tuple[Decision, ...]:
    """What may be decided about it, the likeliest first; empty: there is nothing to decide. `state` is the thing's."""
    if not line.is_difference:
        return ()
    if line.finding is Finding.MISSING and state is not None:
        may = open_kinds(state.status)
        lost = (Decision.LOST,) if Kind.LOST in may and state.status is Status.IN_STOCK else ()
        sought = (Decision.SEARCH,)
        return (*((*lost, *sought) if line.is_again else (*sought, *lost)), Decision.KEEP)
    if line.finding is Finding.UNEXPECTED and state is not None:
        return (
            (Decision.MOVE, Decision.KEEP) if Kind.MOVED in open_kinds(state.status) else (Decision.ASK, Decision.KEEP)
        )
    if line.finding is Finding.PIECES:
        return (Decision.BOOK, Decision.KEEP)
    return (Decision.ASK, Decision.KEEP)


class CountBook(Protocol):
    """The counts of the command's store."""

    def get(self, count_id: CountId) -> StockCount:
        """Locks it until the command is done. Raises UnknownCount."""
        ...

    def open_places(self) -> Sequence[tuple[str, PlaceId]]:
        """Number and place of each open count of a place; of two that begin at a time the second waits here."""
        ...

    def add(self, count: StockCount) -> None: ...

    def step(self, count: StockCount, step: CountStep) -> None:
        """`count` as it was before. The database insists on decisions and on the second person."""
        ...

    def scans(self, count_id: CountId) -> Sequence[CountScan]:
        """Those that count, oldest first: what was taken back is left out."""
        ...

    def scan_of(self, count_id: CountId, asset_id: AssetId) -> CountScan | None:
        """The one of this thing that counts."""
        ...

    def scan(self, count_id: CountId, scan_id: ScanId) -> CountScan | None: ...

    def size(self, count_id: CountId) -> int:
        """How many scans there are, taken back or not."""
        ...

    def add_scan(self, scan: CountScan) -> None: ...

    def expected(self, count: StockCount, place_ids: Sequence[PlaceId]) -> Sequence[Expected]:
        """`place_ids`: the places of a count of a place, all of them."""
        ...

    def expected_pieces(self, place_ids: Sequence[PlaceId]) -> Sequence[ExpectedPieces]: ...

    def is_of_product(self, asset_id: AssetId, product_id: ProductId) -> bool: ...

    def add_lines(self, count: StockCount, lines: Sequence[CountLine]) -> None:
        """Of the review that is being made; `count` as it was before."""
        ...

    def lines(self, count: StockCount) -> Sequence[CountLine]:
        """Of the last review, with their decisions, by number."""
        ...

    def decide(self, count: StockCount, decided: Decided) -> None: ...

    def needs_second(self, count_id: CountId) -> bool:
        """Whether the differences as they are decided are worth more than one person books alone. The floor learns no
        amount."""
        ...

    def agreed_by(self, count: StockCount) -> PersonId | None:
        """Who agreed to the decisions as they stand."""
        ...

    def hands(self, count: StockCount) -> frozenset[PersonId]:
        """Who began the count, scanned, finished it or decided."""
        ...
