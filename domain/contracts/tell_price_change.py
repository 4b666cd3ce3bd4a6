"""The letters of an announced change of price. The worker's consequence of the announcement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import CampaignId, Consent
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellPriceChange(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PriceChangeTold(Event):
    letters: int

    def touched(self) -> Iterable[str]:
        return ()


def tell_price_change(command: TellPriceChange, unit: Unit, _clock: Clock) -> PriceChangeTold:
    """One letter for each contract. Raises UnknownCampaign."""
    campaign = unit.campaigns.get(command.campaign_id)
    rows = [row for row in unit.campaigns.concerned(campaign.id) if row.consent is Consent.ANNOUNCED]
    for row in rows:
        days = {"on": row.from_on, "object_until": campaign.object_until}
        unit.letters.promise(
            row.contract_id, Told(LetterKind.PRICE_CHANGE, days, {"old": row.before, "new": row.after})
        )
    return PriceChangeTold(len(rows))
