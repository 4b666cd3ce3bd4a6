"""What formats/preview.md knows and this preview does not yet: refused by name, with exit status 2, never left out."""

from typing import Final

CONTRACT_KEYS_LATER: Final = ("discounts",)
"""Keys of `contract`. Null and an empty list mean none, and are accepted."""

EVENTS_LATER: Final = frozenset(
    {
        *("change_plan", "change_interval", "change_billing_day", "pause", "resume", "discount", "goodwill", "refund"),
        *("withdraw", "buyout", "swap", "return"),
    }
)
"""Values of `do` in `events`."""
