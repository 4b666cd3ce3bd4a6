"""A person has looked at the preview and lets the letters go. The worker writes them, customer by customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import CustomerId
from domain.ports import Unit

MOST_CUSTOMERS: Final = 5000


class DunningRunEmpty(InvalidInput):
    """Nobody was chosen, or more than one run writes at once."""

    code = "dunning_run_empty"


@dataclass(frozen=True, slots=True)
class RequestDunningRun(Command):
    """Only to these. What became paid, blocked or disputed since the preview gets no letter."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_ids: tuple[CustomerId, ...]


@dataclass(frozen=True, slots=True)
class DunningRunRequested(Event):
    customers: int

    def touched(self) -> Iterable[str]:
        return ("dunning",)


def request_dunning_run(command: RequestDunningRun, _unit: Unit, _clock: Clock) -> DunningRunRequested:
    """Raises DunningRunEmpty."""
    if not 0 < len(command.customer_ids) <= MOST_CUSTOMERS:
        raise DunningRunEmpty(most=MOST_CUSTOMERS)
    return DunningRunRequested(len(set(command.customer_ids)))
