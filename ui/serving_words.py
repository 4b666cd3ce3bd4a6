"""Words for serving a customer at the counter."""

from typing import Final

from ui.language import N_

LABELS: Final = {
    "serving.model.ServingStep": {"open": N_("contracts and bills were looked at")},
}

REFUSALS: Final = {
    "serving_over": N_(
        "The time for this customer is over, or this till serves somebody else. Open the customer again to go on."
    ),
    "too_many_served": N_(
        "More than 60 customers were opened at this till within an hour. Wait a moment, or ask the back office."
    ),
    "promise_is_no_payment": N_(
        "A mandate, a link or a transfer only promises the money. What is owed is paid here in cash or by card."
    ),
    "receipt_of_another": N_(
        "Receipt {number} is no payment of this customer, so nothing was booked. Look at the receipt and its customer."
    ),
}

TASKS: Final = {"counter_money_left": N_("Paid at the till, and not owed any more")}

DONE: Final = {
    "PayAtCounter": N_("Paid at the till"),
    "NoteMailAddress": N_("Another mail address"),
}
