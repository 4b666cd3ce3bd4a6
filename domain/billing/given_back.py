"""Goodwill and refunds: money given back for days that stay charged, never more than they cost."""

from collections.abc import Sequence

from domain.billing.model import Charge, Reason
from domain.contracts.parts import GiveBack, GiveBackReason
from domain.money import Money

_REASONS = {GiveBackReason.GOODWILL: Reason.GOODWILL, GiveBackReason.REFUND: Reason.REFUND}


def with_given_back(charges: Sequence[Charge], gifts: Sequence[GiveBack]) -> list[Charge]:
    """The charges of one line, less what was given back for days of theirs, in the order in which it was given."""
    found = list(charges)
    for each in gifts:
        _take(found, each)
    return found


def _take(charges: list[Charge], give_back: GiveBack) -> None:
    """A part from each charge with days in the period, by what is left of it."""
    meant = [number for number, charge in enumerate(charges) if charge.period.overlaps(give_back.period)]
    if not meant:
        return
    left = [charges[number].amount for number in meant]
    whole = Money(sum(amount.minor for amount in left), left[0].currency)
    amount = whole if give_back.amount is None else min(whole, give_back.amount)
    parts = amount.split([each.minor for each in left])
    for number, part in zip(meant, parts, strict=True):
        charge = charges[number]
        charges[number] = charge._replace(
            amount=charge.amount - part, given=charge.given + part, given_as=_REASONS[give_back.reason]
        )
