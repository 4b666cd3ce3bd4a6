"""What becomes of payments that wait too long: for a payer who does not confirm, or for an answer that never came."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from domain.clock import Clock
from domain.payments.collecting import Run, Unanswered
from domain.payments.provider import Answer, Cancels, Outcome, Provider
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import RecordAnswer

LOOKED_AFTER: Final = timedelta(days=10)
"""A direct debit has its answer within some days: later than this somebody is asked, for a notice may be lost."""

_WAITS: Final = frozenset({Outcome.NEEDS_CUSTOMER, Outcome.UNKNOWN, Outcome.PENDING})


def end_unconfirmed(provider: Provider, waiting: Sequence[Unanswered], run: Run, clock: Clock) -> int:
    """Taken back at the provider first, so that it cannot be confirmed while it is collected in another way.

    Whoever takes nothing back is asked once more; what still waits there counts as failed, and a late success as money.
    Raises ProviderDown, ProviderRefusesUs: the rest is left for the next time.
    """
    ended = 0
    for each in waiting:
        found = provider.cancel(each.ref) if isinstance(provider, Cancels) else _looked_up(provider, each)
        if found is not None and found.outcome in (Outcome.PENDING, Outcome.UNKNOWN):
            continue
        if found is None or found.outcome is Outcome.NEEDS_CUSTOMER:
            found = Answer(Outcome.FAILED, each.ref, Reason(ReasonClass.NEEDS_CONFIRMATION, "not_confirmed"))
        run(RecordAnswer(each.id, found, clock.now()))
        ended += 1
    return ended


def look_again(provider: Provider, waiting: Sequence[Unanswered], run: Run, clock: Clock) -> int:
    """Raises ProviderDown, ProviderRefusesUs: the rest is left for the next time."""
    told = 0
    for each in waiting:
        found = _looked_up(provider, each)
        if found is not None and found.outcome not in _WAITS:
            run(RecordAnswer(each.id, found, clock.now()))
            told += 1
    return told


def _looked_up(provider: Provider, each: Unanswered) -> Answer | None:
    return provider.look_up(each.id, each.ref) if provider.can.looks_up else None
