"""A customer objects to an announced price: nothing changes for this contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import (
    CampaignId,
    CampaignWithdrawn,
    Consent,
    PriceChangedBefore,
    UnknownCampaign,
)
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RecordObjection(Command):
    """Taken until the price has changed, also after the last day to object: who is asked anyway will be generous.

    `is_taken_back`: it was entered by mistake, or the customer agrees after all.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE

    campaign_id: CampaignId
    contract_id: ContractId
    received_on: date
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class ObjectionRecorded(Event):
    campaign_id: CampaignId
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return ("price_campaigns", f"contract:{self.contract_id}")


def record_objection(command: RecordObjection, unit: Unit, _clock: Clock) -> ObjectionRecorded:
    """Raises UnknownCampaign, PriceChangedBefore, CampaignWithdrawn."""
    consent = unit.campaigns.consent(command.campaign_id, command.contract_id)
    if consent is Consent.APPLIED:
        raise PriceChangedBefore(contract=unit.contracts.get(command.contract_id).number)
    if consent is Consent.WITHDRAWN:
        raise CampaignWithdrawn(contract=unit.contracts.get(command.contract_id).number)
    if consent not in (Consent.ANNOUNCED, Consent.OBJECTED):
        raise UnknownCampaign(campaign=command.campaign_id)
    wanted = Consent.ANNOUNCED if command.is_taken_back else Consent.OBJECTED
    if consent is not wanted:
        unit.campaigns.set_consent(command.campaign_id, command.contract_id, wanted, command.received_on)
    return ObjectionRecorded(command.campaign_id, command.contract_id)
