"""A person does not wait for the hour: the worker collects what is due now, and writes the file for the bank."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.payments.ask_method import NobodyCollects
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class CollectNow(Command):
    """What is planned for later is not asked for any earlier: what was announced to customers counts."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class CollectionAsked(Event):
    def touched(self) -> Iterable[str]:
        return ("payments",)


def collect_now(_command: CollectNow, unit: Unit, _clock: Clock) -> CollectionAsked:
    """Raises NobodyCollects."""
    if not unit.settings.payments().value.collectors:
        raise NobodyCollects
    return CollectionAsked()
