"""Money that goes back to a customer: asked for, approved, sent, arrived. Its ways as one table.

How much of it is a refund at all is said by the difference and the ledger, never here: see `send_refund`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.contracts.giving_back import Gift
from domain.contracts.parts import GiveBackReason
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, ContractLineId, CustomerId, PersonId
from domain.money import Money
from domain.period import Period

RefundId = NewType("RefundId", UUID)

PREFIX: Final = "RF"
REASON_LENGTH: Final = 300
ACCOUNT_LENGTH: Final = 140


class RefundCause(StrEnum):
    """Why money goes back. WITHDRAWAL: the law gives 14 days for it. OTHER: for example what an end has credited.

    BALANCE: what is to the customer's credit is paid out, from whichever contract it came.
    """

    LATE_DELIVERY = "late_delivery"
    DEFECT = "defect"
    GOODWILL = "goodwill"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"
    BALANCE = "balance"


class RefundStatus(StrEnum):
    """CREDITED: nothing is sent (any more); what was credited lowered open invoices, or stays balance."""

    ASKED = "asked"
    APPROVED = "approved"
    SENT = "sent"
    SETTLED = "settled"
    FAILED = "failed"
    REFUSED = "refused"
    CREDITED = "credited"


class RefundStep(StrEnum):
    """What people do to a refund, and what the bank does with it."""

    APPROVE = "approve"
    REFUSE = "refuse"
    SEND = "send"
    SETTLE = "settle"
    FAIL = "fail"
    CREDIT = "credit"


class IllegalRefundTransition(RuleViolation):
    """The refund is not in a state from which this is possible."""

    code = "illegal_refund_transition"


class UnknownRefund(NotFound):
    """No refund of this id, or this role may not see it."""

    code = "unknown_refund"


class RefundReasonMissing(InvalidInput):
    """Why has to be said, in a line or two."""

    code = "refund_reason_missing"


class RefundBelowGift(InvalidInput):
    """The most that is paid out is less than what the lines are to give back."""

    code = "refund_below_gift"


class RefundUnderWay(Conflict):
    """Money of this contract is on its way back already: one after the other, so that nothing goes twice."""

    code = "refund_under_way"


class NothingToPayOut(RuleViolation):
    """The ledger holds nothing that was paid and is credited: it is not credited yet, or was never paid."""

    code = "nothing_to_pay_out"


TRANSITIONS: Final[Mapping[tuple[RefundStatus, RefundStep], RefundStatus]] = {
    (RefundStatus.ASKED, RefundStep.APPROVE): RefundStatus.APPROVED,
    (RefundStatus.ASKED, RefundStep.REFUSE): RefundStatus.REFUSED,
    (RefundStatus.APPROVED, RefundStep.SEND): RefundStatus.SENT,
    (RefundStatus.APPROVED, RefundStep.CREDIT): RefundStatus.CREDITED,
    (RefundStatus.SENT, RefundStep.SETTLE): RefundStatus.SETTLED,
    (RefundStatus.SENT, RefundStep.FAIL): RefundStatus.FAILED,
    (RefundStatus.SETTLED, RefundStep.FAIL): RefundStatus.FAILED,
    (RefundStatus.FAILED, RefundStep.SEND): RefundStatus.SENT,
    (RefundStatus.FAILED, RefundStep.CREDIT): RefundStatus.CREDITED,
}

LIVE: Final = frozenset({RefundStatus.ASKED, RefundStatus.APPROVED, RefundStatus.SENT, RefundStatus.FAILED})
"""Something is left to do. One that arrived may come back all the same, days after the statement showed it."""


def after(status: RefundStatus, step: RefundStep) -> RefundStatus:
    """The state that follows. Raises IllegalRefundTransition when the table has no such way."""
    if (status, step) not in TRANSITIONS:
        raise IllegalRefundTransition(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class GiftAsked:
    """For which days and lines, as the contract's prices are. `amount` None: all that they cost; no line: all."""

    period: Period
    amount: Money | None
    line_ids: tuple[ContractLineId, ...] = ()

    def as_gift(self, key: str, cause: RefundCause) -> Gift:
        reason = GiveBackReason.GOODWILL if cause is RefundCause.GOODWILL else GiveBackReason.REFUND
        return Gift(key, self.period, self.amount, reason, self.line_ids)


@dataclass(frozen=True, slots=True)
class Refund:
    """`amount`: with VAT, the most that is paid out. `gift` None: what notice or withdrawal credits goes back.

    `contract_id` None: out of the customer's balance. `due_on`: the last day the law gives (None: none). `asked_by` and
    the steps are the database's to say.
    """

    id: RefundId
    number: str
    contract_id: ContractId | None
    customer_id: CustomerId
    cause: RefundCause
    amount: Money
    asked_on: date
    reason: str
    gift: GiftAsked | None = None
    due_on: date | None = None
    status: RefundStatus = RefundStatus.ASKED
    asked_by: PersonId | None = None

    def stepped(self, step: RefundStep) -> "Refund":
        """Raises IllegalRefundTransition."""
        return replace(self, status=after(self.status, step))
