"""Another thing takes the place of one that is with a customer; the contract does not notice. RULES.md 1.5, 1.6."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.model import Asset
from domain.assets.status import OUT, Kind
from domain.clock import Clock
from domain.contracts.changing import ContractIsOver
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractId, ReturnId, ShipmentId
from domain.ports import Unit
from domain.returns.announce_return import ReturnDateInThePast
from domain.returns.model import NotOut, Purpose, Return, ReturnLine
from domain.returns.opening import approve_facts, check_not_expected, opened
from domain.returns.overtaken import expect_no_more
from domain.returns.stages import Step
from domain.shipping.sending_again import goes_on, opened_again

RETURN_DAYS: Final = 14
"""By when the old one is expected where nobody says a day."""


class ReplaceReason(StrEnum):
    """Why. What is lost or stolen is not expected back."""

    DEFECT = "defect"
    DAMAGED = "damaged"
    WRONG_THING = "wrong_thing"
    DOES_NOT_FIT = "does_not_fit"
    WORN = "worn"
    LOST = "lost"
    STOLEN = "stolen"
    OTHER = "other"


GONE: Final = {ReplaceReason.LOST: Kind.LOST, ReplaceReason.STOLEN: Kind.STOLEN}


@dataclass(frozen=True, slots=True)
class ReplaceAsset(Command):
    """`new_first`: the new one is sent at once; False: when the old one is here. `return_until` None: in 14 days."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    asset_id: AssetId
    reason: ReplaceReason
    new_first: bool = True
    return_until: date | None = None


@dataclass(frozen=True, slots=True)
class AssetReplaced(Event):
    """`return_id` None: it is gone. `shipment_id` None: the new one is sent when the old one is here."""

    contract_id: ContractId
    asset_id: AssetId
    asset_code: str
    return_id: ReturnId | None
    return_number: str
    shipment_id: ShipmentId | None
    shipment_number: str

    def touched(self) -> Iterable[str]:
        return ("returns", "shipments", "assets", f"asset:{self.asset_id}", f"contract:{self.contract_id}")


def replace_asset(command: ReplaceAsset, unit: Unit, clock: Clock) -> AssetReplaced:
    """Announces the old one's return and opens the new one's shipment, both on the same contract line.

    Raises:
        NotOut: the thing is not with a customer of this contract.
        AnnouncedAlready: it is expected back already.
        ContractIsOver: the customer is to have nothing any more.
        ReturnDateInThePast: `return_until` is before today.
    """
    contract = unit.contracts.get(command.contract_id)
    asset = unit.assets.get(command.asset_id)
    if asset.state.status not in OUT:
        raise NotOut(asset=asset.code, status=asset.state.status)
    holding = unit.assignments.holding(asset.id)
    if holding.contract_id != contract.id:
        raise NotOut(asset=asset.code, status=asset.state.status)
    if not goes_on(contract, contract.line(holding.contract_line_id), unit.today()):
        raise ContractIsOver(contract=contract.number, status=contract.status)
    case = None if _is_gone(asset, command, unit, clock) else _announced(asset, contract, command, unit, clock)
    sends = command.new_first or case is None
    return_id = None if case is None else case.id
    shipment = opened_again(contract, holding.contract_line_id, asset, return_id, unit) if sends else None
    return AssetReplaced(
        contract.id,
        asset.id,
        asset.code,
        return_id,
        "" if case is None else case.number,
        shipment.id if shipment else None,
        shipment.number if shipment else "",
    )


def _is_gone(asset: Asset, command: ReplaceAsset, unit: Unit, clock: Clock) -> bool:
    """Lost or stolen, it is with nobody any more and not expected back."""
    gone = GONE.get(command.reason)
    if gone is not None:
        expect_no_more(asset.id, command.contract_id, unit, clock)
        asset = unit.assets.get(asset.id)
        unit.assets.append(*asset.record(gone, unit.context, clock.now()))
        unit.assignments.close(asset.id, unit.context.effective_at)
    return gone is not None


def _announced(asset: Asset, contract: Contract, command: ReplaceAsset, unit: Unit, clock: Clock) -> Return:
    check_not_expected(asset, contract.id, unit)
    until = command.return_until or unit.today() + timedelta(days=RETURN_DAYS)
    if until < unit.today():
        raise ReturnDateInThePast(day=until)
    held = dict(unit.assignments.assets_of(contract.id))
    lines = [ReturnLine(asset.id, held[asset.id], contract_id=contract.id)]
    case = opened(contract, lines, command.reason, unit, until=until, purpose=Purpose.REPLACEMENT)
    case = case.stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    facts = {"return": case.number, "purpose": case.purpose}
    unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))
    return case
