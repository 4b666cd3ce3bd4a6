"""What waits for a person: opened by a fact, cleared by whoever has looked at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from domain.errors import Conflict, NotFound, RuleViolation
from domain.ids import TaskId


class TaskKind(StrEnum):
    """DAMAGED_RETURN: who pays for the damage? RETIRED_THING: it has to leave the floor. NUMBER_GAP: why is it void?

    REFUND_DUE: a customer withdrew and waits for the money. LONG_OUTAGE: a thing is missing that others cannot replace.
    BILLING_HELD: a contract's bills are held back until a day. LINE_TO_END: everything of a line is back, and only a
    person ends it. PART_BACK: one of several things of a line is back for good, and its price counts for all of them.
    DEPOSIT_TO_SETTLE: a contract is over, all of it is back, and we still hold its deposit.
    DELIVERY_MISSED: a period is charged and over, and nothing was sent for it. SUPPLY_SHORT: more was picked than the
    books had. REFERRAL_SUSPECTED: a friend who was brought has something in common with another customer.
    BUYOUT_STUCK: a purchase is paid, and its thing is not with the customer. SWAP_OVERDUE: a customer has the new thing
    of a swap and does not send the old one.
    DECLARATION_WAITS: somebody wants to end a contract, and nobody has decided about it.
    ERASURE_ASKED: a customer wants their data erased; the answer is due within a month.
    MAINTENANCE_DUE: something has to be done to a thing again, and nobody was asked to bring it.
    OVERBOOKED: more was promised than is free, with a reason. ORDER_LATE: an order comes later than it was told.
    ORDER_WITHOUT_DAY: an order was taken, and nobody knows yet when its things will be there. JOB_FAILED: work in the
    background did not get done, also not after some tries.
    LOSS_TO_SETTLE: a thing is lost, and nobody said yet who pays. LOSS_FOUND: it was paid for and turned up.
    PAYMENT_UNKNOWN: nobody knows what became of a charge. PAYMENT_REFUSED: a failure that only a person can mend.
    PAYMENT_DOUBTFUL: a provider told something that does not fit.
    WRITE_OFF_WAITS: a second person agrees to it, or not. TRANSFER_STUCK: its day came, and something is against it.
    ORDER_IN_CHECK: the check of an order waits for a person's decision.
    ARREARS_TO_END: the last letter about arrears went out; does the contract end? INSTALMENTS_LAPSED: one is missing.
    COLLECTION_WAITS: a second person agrees to a hand-over, or not. THINGS_TO_RECOVER: who owes still holds something.
    COUNTER_MONEY_LEFT: money was taken at a till for an invoice that asked for less by then; it stands to the
    customer's credit. COUNTER_PAY_OUT_UNBOOKED: a refund went out of a drawer, and the ledger holds another amount.
    SALE_STUCK: what was sold at a counter could not be booked, and money was taken. SALE_GOODS_HELD: it is booked, and
    its goods could not be handed over. SALE_THING_ELSEWHERE: a thing was sold that the books have somewhere else.
    THING_SOUGHT: a count did not find it. COUNT_QUESTION: a count found what should not be there.
    """

    DAMAGED_RETURN = "damaged_return"
    RETIRED_THING = "retired_thing"
    NUMBER_GAP = "number_gap"
    REFUND_DUE = "refund_due"
    LONG_OUTAGE = "long_outage"
    BILLING_HELD = "billing_held"
    LINE_TO_END = "line_to_end"
    PART_BACK = "part_back"
    DEPOSIT_TO_SETTLE = "deposit_to_settle"
    DELIVERY_MISSED = "delivery_missed"
    SUPPLY_SHORT = "supply_short"
    REFERRAL_SUSPECTED = "referral_suspected"
    THING_MISSING = "thing_missing"
    OTHER_THING = "other_thing"
    CLAIM_OBJECTED = "claim_objected"
    BUYOUT_STUCK = "buyout_stuck"
    OVERBOOKED = "overbooked"
    ORDER_LATE = "order_late"
    ORDER_WITHOUT_DAY = "order_without_day"
    JOB_FAILED = "job_failed"
    SWAP_OVERDUE = "swap_overdue"
    REFUND_FAILED = "refund_failed"
    LOSS_TO_SETTLE = "loss_to_settle"
    LOSS_FOUND = "loss_found"
    WRITE_OFF_WAITS = "write_off_waits"
    TRANSFER_STUCK = "transfer_stuck"
    MAINTENANCE_DUE = "maintenance_due"
    DECLARATION_WAITS = "declaration_waits"
    ORDER_IN_CHECK = "order_in_check"
    PAYMENT_UNKNOWN = "payment_unknown"
    PAYMENT_REFUSED = "payment_refused"
    PAYMENT_DOUBTFUL = "payment_doubtful"
    ERASURE_ASKED = "erasure_asked"
    ARREARS_TO_END = "arrears_to_end"
    INSTALMENTS_LAPSED = "instalments_lapsed"
    COLLECTION_WAITS = "collection_waits"
    THINGS_TO_RECOVER = "things_to_recover"
    COUNTER_MONEY_LEFT = "counter_money_left"
    COUNTER_PAY_OUT_UNBOOKED = "counter_pay_out_unbooked"
    SALE_STUCK = "sale_stuck"
    SALE_GOODS_HELD = "sale_goods_held"
    SALE_THING_ELSEWHERE = "sale_thing_elsewhere"
    THING_SOUGHT = "thing_sought"
    COUNT_QUESTION = "count_question"


FLOOR_KINDS: Final = frozenset(
    {
        TaskKind.RETIRED_THING,
        TaskKind.SUPPLY_SHORT,
        TaskKind.MAINTENANCE_DUE,
        TaskKind.SALE_GOODS_HELD,
        TaskKind.SALE_THING_ELSEWHERE,
        TaskKind.THING_SOUGHT,
        TaskKind.COUNT_QUESTION,
    }
)
"""Seen and cleared on the floor too; all others belong to the office."""
DECIDED_KINDS: Final = frozenset(
    {
        TaskKind.DELIVERY_MISSED,
        TaskKind.REFERRAL_SUSPECTED,
        TaskKind.DECLARATION_WAITS,
        TaskKind.MAINTENANCE_DUE,
        TaskKind.ORDER_IN_CHECK,
        TaskKind.SALE_STUCK,
    }
)
"""Go by what is decided alone: looking at them is not enough, for somebody has paid."""


class UnknownTask(NotFound):
    """There is no such task, or it belongs to another seat."""

    code = "unknown_task"


class TaskClearedBefore(Conflict):
    """Somebody else has cleared it already. Nothing changed."""

    code = "task_cleared_before"


class TaskNeedsDecision(RuleViolation):
    """It goes by itself when one of its ways out was taken; just ticking it off would leave a customer with nothing."""

    code = "task_needs_decision"


@dataclass(frozen=True, slots=True)
class Task:
    """`subject` is the number or code of the thing it is about."""

    id: TaskId
    kind: str
    subject: str
    is_cleared: bool
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Tasks(Protocol):
    """What waits for a person."""

    def open(self, kind: TaskKind, subject: str, facts: Mapping[str, str | int]) -> None:
        """`subject` is the number or code of the thing it is about; facts are codes, never sentences."""
        ...

    def is_open(self, kind: TaskKind, subject: str) -> bool: ...

    def waiting(self, kind: TaskKind, subject: str) -> Sequence[Task]:
        """The open ones of a kind about one thing, as far as the seat may see them."""
        ...

    def get(self, task_id: TaskId) -> Task:
        """Raises UnknownTask."""
        ...

    def clear(self, task_id: TaskId, at: datetime) -> None: ...
