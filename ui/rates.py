"""Prices with their rhythm in words, for windows and pages alike: nothing of Qt here."""

from domain.billing.recurring import Recurring
from domain.money import Money
from domain.period import Interval, Unit
from ui.labels import label
from ui.language import _, count, shown_money


def shown_interval(interval: Interval) -> str:
    """How often: "every month", "every 2 weeks"."""
    one = {
        Unit.DAY: _("every day"),
        Unit.WEEK: _("every week"),
        Unit.MONTH: _("every month"),
        Unit.YEAR: _("every year"),
    }
    if interval.count == 1:
        return one[interval.unit]
    many = {
        Unit.DAY: _("every {count} days"),
        Unit.WEEK: _("every {count} weeks"),
        Unit.MONTH: _("every {count} months"),
        Unit.YEAR: _("every {count} years"),
    }
    return many[interval.unit].format(count=interval.count)


def shown_length(interval: Interval | None) -> str:
    """How long: "12 months"; nothing agreed is a dash."""
    if interval is None:
        return "–"
    number = interval.count
    if interval.unit is Unit.DAY:
        return count("{count} day", "{count} days", number)
    if interval.unit is Unit.WEEK:
        return count("{count} week", "{count} weeks", number)
    if interval.unit is Unit.MONTH:
        return count("{count} month", "{count} months", number)
    return count("{count} year", "{count} years", number)


def shown_rate(price: Money, interval: Interval) -> str:
    """79,00 € / Monat."""
    if interval.count == 1:
        return f"{shown_money(price)} / {label(interval.unit)}"
    return f"{shown_money(price)} / {shown_length(interval)}"


def shown_recurring(recurring: Recurring) -> str:
    """One sum a rhythm, 79,00 € / Monat · 12,00 € / 3 Wochen; a dash when nothing comes back."""
    return " · ".join(shown_rate(rate.amount, rate.interval) for rate in recurring.rates) or "–"
