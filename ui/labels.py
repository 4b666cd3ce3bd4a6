"""Words for the domain's codes: every enum a person may meet, by the enum's name and the code."""

from enum import Enum
from typing import Final

from ui.language import N_, _

LABELS: Final[dict[str, dict[str, str]]] = {
    "Unit": {"day": N_("day"), "week": N_("week"), "month": N_("month"), "year": N_("year")},
}
"""Name of the enum class → its value → English text."""


def label(code: Enum) -> str:
    """The word for a code in the language of the screen.

    A code without a word is shown as it is, its underscores as spaces; a test finds it before a person does.
    """
    found = LABELS.get(type(code).__name__, {}).get(str(code.value))
    return _(found) if found else str(code.value).replace("_", " ")
