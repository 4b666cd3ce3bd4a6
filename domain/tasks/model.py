"""What waits for a person: opened by a fact, cleared by whoever has looked at it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import Conflict, NotFound
from domain.ids import TaskId


class TaskKind(StrEnum):
    """DAMAGED_RETURN: who pays for the damage? RETIRED_THING: it has to leave the floor. NUMBER_GAP: why is it void?

    REFUND_DUE: a customer withdrew and waits for the money. LONG_OUTAGE: a thing is missing that others cannot replace.
    BILLING_HELD: a contract's bills are held back until a day. LINE_TO_END: everything of a line is back, and only a
    person ends it. DEPOSIT_TO_SETTLE: a contract is over, all of it is back, and we still hold its deposit.
    """

    DAMAGED_RETURN = "damaged_return"
    RETIRED_THING = "retired_thing"
    NUMBER_GAP = "number_gap"
    REFUND_DUE = "refund_due"
    LONG_OUTAGE = "long_outage"
    BILLING_HELD = "billing_held"
    LINE_TO_END = "line_to_end"
    DEPOSIT_TO_SETTLE = "deposit_to_settle"


FLOOR_KINDS: Final = frozenset({TaskKind.RETIRED_THING})
"""Seen and cleared on the floor too; all others belong to the office."""


class UnknownTask(NotFound):
    """There is no such task, or it belongs to another seat."""

    code = "unknown_task"


class TaskClearedBefore(Conflict):
    """Somebody else has cleared it already. Nothing changed."""

    code = "task_cleared_before"


@dataclass(frozen=True, slots=True)
class Task:
    """`subject` is the number or code of the thing it is about."""

    id: TaskId
    kind: str
    subject: str
    is_cleared: bool
