"""The day of an announced price has come: it holds for all who did not object. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import RUNNING, Campaign, CampaignId, Consent, LeftOut
from domain.contracts.repricing import repriced
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
    """What was announced becomes the contract's, from the announced day, however late it is applied; a line whose price
    is another one by now keeps it. Raises UnknownCampaign."""
    campaign = unit.campaigns.get(command.campaign_id)
    if campaign.effective_on > command.day or campaign.withdrawn_on is not None:
        return PriceChangeApplied(())
    return PriceChangeApplied(tuple(each for each in command.contract_ids if _apply(campaign, each, command.day, unit)))


def _apply(campaign: Campaign, contract_id: ContractId, day: date, unit: Unit) -> bool:
    if unit.campaigns.consent(campaign.id, contract_id) is not Consent.ANNOUNCED:
        return False
    contract = unit.contracts.get(contract_id)
    is_running = contract.status in RUNNING
    changed = repriced(contract, unit.campaigns.prices(campaign.id, contract_id)) if is_running else contract
    if changed == contract:
        reason = LeftOut.CHANGED_MEANWHILE if is_running else LeftOut.NOT_RUNNING
        unit.campaigns.set_consent(campaign.id, contract_id, Consent.LEFT_OUT, day, reason)
        return False
    unit.contracts.save(changed)
    unit.campaigns.set_consent(campaign.id, contract_id, Consent.APPLIED, day)
    return True
