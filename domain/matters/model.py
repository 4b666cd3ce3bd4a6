"""One thing that is stuck. Its cause lies elsewhere and takes it off the list; here is only who looks after it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import PersonId

MatterId = NewType("MatterId", UUID)
"""The id of what it is about: a contract, an attempt, a letter, a return, a task … `MatterKind` says which."""


class MatterKind(StrEnum):
    """LEFT_OUT: a contract that a billing run could not bill. PAYMENT_UNKNOWN: nobody knows what became of a charge.
    PAYMENT_WAITS: the customer has to confirm it. PAYMENT_FAILED: it is not tried again by itself. LETTER: not sent,
    or nobody knows. RETURN_LATE: still out after its day. DECLARATION: to match or to carry out. REFUND: it came back.
    CHECK: an order waits for a person's decision. TRANSFER: money of the bank that is nobody's yet. WISH: what a
    customer wished for on the pages was refused. TASK: everything else that waits for the office.
    """

    LEFT_OUT = "left_out"
    PAYMENT_UNKNOWN = "payment_unknown"
    PAYMENT_WAITS = "payment_waits"
    PAYMENT_FAILED = "payment_failed"
    LETTER = "letter"
    RETURN_LATE = "return_late"
    DECLARATION = "declaration"
    REFUND = "refund"
    CHECK = "check"
    TRANSFER = "transfer"
    WISH = "wish"
    TASK = "task"


SETTLED_BY_HAND: Final = frozenset({MatterKind.WISH, MatterKind.PAYMENT_FAILED})
"""Nothing that happens later takes these off the list, so a person's word does. All others go with their cause."""
LONGEST_WORDS: Final = 500
LONGEST_REST: Final = 365
"""Days that something may be put off at once."""


class MatterStep(StrEnum):
    """ASSIGN: to a person, or to nobody. SNOOZE: not shown until a day. WAKE: shown again. SETTLE: a person is done
    with this cause. NOTE: said about it."""

    ASSIGN = "assign"
    SNOOZE = "snooze"
    WAKE = "wake"
    SETTLE = "settle"
    NOTE = "note"


class UnknownColleague(NotFound):
    """Nobody of this id works here any more."""

    code = "unknown_colleague"


class MatterReasonMissing(InvalidInput):
    """What is put off or settled without a reason is asked about again."""

    code = "matter_reason_missing"


class MatterDayWrong(InvalidInput):
    """It may rest until a day to come, at most a year."""

    code = "matter_day_wrong"


class MatterGoesByItself(RuleViolation):
    """It leaves the list when its cause is gone; a word does not help whoever waits for it."""

    code = "matter_goes_by_itself"


@dataclass(frozen=True, slots=True)
class MatterRef:
    """What it is about."""

    kind: MatterKind
    id: MatterId


@dataclass(frozen=True, slots=True)
class StepTaken:
    """`cause`: what it was settled for; the same thing stuck in another way is shown again."""

    step: MatterStep
    person_id: PersonId | None = None
    until: date | None = None
    cause: str = ""
    words: str = ""


def said(words: str) -> str:
    """Raises MatterReasonMissing."""
    kept = words.strip()[:LONGEST_WORDS]
    if not kept:
        raise MatterReasonMissing
    return kept
