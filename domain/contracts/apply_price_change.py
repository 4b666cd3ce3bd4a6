"""The day of an announced price has come: it holds for all who did not object. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import RUNNING, Campaign, CampaignId, Consent, repriced
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ApplyPriceChange(Command):
    """Before its day, and for contracts that were dealt with, nothing happens."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    campaign_id: CampaignId
    contract_ids: tuple[ContractId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class PriceChangeApplied(Event):
    changed: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return ("price_campaigns", "contracts", *(f"contract:{each}" for each in self.changed))


def apply_price_change(command: ApplyPriceChange, unit: Unit, _clock: Clock) -> PriceChangeApplied:
    """Missed days are caught up: the price holds from its day, whenever it is applied. Raises UnknownCampaign."""
    campaign = unit.campaigns.get(command.campaign_id)
    if campaign.effective_on > command.day:
        return PriceChangeApplied(())
    return PriceChangeApplied(tuple(each for each in command.contract_ids if _apply(campaign, each, command.day, unit)))


def _apply(campaign: Campaign, contract_id: ContractId, day: date, unit: Unit) -> bool:
    if unit.campaigns.consent(campaign.id, contract_id) is not Consent.ANNOUNCED:
        return False
    contract = unit.contracts.get(contract_id)
    changed = repriced(contract, campaign.percent, campaign.effective_on) if contract.status in RUNNING else contract
    is_changed = changed != contract
    if is_changed:
        unit.contracts.save(changed)
    unit.campaigns.set_consent(campaign.id, contract_id, Consent.APPLIED if is_changed else Consent.LEFT_OUT, day)
    return is_changed
