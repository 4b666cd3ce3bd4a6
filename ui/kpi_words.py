"""Words for what the key figures count and for how revenue moves."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "depreciation_wrong": N_(
        "A thing is written off over 1 to {most} months, to a rest of 0 to 100 percent. Correct the marked entry."
    ),
}
LABELS: Final = {
    "kpis.movement.Move": {
        "new": N_("New"),
        "back": N_("Came back"),
        "expansion": N_("Grew"),
        "contraction": N_("Shrank"),
        "churn": N_("Went away"),
    },
    "kpis.movement.Ratio": {
        "arr": N_("A year at this rate"),
        "arpu": N_("A customer a month"),
        "nrr": N_("Kept, with growth"),
        "grr": N_("Kept, without growth"),
        "quick": N_("Came for each euro lost"),
        "customer_churn": N_("Customers lost"),
        "money_churn": N_("Revenue lost"),
        "net_churn": N_("Revenue lost less growth"),
        "ltv": N_("A customer’s whole time"),
    },
    "views.kpis.Count": {
        "lost": N_("Lost or stolen"),
        "swaps": N_("Swaps"),
        "buyouts": N_("Bought at the end"),
        "ended": N_("Ended contracts"),
        "renewed": N_("Renewed revenue"),
        "return_debits": N_("Payments that went back"),
        "paid_in_time": N_("Paid in time"),
        "paid_at_all": N_("Paid by now"),
    },
}
