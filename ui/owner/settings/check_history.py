"""How changed settings of checks are told in the history."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.checks.settings import BureauDown, Whose, YellowAsks
from domain.checks.verdict import Need, Point
from domain.money import Currency, Money
from ui.labels import label
from ui.language import N_, _, shown_money

CHECK_FIELDS: Final = {
    "is_on": N_("Orders are checked"),
    "rules": N_("Rules, one a line"),
    "weights": N_("What counts how much"),
    "yellow_from": N_("Yellow from points"),
    "red_from": N_("Red from points"),
    "limit": N_("A customer may have out"),
    "alike_days": N_("Orders alike within days"),
    "alike_most": N_("More than so many are many"),
    "spared_days": N_("A green check holds, days"),
    "yellow_asks": N_("Yellow, by itself"),
    "deposit_percent": N_("Of the goods' value, percent"),
    "pay_within": N_("Days to pay it"),
    "bureau_down": N_("No answer from the bureau"),
    "keep_days": N_("Detail is kept, days"),
}


def _money(kept: Mapping[str, Any]) -> str:
    return shown_money(Money(int(kept["minor"]), Currency(kept["currency"])))


def _rules(kept: list[Mapping[str, Any]]) -> str:
    """Without the names of products, which may be called otherwise today."""
    parts = []
    for each in kept:
        needs = ", ".join(label(Need(need)) for need in each["needs"])
        scope = _("all") if each["product_id"] is None else _("one product")
        parts.append(f"{scope}: {_money(each['above'])}, {label(Whose(each['whose']))}, {needs}")
    return "; ".join(parts)


def _weights(kept: list[Mapping[str, Any]]) -> str:
    return ", ".join(f"{label(Point(each['point']))} {each['value']:+}" for each in kept)


CHECK_VALUES: Final[Mapping[str, Callable[[Any], str]]] = {
    "is_on": lambda kept: _("yes") if kept else _("no"),
    "rules": _rules,
    "weights": _weights,
    "limit": _money,
    "yellow_asks": lambda kept: label(YellowAsks(kept)),
    "bureau_down": lambda kept: label(BureauDown(kept)),
}
