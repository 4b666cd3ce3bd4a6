"""Refurbishment: what is done between taking a thing back and renting it out again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import InvalidInput, RuleViolation
from domain.ids import AssetId, VariantId


class RefurbishmentStatus(StrEnum):
    QUEUED = "queued"
    IN_WORK = "in_work"
    PASSED = "passed"
    FAILED = "failed"


class ChecklistOpen(RuleViolation):
    """A thing passes only when every point of its checklist was answered with yes."""

    code = "checklist_open"


class ReasonMissing(InvalidInput):
    """Whoever retires a thing says why."""

    code = "reason_missing"


class MinutesWrong(InvalidInput):
    """Minutes are whole numbers from 0 to 10,000."""

    code = "minutes_wrong"


class NotQueued(RuleViolation):
    """Nothing is to be done at this thing."""

    code = "not_queued_for_refurbishment"


@dataclass(frozen=True, slots=True)
class PartUsed:
    """A spare part that went into the thing."""

    variant_id: VariantId
    quantity: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One point of the category's checklist, by its code, and whether it is fine."""

    code: str
    is_fine: bool


@dataclass(frozen=True, slots=True)
class Refurbishment:
    """One pass of one asset through the workshop."""

    asset_id: AssetId
    status: RefurbishmentStatus
    started_at: datetime | None = None
