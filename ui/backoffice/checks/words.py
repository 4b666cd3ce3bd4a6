"""Words of checks that card, list and page share."""

from collections.abc import Iterable
from typing import Final

from domain.checks.facts import Mark
from domain.checks.model import Asked, OrderCheck, Stage
from domain.checks.verdict import Colour, Point, Reason
from domain.money import Money
from domain.views.checks import CheckPage, CheckRow
from ui.labels import label
from ui.language import N_, _, count, shown_money
from ui.theme import Tone

TONES: Final = {
    Stage.OPEN: Tone.ACCENT,
    Stage.REVIEW: Tone.WARN,
    Stage.RED: Tone.BAD,
    Stage.MONEY: Tone.WARN,
    Stage.SECOND: Tone.WARN,
    Stage.PASSED: Tone.OK,
    Stage.REFUSED: Tone.NEUTRAL,
    Stage.CLOSED: Tone.NEUTRAL,
}
COLOURS: Final = {Colour.GREEN: Tone.OK, Colour.YELLOW: Tone.WARN, Colour.RED: Tone.BAD}
_NEXT: Final = {
    Stage.REVIEW: N_("A person decides: let it go, ask for money in advance, or refuse it."),
    Stage.RED: N_(
        "It does not go out as it is. Refuse the order, or look at it yourself: what you then see as yellow is let go"
        " by two people."
    ),
    Stage.SECOND: N_("{who} wants to let it go. Somebody else agrees, or does not."),
    Stage.PASSED: N_("It may go out. Nothing is left to do."),
    Stage.REFUSED: N_("The order was refused and is cancelled."),
    Stage.CLOSED: N_("The contract is over; nothing is left to decide."),
}
_MONEY_POINTS: Final = frozenset({Point.ABOVE_LIMIT, Point.OVERDUE})
_MARKED: Final = frozenset({Point.BLOCKED, Point.MANY_ORDERS, Point.SHARED_WITH_OTHERS})


def next_words(page: CheckPage) -> str:
    """What is to be done about it now."""
    check = page.row.check
    if check.stage is Stage.OPEN:
        return waiting_words(check)
    if check.stage is Stage.MONEY:
        words = _("{missing} of {asked} are missing. When they are here, the order goes out by itself.")
        asked = check.asked or Money(0)
        return words.format(missing=shown_money(check.missing), asked=shown_money(asked))
    words = _(_NEXT[check.stage]).format(who=page.row.proposed_by)
    if check.stage in (Stage.REFUSED, Stage.CLOSED) and check.received:
        paid = _("{amount} came in and lie in the customer's balance: pay them out on the customer's page.")
        return f"{words} {paid.format(amount=shown_money(check.received))}"
    return words


def waiting_words(check: OrderCheck) -> str:
    if check.bureau is Asked.WAITS:
        return _("The credit bureau was asked and has not answered yet.")
    if check.bureau is Asked.FAILED:
        return _("The credit bureau did not answer. Ask again, or take the check over yourself.")
    return _("It is being looked at. That takes seconds; an answer from outside may take minutes.")


def identity_words(check: OrderCheck) -> str:
    """Whether it is known who the customer is."""
    known = {Asked.SAID: _("confirmed"), Asked.FAILED: _("not confirmed")}
    return known.get(check.identity) or label(check.identity)


def reason_words(reason: Reason) -> str:
    """A point with how often it holds and what it is about."""
    words, more = label(reason.point), _more(reason)
    if reason.times > 1:
        words = f"{words} ({count('{count} time', '{count} times', reason.times)})"
    return f"{words}: {more}" if more else words


def _more(reason: Reason) -> str:
    if reason.point in _MONEY_POINTS and reason.detail.isdecimal():
        return shown_money(Money(int(reason.detail)))
    if reason.point in _MARKED:
        known = set(Mark)
        return ", ".join(label(Mark(each)) for each in reason.detail.split() if each in known)
    return reason.detail


def listed_reasons(reasons: Iterable[Reason]) -> str:
    """What speaks against it, on one line."""
    return ", ".join(reason_words(each) for each in reasons if each.weight >= 0)


def verdict_words(found: CheckRow) -> str:
    check = found.check
    if check.colour is None:
        return "–"
    parts = [label(check.colour)]
    if check.score is not None:
        parts.append(_("{score} points").format(score=check.score))
    if check.source is not None:
        parts.append(label(check.source))
    return " · ".join(parts)
