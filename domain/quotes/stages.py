"""The way of a quote as one literal table: what may be done to it where, and where it stands then."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    """SEEN: its page was opened. EXPIRED: its last day went by. REPLACED: a newer version holds instead."""

    DRAFT = "draft"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"


class Step(StrEnum):
    """MAKE is the first of each. REPEAT: the letter goes once more. LINK: a person took a link along. DECLINE is also
    what the office says when nothing comes of it."""

    MAKE = "make"
    SEND = "send"
    REPEAT = "repeat"
    LINK = "link"
    SEE = "see"
    REMIND = "remind"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    REPLACE = "replace"


class IllegalQuoteStep(RuleViolation):
    """The quote is not where this is possible."""

    code = "illegal_quote_step"


OPEN: Final = frozenset({Stage.SENT, Stage.SEEN})
"""The customer may say yes or no."""

TRANSITIONS: Final[Mapping[tuple[Stage, Step], Stage]] = {
    (Stage.DRAFT, Step.SEND): Stage.SENT,
    (Stage.DRAFT, Step.DECLINE): Stage.DECLINED,
    (Stage.DRAFT, Step.REPLACE): Stage.REPLACED,
    (Stage.SENT, Step.REPEAT): Stage.SENT,
    (Stage.SENT, Step.LINK): Stage.SENT,
    (Stage.SENT, Step.SEE): Stage.SEEN,
    (Stage.SENT, Step.REMIND): Stage.SENT,
    (Stage.SENT, Step.ACCEPT): Stage.ACCEPTED,
    (Stage.SENT, Step.DECLINE): Stage.DECLINED,
    (Stage.SENT, Step.EXPIRE): Stage.EXPIRED,
    (Stage.SENT, Step.REPLACE): Stage.REPLACED,
    (Stage.SEEN, Step.REPEAT): Stage.SEEN,
    (Stage.SEEN, Step.LINK): Stage.SEEN,
    (Stage.SEEN, Step.REMIND): Stage.SEEN,
    (Stage.SEEN, Step.ACCEPT): Stage.ACCEPTED,
    (Stage.SEEN, Step.DECLINE): Stage.DECLINED,
    (Stage.SEEN, Step.EXPIRE): Stage.EXPIRED,
    (Stage.SEEN, Step.REPLACE): Stage.REPLACED,
}


def after(stage: Stage, step: Step) -> Stage:
    """Where the quote stands then. Raises IllegalQuoteStep when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalQuoteStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)
