"""What a business that runs already brings along: kinds of files, their runs, and what becomes of each row."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NewType, Protocol, TypeVar
from uuid import UUID

from domain.application import Event
from domain.errors import AppError, InvalidInput, NotFound, RuleViolation

ImportRunId = NewType("ImportRunId", UUID)

MOST_ROWS: Final = 100_000
MOST_AT_ONCE: Final = 200
LONGEST_SOURCE: Final = 40


class ImportKind(StrEnum):
    """In the order in which they are brought in: each may name what came before it."""

    PRODUCTS = "products"
    CUSTOMERS = "customers"
    CONTRACTS = "contracts"
    ASSETS = "assets"
    BALANCES = "balances"
    STOCK = "stock"


class Outcome(StrEnum):
    """MADE: new. SAME: it is here as the row says. CHANGED: it follows the row. DIFFERS: it is here, the row says
    something else by now, and only a person may change it. REFUSED: nothing was done."""

    MADE = "made"
    SAME = "same"
    CHANGED = "changed"
    DIFFERS = "differs"
    REFUSED = "refused"


class CellWrong(InvalidInput):
    """A cell holds something that its column cannot mean."""

    code = "import_cell_wrong"


class CellMissing(InvalidInput):
    """A row needs this cell."""

    code = "import_cell_missing"


class RowTwice(InvalidInput):
    """Another row of the file has the same key."""

    code = "import_row_twice"


class ReferenceUnknown(NotFound):
    """A row names something that is not here: its file is brought in before this one."""

    code = "import_reference_unknown"


class ImportSizeWrong(InvalidInput):
    """A command takes 1 to MOST_AT_ONCE rows."""

    code = "import_size_wrong"


class SourceMissing(InvalidInput):
    """Rows are known again by the name of the system that they came from."""

    code = "import_source_missing"


class TooManyRows(RuleViolation):
    """Larger files are cut."""

    code = "import_too_many_rows"


class Keyed(Protocol):
    """A row of a file: `number` as people count them there (the heading is 1), `key` tells it from all others."""

    @property
    def number(self) -> int: ...

    @property
    def key(self) -> str: ...


Row = TypeVar("Row", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which run a row belongs to, and the system that it came from."""

    run_id: ImportRunId
    source: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """What a row became, with the digest of the row as it was last."""

    target_id: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`refusal` belongs to REFUSED; `column` is the key of the cell that it is about, "" for the row."""

    number: int
    key: str
    outcome: Outcome
    refusal: AppError | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """A verdict as the log holds it: no cell of the file in it. `code` "" unless refused."""

    number: int
    outcome: Outcome
    code: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class RowsImported(Event):
    """`topics` are what screens show of it; `targets` what was made or changed."""

    run_id: ImportRunId
    results: tuple[RowResult, ...]
    targets: tuple[UUID, ...]
    topics: tuple[str, ...]

    def touched(self) -> Iterable[str]:
        return ("imports", *self.topics)


def digest_of_row(row: Keyed) -> str:
    """The same for the same cells, wherever in the file the row stands."""
    return hashlib.sha256(repr(replace(row, number=0)).encode()).hexdigest()  # type: ignore[type-var]  # rows are frozen dataclasses


Judge = Callable[[Row], None]
"""Raises an AppError with the reason why a row cannot be brought in."""


def judged(
    rows: Sequence[Row], known: Mapping[str, ImportedItem], check: Judge[Row], *, follows: bool = False
) -> list[Verdict]:
    """One verdict a row, in order. `follows`: what is here already is changed as its row says."""
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise ImportSizeWrong(count=len(rows), most=MOST_AT_ONCE)
    return [_verdict(row, known.get(row.key), check, follows=follows) for row in rows]


def _verdict(row: Row, item: ImportedItem | None, check: Judge[Row], *, follows: bool) -> Verdict:
    if item is not None and item.digest == digest_of_row(row):
        return Verdict(row.number, row.key, Outcome.SAME)
    if item is not None and not follows:
        return Verdict(row.number, row.key, Outcome.DIFFERS)
    try:
        check(row)
    except AppError as refused:
        return Verdict(row.number, row.key, Outcome.REFUSED, refused, str(refused.facts.get("column", "")))
    return Verdict(row.number, row.key, Outcome.MADE if item is None else Outcome.CHANGED)


def result_of(verdict: Verdict) -> RowResult:
    """As the log holds it."""
    code = "" if verdict.refusal is None else verdict.refusal.code
    return RowResult(verdict.number, verdict.outcome, code, verdict.column)


class Keeper(Protocol):
    """Where it is kept what became of rows."""

    def keep(self, run_id: ImportRunId, kind: ImportKind, source: str, items: Mapping[str, ImportedItem]) -> None: ...

    def note(self, run_id: ImportRunId, results: Sequence[RowResult]) -> None: ...


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one run that were judged together."""

    origin: Origin
    kind: ImportKind
    verdicts: Sequence[Verdict]


def kept(keeper: Keeper, batch: Batch, items: Mapping[str, ImportedItem], topics: tuple[str, ...]) -> RowsImported:
    """What became of a batch, remembered and told. `items`: what was made or changed, by key."""
    run_id, results = batch.origin.run_id, tuple(result_of(each) for each in batch.verdicts)
    keeper.keep(run_id, batch.kind, batch.origin.source, items)
    keeper.note(run_id, results)
    targets = tuple(each.target_id for each in items.values())
    return RowsImported(run_id, results, targets, topics if items else ())


def made(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> list[Row]:
    """The rows that are new."""
    return [row for row, each in zip(rows, verdicts, strict=True) if each.outcome is Outcome.MADE]
