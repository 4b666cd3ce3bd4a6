"""Whoever stands in for a customer who died hears that the news arrived. The worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.losses.cases import CaseId, CaseStatus
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellDeath(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    case_id: CaseId


@dataclass(frozen=True, slots=True)
class DeathTold(Event):
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}",)


def tell_death(command: TellDeath, unit: Unit, _clock: Clock) -> DeathTold:
    """Nothing where the case was lifted meanwhile: the letter would go to the customer. Raises UnknownCase."""
    case = unit.losses.case(command.case_id)
    if case.status is CaseStatus.OPEN and case.contact is not None:
        unit.letters.tell(case.customer_id, Told(LetterKind.DEATH_RECEIVED, texts={"case": case.number}), case.id)
    return DeathTold(case.customer_id)
