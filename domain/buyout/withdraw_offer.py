"""The house takes an offer back before anybody accepted it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.buyout.asking import touched_by
from domain.buyout.offer import OfferAction, OfferId
from domain.clock import Clock
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WithdrawOffer(Command):
    """`tells` False: no letter (the customer was told by word of mouth)."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    offer_id: OfferId
    reason: str = ""
    tells: bool = True


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Event):
    offer_id: OfferId
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def withdraw_offer(command: WithdrawOffer, unit: Unit, _clock: Clock) -> OfferWithdrawn:
    """Raises UnknownOffer, IllegalOfferTransition."""
    offer = unit.buyouts.get(command.offer_id)
    unit.buyouts.save(offer.closed(OfferAction.WITHDRAW, unit.today(), command.reason.strip()))
    return OfferWithdrawn(offer.id, offer.contract_id)
