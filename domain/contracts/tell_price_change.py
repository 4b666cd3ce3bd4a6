"""The letters of an announced change of price. The worker's consequence of it, some contracts at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import Campaign, CampaignId, Concerned, Consent, LeftOut
from domain.contracts.repricing import concerned
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, PriceTold, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellPriceChange(Command):
    """Contracts that were told already, or that nobody chose, are passed over."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    campaign_id: CampaignId
    contract_ids: tuple[ContractId, ...]


@dataclass(frozen=True, slots=True)
class PriceChangeTold(Event):
    letters: int

    def touched(self) -> Iterable[str]:
        return ("price_campaigns",)


def tell_price_change(command: TellPriceChange, unit: Unit, _clock: Clock) -> PriceChangeTold:
    """Finds what the campaign does to each contract, keeps it, and promises the letter. Raises UnknownCampaign."""
    campaign = unit.campaigns.get(command.campaign_id)
    companies = unit.campaigns.companies(command.contract_ids)
    elsewhere = unit.campaigns.elsewhere(campaign.id, command.contract_ids)
    letters = 0
    for each in command.contract_ids:
        if unit.campaigns.consent(campaign.id, each) is not Consent.CHOSEN:
            continue
        contract = unit.contracts.get(each)
        found = concerned(contract, campaign.rule, campaign.effective_on, is_consumer=each not in companies)
        if each in elsewhere:
            found = replace(found, lines=(), consent=Consent.LEFT_OUT, left_out=LeftOut.IN_CAMPAIGN)
        unit.campaigns.told(campaign.id, found)
        if found.lines:
            unit.letters.promise(each, letter(campaign, found))
            letters += 1
    return PriceChangeTold(letters)


def letter(campaign: Campaign, found: Concerned) -> Told:
    """What the letter to one contract says."""
    days = {"on": found.from_on or campaign.effective_on, "object_until": campaign.object_until}
    prices = tuple(PriceTold(each.title, each.from_on, each.old, each.new, each.interval) for each in found.lines)
    return Told(LetterKind.PRICE_CHANGE, days, prices=prices)
