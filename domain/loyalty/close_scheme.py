"""A programme for staying is agreed with nobody any more. Contracts that have it keep it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.errors import Conflict, NotFound
from domain.loyalty.scheme import SchemeId
from domain.ports import Unit


class UnknownScheme(NotFound):
    """No loyalty programme of this id."""

    code = "unknown_loyalty_scheme"


class SchemeClosed(Conflict):
    """It is closed."""

    code = "loyalty_scheme_closed"


@dataclass(frozen=True, slots=True)
class CloseScheme(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    scheme_id: SchemeId


@dataclass(frozen=True, slots=True)
class SchemeEnded(Event):
    scheme_id: SchemeId

    def touched(self) -> Iterable[str]:
        return ("schemes",)


def close_scheme(command: CloseScheme, unit: Unit, _clock: Clock) -> SchemeEnded:
    """Raises UnknownScheme, SchemeClosed."""
    scheme = unit.loyalty.scheme(command.scheme_id)
    if scheme.closed_on is not None:
        raise SchemeClosed(title=scheme.title)
    unit.loyalty.close_scheme(scheme.id, unit.today())
    return SchemeEnded(scheme.id)
