"""A till is taken out of use; its receipts and reports stay."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.till.change_till import TillChanged
from domain.till.model import TillClosed, TillId
from domain.till.terms import check_same_version


@dataclass(frozen=True, slots=True)
class CloseTill(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    till_id: TillId
    version: int


def close_till(command: CloseTill, unit: Unit, _clock: Clock) -> TillChanged:
    """Its drawer was closed before: cash goes off as well. Raises UnknownTill, TillClosed, TillChangedMeanwhile."""
    till = unit.till.till(command.till_id)
    check_same_version(till, command.version)
    if till.is_closed:
        raise TillClosed(till=till.code)
    unit.till.save(replace(till, is_closed=True, is_cash_on=False, version=till.version + 1))
    return TillChanged(till.id, till.version + 1)
