"""The way of a swap, as one table. Rules and buttons read the same. Source: RULES.md 1.5; docs/decisions/0040."""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    """AGREED: the customer has the old thing alone. NEW_OUT: they have both. OLD_HERE: they have neither, or lost the
    old one. TURNING_BACK: they have both, and send the new one back. DONE: they have the new one alone."""

    AGREED = "agreed"
    NEW_OUT = "new_out"
    OLD_HERE = "old_here"
    TURNING_BACK = "turning_back"
    DONE = "done"
    CALLED_OFF = "called_off"


class Step(StrEnum):
    """What happens to a swap. BOUNCE: the new one is here again. WRITE_OFF: the old one does not come any more.
    CHASE: its day went by, and a person is told."""

    AGREE = "agree"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    BOUNCE = "bounce"
    CHASE = "chase"
    WRITE_OFF = "write_off"
    CALL_OFF = "call_off"


class IllegalSwapStep(RuleViolation):
    """The swap is not where this is possible."""

    code = "illegal_swap_step"


TRANSITIONS: Final = {
    (Stage.AGREED, Step.HAND_OVER): Stage.NEW_OUT,
    (Stage.AGREED, Step.TAKE_BACK): Stage.OLD_HERE,
    (Stage.AGREED, Step.CALL_OFF): Stage.CALLED_OFF,
    (Stage.NEW_OUT, Step.TAKE_BACK): Stage.DONE,
    (Stage.NEW_OUT, Step.BOUNCE): Stage.AGREED,
    (Stage.NEW_OUT, Step.CHASE): Stage.NEW_OUT,
    (Stage.NEW_OUT, Step.WRITE_OFF): Stage.DONE,
    (Stage.NEW_OUT, Step.CALL_OFF): Stage.TURNING_BACK,
    (Stage.OLD_HERE, Step.HAND_OVER): Stage.DONE,
    (Stage.OLD_HERE, Step.CALL_OFF): Stage.CALLED_OFF,
    (Stage.TURNING_BACK, Step.BOUNCE): Stage.CALLED_OFF,
    (Stage.TURNING_BACK, Step.TAKE_BACK): Stage.DONE,
    (Stage.DONE, Step.BOUNCE): Stage.OLD_HERE,
}

LIVE: Final = frozenset({Stage.AGREED, Stage.NEW_OUT, Stage.OLD_HERE, Stage.TURNING_BACK})
"""Something is still to come or to go: no other swap of the line may begin."""


def after(stage: Stage, step: Step) -> Stage:
    """Where the swap stands then. Raises IllegalSwapStep when the table has no such way."""
    try:
        return TRANSITIONS[stage, step]
    except KeyError:
        raise IllegalSwapStep(stage=stage, step=step) from None


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)
