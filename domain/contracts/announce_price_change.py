"""A new price is announced to many customers at once; it holds from its day for all who do not object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import Campaign, CampaignId, CampaignNotUnderstood, concerned
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AnnouncePriceChange(Command):
    """`campaign_id` is made where the command is born. Contracts that do not run then are left out."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    campaign_id: CampaignId
    title: str
    percent: Decimal
    effective_on: date
    object_until: date
    contract_ids: tuple[ContractId, ...]


@dataclass(frozen=True, slots=True)
class PriceChangeAnnounced(Event):
    """`contracts` says how many customers get the letter."""

    campaign_id: CampaignId
    contracts: int

    def touched(self) -> Iterable[str]:
        return ("price_campaigns", "contracts")


def announce_price_change(command: AnnouncePriceChange, unit: Unit, _clock: Clock) -> PriceChangeAnnounced:
    """Keeps what was announced to whom; the letters follow, the prices on their day.

    Raises CampaignNotUnderstood, UnknownContract.
    """
    campaign = Campaign(
        command.campaign_id, command.title.strip(), command.percent, command.effective_on, command.object_until
    )
    if command.object_until < unit.today():
        raise CampaignNotUnderstood(title=command.title)
    contracts = [unit.contracts.get(each) for each in sorted(set(command.contract_ids), key=str)]
    found = [concerned(each, campaign.percent, campaign.effective_on) for each in contracts]
    rows = [each for each in found if each is not None]
    if not rows:
        raise CampaignNotUnderstood(title=command.title)
    unit.campaigns.add(campaign, rows)
    return PriceChangeAnnounced(campaign.id, len(rows))
