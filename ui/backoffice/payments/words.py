"""Words of collecting that the list and the cards share."""

from typing import Final

from domain.payments.attempt import AttemptStatus
from domain.views.payments import AttemptRow
from ui.labels import label
from ui.language import _
from ui.theme import Tone
from ui.widgets.table import Align, Column

TONES: Final = {
    AttemptStatus.PLANNED: Tone.NEUTRAL,
    AttemptStatus.SUBMITTED: Tone.ACCENT,
    AttemptStatus.PENDING: Tone.ACCENT,
    AttemptStatus.NEEDS_CUSTOMER: Tone.WARN,
    AttemptStatus.UNKNOWN: Tone.BAD,
    AttemptStatus.SETTLED: Tone.OK,
    AttemptStatus.FAILED: Tone.BAD,
    AttemptStatus.RETURNED: Tone.BAD,
    AttemptStatus.WITHDRAWN: Tone.NEUTRAL,
}


def tone(one: AttemptRow) -> Tone:
    return TONES[one.status]


def reason_words(one: AttemptRow) -> str:
    """Why it failed, with the code of whoever said it; "" where nobody did."""
    if one.reason is None:
        return ""
    if one.reason_code in ("by_hand", one.reason.value, ""):
        return label(one.reason)
    return _("{words} ({code})").format(words=label(one.reason), code=one.reason_code)


def state_column() -> Column[AttemptRow]:
    return Column("state", _("State"), lambda one: one.status, show=label, tone=tone, width=184)


def amount_column() -> Column[AttemptRow]:
    return Column("amount", _("Amount"), lambda one: one.amount, align=Align.RIGHT, width=104)
