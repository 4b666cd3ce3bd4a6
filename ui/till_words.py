"""Words of the counter: what card terminals show and how payments by card end."""

from collections.abc import Mapping
from typing import Final

from ui.language import N_

LABELS: Final = {
    "till.terminal.CardOutcome": {
        "paid": N_("paid by card"),
        "declined": N_("card declined"),
        "aborted": N_("card payment ended"),
        "unknown": N_("card payment unknown"),
    },
    "till.terminal.Shows": {
        "amount": N_("Confirm the amount on the terminal"),
        "card": N_("Insert or hold the card"),
        "pin": N_("Enter the PIN"),
        "pin_wrong": N_("Wrong PIN"),
        "not_read": N_("The card cannot be read"),
        "wait": N_("Please wait"),
        "connecting": N_("The terminal is connecting"),
        "take_card": N_("Take the card"),
        "ended": N_("Ended"),
        "done": N_("Paid"),
        "other": N_("The terminal is busy with the customer"),
    },
}
REFUSALS: Final[Mapping[str, str]] = {
    "terminal_unreachable": N_(
        "The card terminal does not answer; nothing was charged."
        " Check its cable and power, or take the money otherwise."
    ),
    "terminal_refused": N_(
        "The card terminal does not take this now ({why}); nothing was charged. Wait until it is free, then try again."
    ),
    "printer_unreachable": N_(
        "The receipt printer takes nothing ({why}). Check paper, cable and power; the receipt can be printed again."
    ),
    "amount_not_for_terminal": N_("{amount} cannot be paid by card. Check the amount."),
}
UNSEEN: Final = frozenset({"till.slip.Side"})
