"""The way of a declaration: received, matched to a contract, carried out; or taken back, not ours, double.

Buttons ask the same table as the rules. Matching and deciding never delay what counts: the instant of receipt.
"""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Stage(StrEnum):
    UNMATCHED = "unmatched"
    MATCHED = "matched"
    CARRIED_OUT = "carried_out"
    TAKEN_BACK = "taken_back"
    NOT_OURS = "not_ours"
    DOUBLE = "double"


class Step(StrEnum):
    """RECEIVE makes one. MATCH may be repeated until it is carried out: people choose the wrong contract."""

    RECEIVE = "receive"
    MATCH = "match"
    CARRY_OUT = "carry_out"
    TAKE_BACK = "take_back"
    NOT_OURS = "not_ours"
    DOUBLE = "double"
    REOPEN = "reopen"


class IllegalDeclarationStep(RuleViolation):
    """The declaration is not in a state from which this is possible."""

    code = "illegal_declaration_step"


TRANSITIONS: Final = {
    (Stage.UNMATCHED, Step.MATCH): Stage.MATCHED,
    (Stage.MATCHED, Step.MATCH): Stage.MATCHED,
    (Stage.MATCHED, Step.CARRY_OUT): Stage.CARRIED_OUT,
    (Stage.UNMATCHED, Step.TAKE_BACK): Stage.TAKEN_BACK,
    (Stage.MATCHED, Step.TAKE_BACK): Stage.TAKEN_BACK,
    (Stage.CARRIED_OUT, Step.TAKE_BACK): Stage.TAKEN_BACK,
    (Stage.UNMATCHED, Step.NOT_OURS): Stage.NOT_OURS,
    (Stage.MATCHED, Step.NOT_OURS): Stage.NOT_OURS,
    (Stage.UNMATCHED, Step.DOUBLE): Stage.DOUBLE,
    (Stage.MATCHED, Step.DOUBLE): Stage.DOUBLE,
    (Stage.NOT_OURS, Step.REOPEN): Stage.UNMATCHED,
    (Stage.DOUBLE, Step.REOPEN): Stage.UNMATCHED,
    (Stage.CARRIED_OUT, Step.REOPEN): Stage.UNMATCHED,
}

OPEN: Final = frozenset({Stage.UNMATCHED, Stage.MATCHED})
"""Somebody still has to do something."""


def after(stage: Stage, step: Step) -> Stage:
    """Where the declaration stands then. Raises IllegalDeclarationStep when the table has no such way."""
    if (stage, step) not in TRANSITIONS:
        raise IllegalDeclarationStep(stage=stage, step=step)
    return TRANSITIONS[stage, step]


def open_steps(stage: Stage) -> frozenset[Step]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)
