"""What the history says of changed dunning settings."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from domain.dunning.settings import SetsOff
from domain.money import Currency, Money
from ui.labels import label
from ui.language import N_, _, shown_money

DUNNING_FIELDS: Final = {
    "consumer": N_("Levels for consumers"),
    "business": N_("Levels for businesses"),
    "is_automatic": N_("Letters"),
    "least": N_("No letter below"),
    "least_interest": N_("No interest below"),
    "sets_off": N_("A payment settles"),
    "grace_days": N_("Days of grace for a rate"),
    "base_rates": N_("Base rate by half-year"),
}


def _amount(kept: Mapping[str, Any]) -> str:
    return shown_money(Money(int(kept["minor"]), Currency(kept["currency"])))


def _ladder(kept: Mapping[str, Any]) -> str:
    levels = ", ".join(f"{each['days']} {each['name']} {_amount(each['fee'])}" for each in kept["levels"])
    terms = f"+{Decimal(str(kept['points'])).normalize():f} %"
    return f"{levels}; {terms}; {_amount(kept['lump_sum'])}"


def _rates(kept: list[Mapping[str, Any]]) -> str:
    """The newest ones: the others did not change."""
    return ", ".join(f"{each['from_on']}: {each['percent']} %" for each in kept[-2:])


DUNNING_VALUES: Final[Mapping[str, Callable[[Any], str]]] = {
    "consumer": _ladder,
    "business": _ladder,
    "is_automatic": lambda kept: _("every night by itself") if kept else _("a person lets them go"),
    "least": _amount,
    "least_interest": _amount,
    "sets_off": lambda kept: label(SetsOff(kept)),
    "base_rates": _rates,
}
