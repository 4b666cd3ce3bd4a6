"""One attempt to collect what is open of an invoice: its ways as one table, and what a row of its history says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.billing.settlement import EntryId
from domain.contracts.payment import PaymentMethod
from domain.errors import NotFound, RuleViolation
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.payments.provider import AttemptId, Outcome, ProviderName
from domain.payments.reasons import Reason, ReasonClass

MethodId = NewType("MethodId", UUID)
"""Of a payment method that a customer left with us."""


class AttemptStatus(StrEnum):
    """SUBMITTED: written down before the wire; until an answer is written down, nobody knows. UNKNOWN: the provider
    does not know either, or the answer was lost. SETTLED of a direct debit is provisional for eight weeks."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    PENDING = "pending"
    NEEDS_CUSTOMER = "needs_customer"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class AttemptStep(StrEnum):
    """NOT_ARRIVED: it was looked up, and the provider never heard of it. NOTE: news that change nothing any more."""

    SUBMIT = "submit"
    NOT_ARRIVED = "not_arrived"
    WAIT = "wait"
    ASK_CUSTOMER = "ask_customer"
    LOSE = "lose"
    SETTLE = "settle"
    FAIL = "fail"
    RETURN = "return"
    WITHDRAW = "withdraw"
    NOTE = "note"


class IllegalAttemptTransition(RuleViolation):
    """The attempt is not in a state from which this is possible."""

    code = "illegal_attempt_transition"


class UnknownAttempt(NotFound):
    """No attempt of this id, or this role may not see it."""

    code = "unknown_attempt"


TRANSITIONS: Final[Mapping[tuple[AttemptStatus, AttemptStep], AttemptStatus]] = {
    (AttemptStatus.PLANNED, AttemptStep.SUBMIT): AttemptStatus.SUBMITTED,
    (AttemptStatus.PLANNED, AttemptStep.WITHDRAW): AttemptStatus.WITHDRAWN,
    (AttemptStatus.PLANNED, AttemptStep.WAIT): AttemptStatus.PENDING,
    (AttemptStatus.PLANNED, AttemptStep.ASK_CUSTOMER): AttemptStatus.NEEDS_CUSTOMER,
    (AttemptStatus.PLANNED, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.PLANNED, AttemptStep.FAIL): AttemptStatus.FAILED,
    (AttemptStatus.PLANNED, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.SUBMITTED, AttemptStep.NOT_ARRIVED): AttemptStatus.PLANNED,
    (AttemptStatus.SUBMITTED, AttemptStep.WAIT): AttemptStatus.PENDING,
    (AttemptStatus.SUBMITTED, AttemptStep.ASK_CUSTOMER): AttemptStatus.NEEDS_CUSTOMER,
    (AttemptStatus.SUBMITTED, AttemptStep.LOSE): AttemptStatus.UNKNOWN,
    (AttemptStatus.SUBMITTED, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.SUBMITTED, AttemptStep.FAIL): AttemptStatus.FAILED,
    (AttemptStatus.SUBMITTED, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.PENDING, AttemptStep.ASK_CUSTOMER): AttemptStatus.NEEDS_CUSTOMER,
    (AttemptStatus.PENDING, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.PENDING, AttemptStep.FAIL): AttemptStatus.FAILED,
    (AttemptStatus.PENDING, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.NEEDS_CUSTOMER, AttemptStep.WAIT): AttemptStatus.PENDING,
    (AttemptStatus.NEEDS_CUSTOMER, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.NEEDS_CUSTOMER, AttemptStep.FAIL): AttemptStatus.FAILED,
    (AttemptStatus.NEEDS_CUSTOMER, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.UNKNOWN, AttemptStep.NOT_ARRIVED): AttemptStatus.PLANNED,
    (AttemptStatus.UNKNOWN, AttemptStep.WAIT): AttemptStatus.PENDING,
    (AttemptStatus.UNKNOWN, AttemptStep.ASK_CUSTOMER): AttemptStatus.NEEDS_CUSTOMER,
    (AttemptStatus.UNKNOWN, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.UNKNOWN, AttemptStep.FAIL): AttemptStatus.FAILED,
    (AttemptStatus.UNKNOWN, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.SETTLED, AttemptStep.RETURN): AttemptStatus.RETURNED,
    (AttemptStatus.FAILED, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.RETURNED, AttemptStep.SETTLE): AttemptStatus.SETTLED,
    (AttemptStatus.WITHDRAWN, AttemptStep.SETTLE): AttemptStatus.SETTLED,
}
"""A NOTE is possible everywhere and changes nothing. The trigger of `40_payments.sql` holds the same table."""

