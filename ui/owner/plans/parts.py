"""Fields for what parts of a period cost, upwards and downwards, and for periods that are free at the beginning."""

from collections.abc import Mapping
from typing import Any, Final

from domain.contracts.terms import MOST_SKIPPED, Proration
from ui.labels import label
from ui.language import _
from ui.owner.fields import LengthField, WholeField
from ui.widgets.forms import ChoiceField, Field

PARTS: Final = ("proration", "proration_down", "trial", "skipped_first")
"""The members of the terms that have a field here."""


def part_fields() -> Mapping[str, Field[Any]]:
    rules = [(each, label(each)) for each in Proration]
    return {
        "proration": ChoiceField(
            _("Part that begins or gets dearer"),
            rules,
            hint=_("A late start, a dearer price in mid-period, the end of a pause."),
        ),
        "proration_down": ChoiceField(
            _("Part that ends or gets cheaper"),
            [(None, _("the same")), *rules],
            hint=_("An early end, a cheaper price in mid-period, the beginning of a pause to the day."),
        ),
    }


def free_fields() -> Mapping[str, Field[Any]]:
    return {
        "trial": LengthField(
            _("Free trial"), none=_("none"), hint=_("Free from the start; paid periods count from its end.")
        ),
        "skipped_first": WholeField(
            _("First periods free"),
            least=0,
            most=MOST_SKIPPED,
            hint=_("So many periods are skipped; the days on which periods begin stay as they are."),
        ),
    }
