"""Which screens share a button in the bar of seats that have many. Marked with N_, used as `Screen.group`."""

from typing import Final

from ui.language import N_

CASES: Final = N_("Cases")
"""What customers ask for after the order."""
GOODS: Final = N_("Goods")
MONEY: Final = N_("Money")
RANGE: Final = N_("Range and prices")
"""What is on offer and for how much."""
SIGNS: Final = {CASES: "inbox-outline", GOODS: "bicycle", MONEY: "cash-multiple", RANGE: "tag-multiple-outline"}
