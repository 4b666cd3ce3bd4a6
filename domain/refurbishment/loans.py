"""What was lent comes back when the own thing, or another in its place, is on its way, or is not to be repaired."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractLineId, ShipmentId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.refurbishment.repairs import RepairStage
from domain.returns.model import AskedBy, Purpose, Return, ReturnLine
from domain.returns.opening import approve_facts, is_asked_for, opened
from domain.returns.stages import Step
from domain.shipping.calling_off import call_off
from domain.shipping.model import Shipment, ShipmentCause, ShipmentStatus
from domain.shipping.sending_again import WAITING

LOAN_DAYS: Final = 14
"""By when a loan is expected back."""
LOAN_OVER: Final = "loan_over"
"""The reason of a return that nobody announced by hand."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Out = Mapping[AssetId, ContractLineId]
"""What of a contract is with the customer, and on which line."""


def follow_loans(contract: Contract, shipments: Sequence[Shipment], unit: Unit, clock: Clock) -> bool:
    """Asks for loans that are over, and keeps those here that have not left; whether there were such.

    Told again, nothing more happens.
    """
    loans = [each for each in shipments if each.cause is ShipmentCause.LOAN]
    if not loans:
        return False
    out = dict(unit.assignments.assets_of(contract.id))
    is_changed = False
    for loan in loans:
        if not _is_over(loan, shipments, out, unit):
            continue
        if loan.status in WAITING:
            call_off(loan, unit, clock)
            is_changed = True
        else:
            is_changed = _ask(contract, loan, out, unit, clock) or is_changed
    return is_changed


def _is_over(loan: Shipment, shipments: Sequence[Shipment], out: Out, unit: Unit) -> bool:
    """The customer has the own thing or its successor, or is not to wait for it any more.

    A thing that is still with the customer counts only when nobody means to repair it any more.
    """
    if loan.status is ShipmentStatus.CANCELLED:
        return False
    own = next(line.replaces_asset_id for line in loan.lines)
    if own is None:
        return False
    since = _born_at(loan.id)
    others = [each for each in shipments if each.cause is not ShipmentCause.LOAN and each.dispatched_at is not None]
    sent = [each for each in others if each.dispatched_at is not None and each.dispatched_at >= since]
    if any(line.replaces_asset_id == own for each in sent for line in each.lines):
        return True
    repair = unit.repairs.last_of(own)
    return repair is not None and repair.stage is RepairStage.CALLED_OFF and own in out


def _ask(contract: Contract, loan: Shipment, out: Out, unit: Unit, clock: Clock) -> bool:
    lent = [line.asset_id for line in loan.lines if line.asset_id in out]
    things = [each for each in unit.assets.get_all([e for e in lent if e]) if each.state.status is Status.RENTED]
    things = [each for each in things if not is_asked_for(each.id, contract.id, unit)]
    if not things:
        return False
    lines = [ReturnLine(each.id, out[each.id], contract_id=contract.id) for each in things]
    until = unit.today() + timedelta(days=LOAN_DAYS)
    case: Return = opened(contract, lines, LOAN_OVER, unit, until=until, purpose=Purpose.LOAN)
    case = replace(case, asked_by=AskedBy.DAY).stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    facts = {"return": case.number, "purpose": case.purpose}
    for each in things:
        unit.assets.append(*each.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))
    texts = {"return": case.number, "things": ", ".join(unit.catalog.variant(each.variant_id).title for each in things)}
    unit.letters.promise(contract.id, Told(LetterKind.LOAN_BACK, {"until": until}, texts=texts))
    return True


def _born_at(shipment_id: ShipmentId) -> datetime:
    """When the shipment was opened: its id begins with that instant (RFC 9562)."""
    return _EPOCH + timedelta(milliseconds=shipment_id.int >> 80)
