"""Words of codes and scans: refusals by their code, labels of enums, and what the timelines say."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "code_names_no_thing": N_(
        "“{text}” is the number of a product, a parcel or something else of ours and never stands for one thing."
        " Scan the label of the thing itself."
    ),
    "code_attached_before": N_("“{text}” leads to {asset} already. Nothing has to be done."),
    "code_of_another_thing": N_(
        "“{text}” leads to {asset} already. Look at that thing; where the code came off it, take it off there first."
    ),
    "code_not_attached": N_("“{text}” is not attached to {asset} (any more). Load the page again."),
    "thing_is_gone": N_("{asset} is no longer here ({status}): nothing is attached to it. Scan the right thing."),
    "symbology_not_taken": N_(
        "{symbology} codes do not count on this page. Scan the right label; the owner says in the settings under"
        " Scanning which codes count."
    ),
    "no_symbology_left": N_(
        "Our own labels are Code 128 or QR codes: every page has to take at least one of the two. Choose one."
    ),
    "wrong_scan_too_long": N_("This scan holds more than is kept of one. Nothing was noted; go on scanning."),
}

LABELS: Final = {
    "scans.model.WrongKind": {
        "unknown": N_("Unknown code"), "misread": N_("Misread"), "no_code": N_("No code"),
        "symbology": N_("Kind of code not taken"), "not_needed": N_("Not needed there"), "refused": N_("Refused"),
    },
}  # fmt: skip

DONE: Final = {"AttachCode": N_("Code attached"), "DetachCode": N_("Code taken off")}
