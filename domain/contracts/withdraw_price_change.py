"""An announced change of price is withdrawn before its day: everything stays as it is, and who was told is told so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import CampaignId, CampaignTooLateToWithdraw, CampaignWithdrawn
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WithdrawPriceChange(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})
    has_consequences: ClassVar[bool] = True

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class PriceChangeWithdrawn(Event):
    campaign_id: CampaignId

    def touched(self) -> Iterable[str]:
        return ("price_campaigns", "contracts")


def withdraw_price_change(command: WithdrawPriceChange, unit: Unit, _clock: Clock) -> PriceChangeWithdrawn:
    """The letters follow. Raises UnknownCampaign, CampaignWithdrawn, CampaignTooLateToWithdraw."""
    campaign = unit.campaigns.get(command.campaign_id)
    if campaign.withdrawn_on is not None:
        raise CampaignWithdrawn(campaign=campaign.title)
    if campaign.effective_on <= unit.today():
        raise CampaignTooLateToWithdraw(day=campaign.effective_on)
    unit.campaigns.withdraw(campaign.id, unit.today())
    return PriceChangeWithdrawn(campaign.id)
