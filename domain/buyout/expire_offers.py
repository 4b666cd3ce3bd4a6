"""Offers whose last day is over bind nobody any more. The worker's, every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.buyout.asking import TOPICS, offer_letter
from domain.buyout.offer import OfferAction, OfferId
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ExpireOffers(Command):
    """`day` is the legal day that has come."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    day: date


@dataclass(frozen=True, slots=True)
class OffersExpired(Event):
    offer_ids: tuple[OfferId, ...]

    def touched(self) -> Iterable[str]:
        return TOPICS if self.offer_ids else ()


def expire_offers(command: ExpireOffers, unit: Unit, _clock: Clock) -> OffersExpired:
    """Told again for the same day, it finds none."""
    expired: list[OfferId] = []
    for offer_id in unit.buyouts.overdue(command.day):
        offer = unit.buyouts.get(offer_id)
        unit.buyouts.save(offer.closed(OfferAction.EXPIRE, command.day))
        contract = unit.contracts.get(offer.contract_id)
        facts = unit.buyouts.facts(contract, unit.billing.rules)
        told = offer_letter(LetterKind.BUYOUT_EXPIRED, offer, contract, facts, command.day)
        unit.letters.promise(contract.id, told)
        expired.append(offer_id)
    return OffersExpired(tuple(expired))
