"""The way of a loss: reported, then who pays is settled; what turns up again is decided once more.

Buttons ask the same table as the rules.
"""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    """CLAIMED: the customer was told what the thing is worth, and may object. COVERED: an insurance pays. TURNED_UP:
    the thing is here again, and somebody decides about the money. RETURNED: it is here, and that is decided. GOES_ON:
    the customer has it again and pays rent. KEPT: the customer has it again, and bought it with what was paid."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    OBJECTED = "objected"
    CHARGED = "charged"
    COVERED = "covered"
    WAIVED = "waived"
    TURNED_UP = "turned_up"
    RETURNED = "returned"
    GOES_ON = "goes_on"
    KEPT = "kept"


class Step(StrEnum):
    """What happens. GIVE_BACK: what was charged is credited. LET_STAND: it is not, for the thing came too late."""

    CLAIM = "claim"
    OBJECT = "object"
    CHARGE = "charge"
    COVER = "cover"
    WAIVE = "waive"
    TURN_UP = "turn_up"
    GIVE_BACK = "give_back"
    LET_STAND = "let_stand"
    GO_ON = "go_on"
    KEEP = "keep"


class IllegalLossStep(RuleViolation):
    """The loss is not where this is possible."""

    code = "illegal_loss_step"


OPEN: Final = frozenset({Stage.REPORTED, Stage.CLAIMED, Stage.OBJECTED, Stage.TURNED_UP})
"""Somebody still has to decide something."""
GONE: Final = frozenset({*OPEN, Stage.CHARGED, Stage.COVERED, Stage.WAIVED}) - {Stage.TURNED_UP}
"""The thing is not here."""

TRANSITIONS: Final = {
    (Stage.REPORTED, Step.CLAIM): Stage.CLAIMED,
    (Stage.REPORTED, Step.COVER): Stage.COVERED,
    (Stage.REPORTED, Step.WAIVE): Stage.WAIVED,
    (Stage.CLAIMED, Step.OBJECT): Stage.OBJECTED,
    (Stage.CLAIMED, Step.CHARGE): Stage.CHARGED,
    (Stage.CLAIMED, Step.COVER): Stage.COVERED,
    (Stage.CLAIMED, Step.WAIVE): Stage.WAIVED,
    (Stage.OBJECTED, Step.CLAIM): Stage.CLAIMED,
    (Stage.OBJECTED, Step.CHARGE): Stage.CHARGED,
    (Stage.OBJECTED, Step.COVER): Stage.COVERED,
    (Stage.OBJECTED, Step.WAIVE): Stage.WAIVED,
    **{(stage, Step.TURN_UP): Stage.TURNED_UP for stage in GONE},
    **{(stage, Step.GO_ON): Stage.GOES_ON for stage in GONE},
    (Stage.CHARGED, Step.KEEP): Stage.KEPT,
    (Stage.TURNED_UP, Step.GIVE_BACK): Stage.RETURNED,
    (Stage.TURNED_UP, Step.LET_STAND): Stage.RETURNED,
}


def after(stage: Stage, step: Step) -> Stage:
    """Where the loss stands then. Raises IllegalLossStep when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalLossStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)
