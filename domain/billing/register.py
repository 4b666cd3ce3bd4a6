"""The register of numbers: every drawn number has a document, or is void with a reason. Source: DECISIONS 9."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import InvalidInput, RuleViolation

REASON_LENGTH = 200


class NumberState(StrEnum):
    """MISSING: drawn, but without a document and not void; nobody knows why."""

    ISSUED = "issued"
    VOID = "void"
    MISSING = "missing"


class NumberNotMissing(RuleViolation):
    """Only a drawn number without a document can be made void."""

    code = "number_not_missing"


class VoidReasonMissing(InvalidInput):
    """A tax auditor will ask why a number is void."""

    code = "void_reason_missing"


@dataclass(frozen=True, slots=True)
class MissingNumbers:
    """What a series lacks: the first missing numbers in order; `count` may be more."""

    series: str
    numbers: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class VoidedNumber:
    series: str
    number: int
    reason: str


def series_of(kind: str, prefix: str, year: int) -> str:
    """ "R-2026", and "R-NORD-2026" for a store with a series of its own."""
    return f"{kind}-{prefix}-{year}" if prefix else f"{kind}-{year}"


def shown_number(series: str, number: int) -> str:
    """As it stands on the document: "R-2026-000001"."""
    return f"{series}-{number:06d}"
