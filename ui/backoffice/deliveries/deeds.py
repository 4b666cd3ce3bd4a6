"""What can be done to deliveries, as the editor of a contract lists it."""

from typing import Final

from ui.backoffice.contracts.changes.deed import Deed
from ui.backoffice.deliveries.forms import (
    ExtraForm,
    GiveBackForm,
    RestoreForm,
    RhythmForm,
    SizeForm,
    SkipForm,
    can_change,
    can_give_back,
    can_restore,
    can_skip,
    why_no_extra,
    why_none,
)
from ui.language import N_, _

_GROUP: Final = N_("Deliveries")


def _none_to_come() -> str:
    return _("no delivery is to come that could be changed")


def _none_skipped() -> str:
    return _("none was left out")


def _none_missed() -> str:
    return _("every delivery that was charged was sent")


DELIVERY_DEEDS: Final = (
    Deed(
        "SkipDelivery",
        _GROUP,
        N_("Skip delivery"),
        N_("One delivery is neither sent nor charged."),
        SkipForm,
        why_none(can_skip, _none_to_come),
    ),
    Deed(
        "RestoreDelivery",
        _GROUP,
        N_("Deliver after all"),
        N_("A delivery that was left out is sent and charged after all."),
        RestoreForm,
        why_none(can_restore, _none_skipped),
    ),
    Deed(
        "GiveBackDelivery",
        _GROUP,
        N_("Give back a missed delivery"),
        N_("One that was charged and never sent is given back."),
        GiveBackForm,
        why_none(can_give_back, _none_missed),
    ),
    Deed(
        "ChangeDelivery",
        _GROUP,
        N_("Change size of a delivery"),
        N_("More or fewer pieces: once, or from one delivery on."),
        SizeForm,
        why_none(can_change, _none_to_come),
    ),
    Deed(
        "ChangeRhythm",
        _GROUP,
        N_("Change rhythm of deliveries"),
        N_("How often one line is sent and charged, from a delivery on."),
        RhythmForm,
        why_none(can_change, _none_to_come),
    ),
    Deed(
        "DeliverOnce",
        _GROUP,
        N_("Extra delivery"),
        N_("One more in between; the rhythm stays."),
        ExtraForm,
        why_no_extra,
    ),
)
