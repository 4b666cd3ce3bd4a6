"""The way of one open item through dunning: a level is written, sent, and only then the next one may be written.

Buttons, the run and the database ask the same table.
"""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    """DRAFT: the letter of its level is written and not sent yet. WAITING: it was sent, the next level has its day.

    FINAL: the letter of the last level was sent. HANDED_OVER: a collection partner has it.
    """

    NEW = "new"
    DRAFT = "draft"
    WAITING = "waiting"
    FINAL = "final"
    HANDED_OVER = "handed_over"


class Step(StrEnum):
    """What happens to it. SEND_LAST: the letter that was sent is that of the last level. DROP, DROP_FIRST: the letter
    is not sent after all, and the level before it (or none) holds again."""

    WRITE = "write"
    SEND = "send"
    SEND_LAST = "send_last"
    DROP = "drop"
    DROP_FIRST = "drop_first"
    HAND_OVER = "hand_over"
    RECALL = "recall"


class IllegalDunningStep(RuleViolation):
    """The item is not where this is possible."""

    code = "illegal_dunning_step"


TRANSITIONS: Final = {
    (Stage.NEW, Step.WRITE): Stage.DRAFT,
    (Stage.WAITING, Step.WRITE): Stage.DRAFT,
    (Stage.DRAFT, Step.SEND): Stage.WAITING,
    (Stage.DRAFT, Step.SEND_LAST): Stage.FINAL,
    (Stage.DRAFT, Step.DROP): Stage.WAITING,
    (Stage.DRAFT, Step.DROP_FIRST): Stage.NEW,
    (Stage.FINAL, Step.HAND_OVER): Stage.HANDED_OVER,
    (Stage.HANDED_OVER, Step.RECALL): Stage.FINAL,
}


def after(stage: Stage, step: Step) -> Stage:
    """Where the item stands then. Raises IllegalDunningStep when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalDunningStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]
