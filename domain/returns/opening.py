"""A new return, as every way of asking for one makes it."""

from collections.abc import Sequence
from datetime import date

from domain.assets.model import Asset
from domain.assets.status import Status
from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractId, ReturnId
from domain.ports import Holding, Unit
from domain.returns.model import AnnouncedAlready, AskedBy, Purpose, Return, ReturnLine, StepFacts, Way
from domain.returns.stages import Stage


def opened(
    contract: Contract,
    lines: Sequence[ReturnLine],
    reason: str,
    unit: Unit,
    *,
    until: date | None,
    purpose: Purpose = Purpose.END,
) -> Return:
    """Announced from today on, not stored yet."""
    return Return(
        ReturnId(unit.new_id()),
        unit.numbers.next_code("RT"),
        contract.customer_id,
        contract.id,
        unit.today(),
        until,
        True,
        reason,
        tuple(lines),
        purpose,
    )


def came_unasked(holder: Holding, lines: Sequence[ReturnLine], reason: str, purpose: Purpose, unit: Unit) -> Return:
    """Opened by the scan of what stands there: nobody is asked to send anything. Not stored yet."""
    return Return(
        ReturnId(unit.new_id()),
        unit.numbers.next_code("RT"),
        holder.customer_id,
        holder.contract_id,
        legal_day(unit.context.effective_at),
        None,
        False,
        reason,
        tuple(lines),
        purpose,
        asked_by=AskedBy.SCAN,
        way=Way.DROP_OFF,
    )


def check_not_expected(asset: Asset, contract_id: ContractId, unit: Unit) -> None:
    """One thing is waited for by one return. Raises AnnouncedAlready: also where somebody has to agree to it still."""
    if asset.state.status is Status.DUE_BACK or is_asked_for(asset.id, contract_id, unit):
        raise AnnouncedAlready(asset=asset.code)


def is_asked_for(asset_id: AssetId, contract_id: ContractId, unit: Unit) -> bool:
    """Whether a return of it waits until somebody in the office agrees."""
    returns = unit.returns.of_contract(contract_id)
    return any(case.stage is Stage.ANNOUNCED and case.line_of(asset_id) is not None for case in returns)


def approve_facts(unit: Unit) -> StepFacts:
    """The day from which the return has its effects."""
    return {"on": unit.today().isoformat()}
