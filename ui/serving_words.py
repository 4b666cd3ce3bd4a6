"""Words for serving a customer at the counter."""

from typing import Final

from ui.language import N_

LABELS: Final = {
    "serving.model.ServingStep": {"open": N_("contracts and bills were looked at")},
}

TASKS: Final = {"counter_money_left": N_("Paid at the till, and not owed any more")}

DONE: Final = {
    "PayAtCounter": N_("Paid at the till"),
}
