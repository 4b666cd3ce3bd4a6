"""Words of stuck things: refusals by their code, labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "unknown_colleague": N_("This person does not work here any more. Choose somebody from the list."),
    "matter_reason_missing": N_("Say in a few words why: whoever finds it next will ask."),
    "matter_day_wrong": N_("It can wait until a day to come, a year at most; {day} is none. Choose another day."),
    "matter_goes_by_itself": N_(
        "This is not ticked off: it leaves the list as soon as its cause is gone. Choose one of its outcomes, or put it"
        " off until a day."
    ),
}

LABELS: Final = {
    "matters.model.MatterKind": {
        "left_out": N_("Left out of billing"),
        "payment_unknown": N_("Payment unknown"),
        "payment_waits": N_("Customer has to confirm"),
        "payment_failed": N_("Payment failed"),
        "letter": N_("Letter not sent"),
        "return_late": N_("Return overdue"),
        "declaration": N_("Cancellation waits"),
        "refund": N_("Refund came back"),
        "check": N_("Order in check"),
        "transfer": N_("Transfer unclear"),
        "wish": N_("Customer's wish refused"),
        "task": N_("Task"),
    },
    "views.matters.MatterFilter": {
        "open": N_("Everything to clear"),
        "mine": N_("Given to me"),
        "nobodys": N_("Nobody looks after it"),
        "resting": N_("Put off"),
        "settled": N_("Done with"),
    },
    "matters.model.MatterStep": {
        "assign": N_("given to"),
        "snooze": N_("put off"),
        "wake": N_("taken up again"),
        "settle": N_("done with"),
        "note": N_("noted"),
    },
}
