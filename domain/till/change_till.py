"""The owner changes what a till may do and what its receipts say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.till.model import TillClosed, TillId
from domain.till.terms import TillTerms, check_same_version


@dataclass(frozen=True, slots=True)
class ChangeTill(Command):
    """`version` is that of the till the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    till_id: TillId
    version: int
    terms: TillTerms


@dataclass(frozen=True, slots=True)
class TillChanged(Event):
    till_id: TillId
    version: int

    def touched(self) -> Iterable[str]:
        return ("tills", f"till:{self.till_id}")


def change_till(command: ChangeTill, unit: Unit, _clock: Clock) -> TillChanged:
    """Cash goes off only while the drawer is closed: the database looks.

    Raises UnknownTill, TillClosed, TillChangedMeanwhile, and what `TillTerms.tidied` refuses.
    """
    till = unit.till.till(command.till_id)
    check_same_version(till, command.version)
    if till.is_closed:
        raise TillClosed(till=till.code)
    terms = command.terms.tidied()
    changed = replace(
        till,
        name=terms.name,
        is_cash_on=terms.is_cash_on,
        signing=terms.signing,
        login=terms.login,
        difference_limit=terms.difference_limit,
        void_limit=terms.void_limit,
        header=terms.header,
        footer=terms.footer,
        version=till.version + 1,
        prices=terms.prices,
    )
    unit.till.save(changed)
    return TillChanged(till.id, changed.version)
