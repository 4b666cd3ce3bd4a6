"""Tones and sentences that the pages of dunning share."""

from datetime import date
from typing import Final

from domain.collection.model import Stage as CaseStage
from domain.dunning.model import Spared
from domain.dunning.stages import Stage
from ui.labels import label
from ui.language import _, shown_date
from ui.theme import Tone

STAGE_TONES: Final = {
    Stage.NEW: Tone.NEUTRAL,
    Stage.DRAFT: Tone.WARN,
    Stage.WAITING: Tone.ACCENT,
    Stage.FINAL: Tone.BAD,
    Stage.HANDED_OVER: Tone.BAD,
}
CASE_TONES: Final = {
    CaseStage.PROPOSED: Tone.WARN,
    CaseStage.REFUSED: Tone.NEUTRAL,
    CaseStage.HANDED_OVER: Tone.ACCENT,
    CaseStage.IN_COURT: Tone.ACCENT,
    CaseStage.PART_PAID: Tone.WARN,
    CaseStage.PAID: Tone.OK,
    CaseStage.CLOSED_UNPAID: Tone.BAD,
    CaseStage.RECALLED: Tone.NEUTRAL,
}


def next_words(why: Spared | None, next_on: date | None) -> str:
    """When the next letter is due, or what stands against it."""
    if why is None:
        return _("due now")
    if why is Spared.NOT_YET and next_on is not None:
        return _("from {day} on").format(day=shown_date(next_on))
    return label(why)


def level_words(level: int, name: str) -> str:
    return f"{level} · {name}" if level and name else _("no letter yet")
