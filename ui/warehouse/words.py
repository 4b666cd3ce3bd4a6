"""Words the warehouse's screens share: few enough to be read from two metres."""

from datetime import date
from typing import Final

from domain.assets.status import Status
from domain.counts.errors import ScannedBefore
from domain.errors import AppError
from domain.returns.model import AlreadyTakenBack
from domain.shipping.model import AlreadyPicked, AssetNotInStock, ShipmentStatus
from ui.labels import label
from ui.language import N_, _, count
from ui.texts import refusal_title
from ui.theme import Tone

SHOWN_CHARACTERS: Final = 40

_SHORT: Final = {
    "already_picked": N_("In this shipment already"),
    "already_taken_back": N_("Came back already"),
    "thing_in_quarantine": N_("In quarantine"),
    "scanned_before": N_("Counted already"),
    "scanned_by_another": N_("Scanned by somebody else"),
    "outside_of_count": N_("Not part of this count"),
    "wrong_product": N_("Wrong product"),
    "nothing_open": N_("Complete already"),
    "asset_not_ready": N_("Not checked yet"),
    "illegal_shipment_transition": N_("Too late"),
    "shipment_lines_open": N_("Not complete yet"),
    "not_picked": N_("Not in this shipment"),
    "not_out": N_("Not with a customer"),
    "undo_too_late": N_("Too late to undo"),
    "serial_taken": N_("Serial known already"),
    "serial_twice": N_("Serial scanned twice"),
    "not_tracked": N_("No single things"),
    "code_check_wrong": N_("Misread"),
    "quantity_wrong": N_("Quantity not possible"),
}
_OUT: Final = {
    Status.RESERVED: N_("Reserved for another shipment"),
    Status.PACKED: N_("Packed for another shipment"),
    Status.RENTED: N_("Is with a customer"),
    Status.DUE_BACK: N_("Is with a customer"),
    Status.SOLD: N_("Is sold"),
}

SHIPMENT_TONES: Final = {
    ShipmentStatus.OPEN: Tone.ACCENT,
    ShipmentStatus.PACKED: Tone.WARN,
    ShipmentStatus.DISPATCHED: Tone.OK,
    ShipmentStatus.CANCELLED: Tone.NEUTRAL,
}


def short(error: AppError) -> str:
    """The few words of a refusal for the panel's title and the badge in the list."""
    if isinstance(error, AssetNotInStock):
        status = error.facts["status"]
        if isinstance(status, Status):
            known = _OUT.get(status)
            return _(known) if known else _("Not in stock: {status}").format(status=label(status))
    if error.code in _SHORT:
        return _(_SHORT[error.code])
    return refusal_title(error)


def is_duplicate(error: AppError) -> bool:
    """The same thing a second time: nothing is wrong and nothing changed, but a person must hear it."""
    return isinstance(error, AlreadyPicked | AlreadyTakenBack | ScannedBefore)


def short_code(code: str) -> str:
    """Hostile or endless codes are shown short and without signs that are none."""
    shown = "".join(sign if sign.isprintable() else "·" for sign in code[:SHOWN_CHARACTERS])
    return shown + "…" if len(code) > SHOWN_CHARACTERS else shown


def shown_age(since: date, today: date) -> str:
    """How long something waits, in days."""
    days = (today - since).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else count("{count} day", "{count} days", days)
