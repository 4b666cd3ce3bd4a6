"""A store gets a till."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import StoreId
from domain.ports import Unit
from domain.till.model import Till, TillId
from domain.till.terms import TillCodeTaken, TillTerms, tidied_code


@dataclass(frozen=True, slots=True)
class AddTill(Command):
    """`code` begins the numbers of its receipts, for ever."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    store_id: StoreId
    code: str
    terms: TillTerms


@dataclass(frozen=True, slots=True)
class TillAdded(Event):
    till_id: TillId
    code: str

    def touched(self) -> Iterable[str]:
        return ("tills",)


def add_till(command: AddTill, unit: Unit, _clock: Clock) -> TillAdded:
    """Raises UnknownStore, TillCodeWrong, TillCodeTaken, and what `TillTerms.tidied` refuses."""
    unit.settings.store(command.store_id)
    code, terms = tidied_code(command.code), command.terms.tidied()
    if unit.till.is_code_taken(code):
        raise TillCodeTaken(till=code)
    till_id = TillId(unit.new_id())
    unit.till.save(_till(till_id, command.store_id, code, terms))
    return TillAdded(till_id, code)


def _till(till_id: TillId, store_id: StoreId, code: str, terms: TillTerms) -> Till:
    return Till(
        till_id,
        store_id,
        code,
        terms.name,
        terms.is_cash_on,
        terms.login,
        terms.difference_limit,
        terms.void_limit,
        terms.header,
        terms.footer,
        terms.signing,
        prices=terms.prices,
    )
