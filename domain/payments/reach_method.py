"""A card's date comes near, or has come; a mandate was not used for three years: said in time, ended in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from domain.application import Command, Seat
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind, Told
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.payments.methods import EndReason, Method
from domain.payments.telling import asked_link
from domain.ports import Unit

WARNED_BEFORE: Final = (30, 7)
"""So many days before. Source: RULES.md 4, event 36."""


@dataclass(frozen=True, slots=True)
class ReachMethod(Command):
    """Once for each warning: its id is made from it."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    method_id: MethodId


def last_day(method: Method) -> date | None:
    """Of a card, or of a mandate that is not used."""
    days = [] if method.expires_on is None else [method.expires_on]
    if method.mandate is not None:
        days.append(method.mandate.lapses_on() - timedelta(days=1))
    return min(days, default=None)


def reach_method(command: ReachMethod, unit: Unit, _clock: Clock) -> MethodKept:
    """Nothing when it has ended meanwhile, or is good for longer. Raises UnknownMethod."""
    method, today = unit.payments.method(command.method_id), unit.today()
    until = last_day(method)
    if method.ended is None and until is not None and until < today:
        unit.payments.end_method(method.id, EndReason.EXPIRED, today)
    elif method.ended is None and until is not None and until - timedelta(days=max(WARNED_BEFORE)) <= today:
        link, _until = asked_link(unit, (method.customer_id, None), unit.settings.payments().value)
        told = Told(LetterKind.METHOD_EXPIRES, {"until": until}, texts={"method": method.shown, "link": link})
        unit.letters.tell(method.customer_id, told, method.id)
    return MethodKept(method.id, method.customer_id)
