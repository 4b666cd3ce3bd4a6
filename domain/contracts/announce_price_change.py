"""A new price is announced to many customers at once; it holds from its day for all who do not object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import Campaign, CampaignId, CampaignNotUnderstood, PriceRule
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AnnouncePriceChange(Command):
    """`campaign_id` is made where the command is born. What the letter to each contract says is found when it is
    written; contracts to which nothing happens are left out then."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})
    has_consequences: ClassVar[bool] = True

    campaign_id: CampaignId
    title: str
    rule: PriceRule
    effective_on: date
    object_until: date
    contract_ids: tuple[ContractId, ...]


@dataclass(frozen=True, slots=True)
class PriceChangeAnnounced(Event):
    """`contracts` says for how many a letter is written."""

    campaign_id: CampaignId
    contracts: int

    def touched(self) -> Iterable[str]:
        return ("price_campaigns",)


def announce_price_change(command: AnnouncePriceChange, unit: Unit, _clock: Clock) -> PriceChangeAnnounced:
    """Keeps who is to be told; the letters follow, the prices on their day.

    Raises CampaignNotUnderstood, PriceNoticeTooShort, UnknownCampaign.
    """
    campaign = Campaign(
        command.campaign_id,
        command.title.strip(),
        command.rule,
        command.effective_on,
        command.object_until,
        unit.today(),
    )
    campaign.check_notice()
    chosen = sorted(set(command.contract_ids), key=str)
    if not chosen:
        raise CampaignNotUnderstood(title=command.title)
    unit.campaigns.add(campaign, chosen)
    return PriceChangeAnnounced(campaign.id, len(chosen))
