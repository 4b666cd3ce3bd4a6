"""The states of a contract and the ways between them. Rules and buttons read the same table. Source: RULES.md 1.3."""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Status(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    CANCELLATION_REQUESTED = "cancellation_requested"
    PENDING_RETURN = "pending_return"
    PENDING_REPLACEMENT = "pending_replacement"
    PENDING_BUYOUT = "pending_buyout"
    ENDED = "ended"
    BOUGHT_OUT = "bought_out"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


class Action(StrEnum):
    """What people, scans and dates do to a contract."""

    ACTIVATE = "activate"
    DISCARD = "discard"
    RENEW = "renew"
    REQUEST_CANCELLATION = "request_cancellation"
    KEEP = "keep"
    REQUIRE_RETURN = "require_return"
    REACTIVATE = "reactivate"
    REQUIRE_REPLACEMENT = "require_replacement"
    START_BUYOUT = "start_buyout"
    COMPLETE_BUYOUT = "complete_buyout"
    END = "end"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"


class IllegalContractTransition(RuleViolation):
    """The contract is not in a state from which this is possible."""

    code = "illegal_contract_transition"


TRANSITIONS: Final = {
    (Status.DRAFT, Action.ACTIVATE): Status.ACTIVE,
    (Status.DRAFT, Action.DISCARD): Status.TERMINATED,
    (Status.DRAFT, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.ACTIVE, Action.RENEW): Status.ACTIVE,
    (Status.ACTIVE, Action.REQUEST_CANCELLATION): Status.CANCELLATION_REQUESTED,
    (Status.ACTIVE, Action.REQUIRE_RETURN): Status.PENDING_RETURN,
    (Status.ACTIVE, Action.REQUIRE_REPLACEMENT): Status.PENDING_REPLACEMENT,
    (Status.ACTIVE, Action.START_BUYOUT): Status.PENDING_BUYOUT,
    (Status.ACTIVE, Action.PAUSE): Status.PAUSED,
    (Status.ACTIVE, Action.END): Status.ENDED,
    (Status.ACTIVE, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.ACTIVE, Action.TERMINATE): Status.TERMINATED,
    (Status.PAUSED, Action.RESUME): Status.ACTIVE,
    (Status.PAUSED, Action.REQUEST_CANCELLATION): Status.CANCELLATION_REQUESTED,
    (Status.PAUSED, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PAUSED, Action.REQUIRE_RETURN): Status.PENDING_RETURN,
    (Status.PAUSED, Action.END): Status.ENDED,
    (Status.PAUSED, Action.TERMINATE): Status.TERMINATED,
    (Status.PAUSED, Action.START_BUYOUT): Status.PENDING_BUYOUT,
    (Status.CANCELLATION_REQUESTED, Action.START_BUYOUT): Status.PENDING_BUYOUT,
    (Status.CANCELLATION_REQUESTED, Action.KEEP): Status.ACTIVE,
    (Status.CANCELLATION_REQUESTED, Action.REQUIRE_RETURN): Status.PENDING_RETURN,
    (Status.CANCELLATION_REQUESTED, Action.END): Status.ENDED,
    (Status.CANCELLATION_REQUESTED, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.CANCELLATION_REQUESTED, Action.TERMINATE): Status.TERMINATED,
    (Status.PENDING_RETURN, Action.REACTIVATE): Status.ACTIVE,
    (Status.PENDING_RETURN, Action.START_BUYOUT): Status.PENDING_BUYOUT,
    (Status.PENDING_RETURN, Action.COMPLETE_BUYOUT): Status.BOUGHT_OUT,
    (Status.PENDING_RETURN, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PENDING_RETURN, Action.END): Status.ENDED,
    (Status.PENDING_REPLACEMENT, Action.END): Status.ENDED,
    (Status.PENDING_BUYOUT, Action.REACTIVATE): Status.ACTIVE,
    (Status.PENDING_BUYOUT, Action.COMPLETE_BUYOUT): Status.BOUGHT_OUT,
}

RUNNING: Final = frozenset({Status.ACTIVE, Status.PAUSED, Status.CANCELLATION_REQUESTED})
OVER: Final = frozenset({Status.ENDED, Status.BOUGHT_OUT, Status.WITHDRAWN, Status.TERMINATED})
"""The customer is to have the things, and days without them count."""


def after(status: Status, action: Action) -> Status:
    """The state that follows. Raises IllegalContractTransition when the table has no such way."""
    if (status, action) not in TRANSITIONS:
        raise IllegalContractTransition(status=status, action=action)
    return TRANSITIONS[status, action]


def open_actions(status: Status) -> frozenset[Action]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(action for state, action in TRANSITIONS if state is status)
