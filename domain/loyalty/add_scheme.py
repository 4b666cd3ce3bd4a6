"""A programme for staying that new contracts get from now on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.scheme import LoyaltyRule, Scheme, SchemeId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AddScheme(Command):
    """`title` is printed on invoices."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    title: str
    rule: LoyaltyRule


@dataclass(frozen=True, slots=True)
class SchemeAdded(Event):
    scheme_id: SchemeId

    def touched(self) -> Iterable[str]:
        return ("schemes",)


def add_scheme(command: AddScheme, unit: Unit, _clock: Clock) -> SchemeAdded:
    """Of several for one plan the newest counts. Raises LoyaltyNotUnderstood."""
    scheme = Scheme(SchemeId(unit.new_id()), command.title.strip(), command.rule, unit.today())
    unit.loyalty.add_scheme(scheme)
    return SchemeAdded(scheme.id)
