"""The letter that tells who has the claim now. The worker's consequence of what the office did."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.collection.model import CollectionId
from domain.collection.propose_collection import CollectionMoved
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellCollection(Command):
    """`day`: on which it was handed over."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    case_id: CollectionId
    day: date


def tell_collection(command: TellCollection, unit: Unit, _clock: Clock) -> CollectionMoved:
    """Raises UnknownCollection."""
    case = unit.collection.get(command.case_id)
    texts = {"partner": case.partner}
    told = Told(LetterKind.COLLECTION_HANDED_OVER, {"day": command.day}, {"to_pay": case.total}, texts=texts)
    unit.letters.tell(case.customer_id, told, case.id)
    return CollectionMoved(case.id, case.number, case.customer_id, case.stage)
