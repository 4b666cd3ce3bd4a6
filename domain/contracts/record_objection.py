"""A customer objects to an announced price: nothing changes for this contract."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.price_campaign import CampaignId, Consent, PriceChangedBefore
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RecordObjection(Command):
    """Taken until the price has changed, also after the last day to object: who is asked anyway will be generous."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    campaign_id: CampaignId
    contract_id: ContractId
    received_on: date


@dataclass(frozen=True, slots=True)
class ObjectionRecorded(Event):
    campaign_id: CampaignId
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return ("price_campaigns", f"contract:{self.contract_id}")


def record_objection(command: RecordObjection, unit: Unit, _clock: Clock) -> ObjectionRecorded:
    """Raises UnknownCampaign, PriceChangedBefore."""
    consent = unit.campaigns.consent(command.campaign_id, command.contract_id)
    if consent is Consent.APPLIED:
        raise PriceChangedBefore(contract=unit.contracts.get(command.contract_id).number)
    unit.campaigns.set_consent(command.campaign_id, command.contract_id, Consent.OBJECTED, command.received_on)
    return ObjectionRecorded(command.campaign_id, command.contract_id)
