"""The letters that an announced price was withdrawn. The worker's consequence of the withdrawal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import CampaignId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellPriceStays(Command):
    """The worker's consequence: one letter for each contract that was told the new price."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PriceStaysTold(Event):
    letters: int

    def touched(self) -> Iterable[str]:
        return ()


def tell_price_stays(command: TellPriceStays, unit: Unit, _clock: Clock) -> PriceStaysTold:
    """Raises UnknownCampaign."""
    campaign = unit.campaigns.get(command.campaign_id)
    told = list(unit.campaigns.withdrawn_letters(campaign.id))
    for contract_id in told:
        unit.letters.promise(contract_id, Told(LetterKind.PRICE_STAYS, {"on": campaign.effective_on}))
    return PriceStaysTold(len(told))
