"""What a change did, as a person reads it: "Monthly price 79.00 → 89.00 from 1 March". No widgets here."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from domain.contracts.about import ChargeCause
from domain.contracts.compared import Difference, Value, What
from domain.contracts.parts import Phase
from domain.contracts.payment import Payment
from domain.period import Interval, Period
from ui.backoffice.contracts.changes.forms_payment import payment_words
from ui.backoffice.words import shown_days, shown_interval
from ui.labels import label
from ui.language import _, shown, shown_date, shown_money, shown_percent


def difference_words(found: Difference) -> str:
    """One difference in one short sentence."""
    words = _SENTENCES[found.what](found) if found.what in _SENTENCES else _named(found)
    return words[:1].upper() + words[1:]


def quoted(reason: str) -> str:
    """What a person wrote."""
    return _("“{words}”").format(words=reason)


def all_words(found: Sequence[Difference]) -> str:
    """All of a change, one after the other."""
    return "; ".join(difference_words(each) for each in found)


def _named(found: Difference) -> str:
    name = label(found.what)
    subject = f"{found.subject}: {name}" if found.subject else name
    words = f"{subject} {_value(found.after)}"
    if found.before is not None:
        words = f"{subject} {_value(found.before)} → {_value(found.after)}"
    return f"{words} {_held(found.days)}" if found.days is not None else words


def _held(days: Period) -> str:
    """From when, or for which days."""
    if days.start == date.min:
        return ""
    if days.end is None:
        return _("from {day}").format(day=shown_date(days.start))
    return _("for {days}").format(days=shown_days(days.first_day, days.last_day))


def _value(value: Value) -> str:
    if isinstance(value, Interval):
        return shown_interval(value)
    if isinstance(value, Decimal):
        return shown(value.normalize())
    if isinstance(value, Payment):
        return payment_words(value)
    if isinstance(value, tuple):
        return _phases(value)
    return _("open") if value is None else shown(value)


def _phases(phases: Sequence[Phase]) -> str:
    parts = [
        shown_money(each.price)
        if each.periods is None
        else _("{count} × {amount}").format(count=each.periods, amount=shown_money(each.price))
        for each in phases
    ]
    return ", ".join(parts) or "–"


def _added(found: Difference) -> str:
    words = _("{line} added, {amount}").format(line=found.subject, amount=_value(found.after))
    return f"{words} {_held(found.days)}" if found.days is not None else words


def _ended(found: Difference) -> str:
    if found.after is None:
        return _("{line} goes on").format(line=found.subject)
    words = _("{line} ends with {day}").format(line=found.subject, day=_value(found.after))
    return words if found.before is None else f"{words} ({_('before: {value}').format(value=_value(found.before))})"


def _charged(found: Difference) -> str:
    cause = f" ({label(found.before)})" if isinstance(found.before, ChargeCause) else ""
    words = f"{found.subject}{cause} {_value(found.after)}"
    if found.days is None:
        return words
    return _("{charge} on {day}").format(charge=words, day=shown_date(found.days.start))


def _of(found: Difference, words: str) -> str:
    """With the line it is about, where it is not the whole contract."""
    return f"{found.subject}: {words}" if found.subject else words


def _paused(found: Difference) -> str:
    words = _of(found, _("pause {days}").format(days=_days(found.after)))
    return words if found.before is None else f"{words} ({_('before: {value}').format(value=_days(found.before))})"


def _days(value: Value) -> str:
    return shown_days(value.first_day, value.last_day) if isinstance(value, Period) else _value(value)


def _off(value: Value) -> str:
    return shown_percent(value / 100) if isinstance(value, Decimal) else _value(value)


def _discount(found: Difference) -> str:
    words = f"{found.subject} −{_off(found.after)}"
    return f"{words} {_held(found.days)}" if found.days is not None else words


def _given(found: Difference) -> str:
    amount = _("all that these days cost") if found.after is None else _value(found.after)
    days = "" if found.days is None else f" {_held(found.days)}"
    return f"{found.subject}: {amount}{days}"


def _renewed(found: Difference) -> str:
    day = "" if found.days is None else shown_date(found.days.start)
    if found.after is None:
        return _("goes on from {day} until notice").format(day=day)
    return _("goes on from {day} until {last}").format(day=day, last=_value(found.after))


_SENTENCES: Final[dict[What, Callable[[Difference], str]]] = {
    What.LINE_ADDED: _added,
    What.LINE_ENDED: _ended,
    What.LINE_GONE: lambda found: _("{line} taken out again").format(line=found.subject),
    What.CHARGED: _charged,
    What.DEPOSIT_BACK: lambda found: _("{line} given back").format(line=found.subject),
    What.PAUSED: _paused,
    What.PAUSE_GONE: lambda found: _of(found, _("pause {days} taken away").format(days=_days(found.before))),
    What.KEPT: lambda found: _("{line}: not here yet after the end").format(line=found.subject),
    What.DISCOUNT: _discount,
    What.DISCOUNT_GONE: lambda found: _("{discount} taken away").format(discount=found.subject),
    What.GIVEN_BACK: _given,
    What.OUTAGE: lambda found: _("{line} missing from {day}").format(line=found.subject, day=_value(found.after)),
    What.OUTAGE_OVER: lambda found: _("{line} there again from {day}").format(
        line=found.subject, day=_value(found.after)
    ),
    What.RENEWED: _renewed,
    What.PART_BACK: lambda found: _("{part} not charged from {day}").format(
        part=found.subject, day=_value(found.after)
    ),
    What.PART_THERE: lambda found: _("{part} charged again from {day}").format(
        part=found.subject, day=_value(found.after)
    ),
}
