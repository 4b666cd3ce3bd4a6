"""Words for categories of products: the usual ones are kept under a code and shown in the person's language.

What somebody entered otherwise is shown as it was entered.
"""

from typing import Final

from ui.language import N_, _

_USUAL: Final = {
    "bike": N_("Bicycle"),
    "ebike": N_("E-bike"),
    "cargo": N_("Cargo bike"),
    "seat": N_("Child seat"),
    "lock": N_("Bicycle lock"),
    "helmet": N_("Helmet"),
    "insurance": N_("Insurance"),
    "service": N_("Service contract"),
    "part": N_("Spare part"),
}
"""Code → its word."""


def category_name(kept: str) -> str:
    """As it is shown."""
    usual = _USUAL.get(kept)
    return kept if usual is None else _(usual)


def category_of(typed: str) -> str:
    """As it is kept: the code, when the word of a usual category was typed."""
    words = " ".join(typed.split())
    return next((code for code, name in _USUAL.items() if _(name).casefold() == words.casefold()), words)


def usual_categories() -> list[str]:
    return list(_USUAL)
