"""The letter that follows a step of an offer. The worker's consequence of what the office did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.buyout.asking import offer_letter
from domain.buyout.offer import OfferId
from domain.clock import Clock
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellOffer(Command):
    """`day` is the one on which it happened."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    offer_id: OfferId
    kind_of_letter: LetterKind
    day: date


@dataclass(frozen=True, slots=True)
class OfferTold(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}",)


def tell_offer(command: TellOffer, unit: Unit, _clock: Clock) -> OfferTold:
    """Raises UnknownOffer."""
    offer = unit.buyouts.get(command.offer_id)
    contract = unit.contracts.get(offer.contract_id)
    facts = unit.buyouts.facts(contract, unit.billing.rules)
    kind = command.kind_of_letter
    if kind is LetterKind.BUYOUT_OFFER and offer.on_credit:
        kind = LetterKind.BUYOUT_OFFER_ON_CREDIT
    unit.letters.promise(contract.id, offer_letter(kind, offer, contract, facts, command.day))
    return OfferTold(contract.id)