LIVE: Final = frozenset(
    {
        AttemptStatus.PLANNED,
        AttemptStatus.SUBMITTED,
        AttemptStatus.PENDING,
        AttemptStatus.NEEDS_CUSTOMER,
        AttemptStatus.UNKNOWN,
    }
)
"""May still bring the money; no second attempt for the same invoice meanwhile."""
ASKED: Final = LIVE - {AttemptStatus.PLANNED}
"""The provider may have it."""
STEP_OF: Final[Mapping[Outcome, AttemptStep]] = {
    Outcome.PENDING: AttemptStep.WAIT,
    Outcome.NEEDS_CUSTOMER: AttemptStep.ASK_CUSTOMER,
    Outcome.SETTLED: AttemptStep.SETTLE,
    Outcome.FAILED: AttemptStep.FAIL,
    Outcome.UNKNOWN: AttemptStep.LOSE,
    Outcome.RETURNED: AttemptStep.RETURN,
    Outcome.PAID_BACK: AttemptStep.NOTE,
}


def after(status: AttemptStatus, step: AttemptStep) -> AttemptStatus:
    """The state that follows. Raises IllegalAttemptTransition when the table has no such way."""
    if step is AttemptStep.NOTE:
        return status
    if (status, step) not in TRANSITIONS:
        raise IllegalAttemptTransition(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class Attempt:
    """`contract_ids`: those that the invoice bills. `not_before`: it is not handed over earlier (None: at once).

    `told_at`: when the newest fact that the provider told happened there; `settled_told`, `returned_told`: of those
    kinds. `entry_id`: the payment that it brought and that is not taken back. `ref`: the provider's own id.
    `submitted_at`: when it was last handed over. `n`: how many rows its history has.
    """

    id: AttemptId
    invoice_id: InvoiceId
    customer_id: CustomerId
    method_id: MethodId
    provider: ProviderName
    kind: PaymentMethod
    amount: Money
    collect_on: date
    status: AttemptStatus = AttemptStatus.PLANNED
    not_before: datetime | None = None
    contract_ids: tuple[ContractId, ...] = ()
    ref: str = ""
    told_at: datetime | None = None
    settled_told: datetime | None = None
    returned_told: datetime | None = None
    submitted_at: datetime | None = None
    entry_id: EntryId | None = None
    reason: Reason | None = None
    planned_on: date | None = None
    n: int = 0

    def stepped(self, step: AttemptStep) -> "Attempt":
        """Raises IllegalAttemptTransition."""
        return replace(self, status=after(self.status, step), n=self.n + 1)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One row of an attempt's history. `on`: the day of the money. `told_at`: when it happened at the provider.

    `outcome`: what the provider said, also where that is a NOTE (None: our own doing). `entry_id`: the payment that a
    SETTLE booked, or that is left of it after a RETURN of a part. `fee`: what the provider or a bank keeps. `link`:
    where the payer confirms.
    """

    step: AttemptStep
    on: date
    outcome: Outcome | None = None
    told_at: datetime | None = None
    amount: Money | None = None
    fee: Money | None = None
    reason: Reason | None = None
    ref: str = ""
    link: str = ""
    entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """An earlier attempt for the same invoice, as planning looks at it. `failed_on`: the day of its last answer.
    `reason` of a withdrawn one: a person withdrew it."""

    id: AttemptId
    status: AttemptStatus
    method_id: MethodId
    reason: ReasonClass | None
    failed_on: date | None
