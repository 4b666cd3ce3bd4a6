"""The way of a return, as one table. Rules and buttons read the same. Source: RULES.md 1.4.

Overdue is a view (today is past `return_until`), not a stage.
"""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    """ANNOUNCED: somebody asked, and nobody agreed yet. LAPSED: the day went by, and the customer keeps the things."""

    ANNOUNCED = "announced"
    APPROVED = "approved"
    LABEL_SENT = "label_sent"
    IN_TRANSIT = "in_transit"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    INSPECTED = "inspected"
    CLOSED = "closed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done to a return. RECEIVE_ALL: of each line it is known whether its thing came.
    RUN_ON: the day went by, and what was stopped is charged again."""

    APPROVE = "approve"
    REFUSE = "refuse"
    SEND_LABEL = "send_label"
    SET_OUT = "set_out"
    RECEIVE_PART = "receive_part"
    RECEIVE_ALL = "receive_all"
    EXPECT_AGAIN = "expect_again"
    INSPECT = "inspect"
    CLOSE = "close"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    REMIND = "remind"
    RUN_ON = "run_on"
    NOTE_OTHER = "note_other"
    NOTE_DAMAGE = "note_damage"
    TELL_CLAIM = "tell_claim"
    OBJECT = "object"
    CHARGE_CLAIM = "charge_claim"
    DROP_CLAIM = "drop_claim"


class IllegalReturnStep(RuleViolation):
    """The return is not where this is possible."""

    code = "illegal_return_step"


_BEFORE: Final = (Stage.APPROVED, Stage.LABEL_SENT, Stage.IN_TRANSIT)
_COMING: Final = (Stage.ANNOUNCED, *_BEFORE, Stage.PARTLY_RECEIVED)
HERE: Final = (Stage.PARTLY_RECEIVED, Stage.RECEIVED, Stage.INSPECTED)
"""Something of it came, and what becomes of it is not decided: damage can be noted."""

TRANSITIONS: Final = {
    (Stage.ANNOUNCED, Step.APPROVE): Stage.APPROVED,
    (Stage.ANNOUNCED, Step.REFUSE): Stage.REFUSED,
    (Stage.APPROVED, Step.SEND_LABEL): Stage.LABEL_SENT,
    (Stage.LABEL_SENT, Step.SEND_LABEL): Stage.LABEL_SENT,
    (Stage.APPROVED, Step.SET_OUT): Stage.IN_TRANSIT,
    (Stage.LABEL_SENT, Step.SET_OUT): Stage.IN_TRANSIT,
    **{(stage, Step.RECEIVE_PART): Stage.PARTLY_RECEIVED for stage in _COMING},
    **{(stage, Step.RECEIVE_ALL): Stage.RECEIVED for stage in (*_COMING, Stage.RECEIVED, Stage.INSPECTED)},
    (Stage.RECEIVED, Step.EXPECT_AGAIN): Stage.PARTLY_RECEIVED,
    (Stage.INSPECTED, Step.EXPECT_AGAIN): Stage.PARTLY_RECEIVED,
    (Stage.RECEIVED, Step.INSPECT): Stage.INSPECTED,
    (Stage.INSPECTED, Step.CLOSE): Stage.CLOSED,
    **{(stage, Step.LAPSE): Stage.LAPSED for stage in _BEFORE},
    **{(stage, Step.WITHDRAW): Stage.WITHDRAWN for stage in _COMING},
    **{(stage, Step.EXTEND): stage for stage in (*_BEFORE, Stage.PARTLY_RECEIVED)},
    **{(stage, Step.REMIND): stage for stage in (*_BEFORE, Stage.PARTLY_RECEIVED)},
    **{(stage, Step.RUN_ON): stage for stage in (*_BEFORE, Stage.PARTLY_RECEIVED)},
    **{(stage, Step.NOTE_OTHER): stage for stage in (*_COMING, Stage.RECEIVED, Stage.INSPECTED)},
    **{(stage, step): stage for stage in HERE for step in (Step.NOTE_DAMAGE, Step.TELL_CLAIM)},
    **{(stage, step): stage for stage in HERE for step in (Step.OBJECT, Step.CHARGE_CLAIM, Step.DROP_CLAIM)},
}

OVER: Final = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.LAPSED, Stage.WITHDRAWN})
"""Nothing more happens to it."""
UNDERWAY: Final = frozenset(_BEFORE)
"""Agreed, and nothing of it is here."""


def after(stage: Stage, step: Step) -> Stage:
    """Where the return stands then. Raises IllegalReturnStep when the table has no such way."""
    try:
        return TRANSITIONS[stage, step]
    except KeyError:
        raise IllegalReturnStep(stage=stage, step=step) from None


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)
