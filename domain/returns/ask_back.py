"""When a contract's end is known and near, what is out is expected back without anybody asking. RULES.md 1.3, 1.4."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.contracts.goods_back import goods_back_on
from domain.contracts.model import Contract
from domain.contracts.status import Status as ContractStatus
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.returns.call_off_return import withdraw
from domain.returns.effects import due_back
from domain.returns.model import AskedBy, Purpose, Return, ReturnLine, ReturnStatus
from domain.returns.opening import approve_facts, opened
from domain.returns.overtaken import end_takes_over
from domain.returns.stages import Stage, Step

BY_ITSELF: Final = "contract_ends"
"""The reason of a return that nobody announced by hand: it goes when the end goes."""


def ask_back(contract: Contract, day: date, unit: Unit, clock: Clock) -> bool:
    """Opens the return, moves it with the end, or withdraws it when there is none any more; whether it did."""
    until = goods_back_on(contract) if _is_near(contract, day) else None
    known = [case for case in unit.returns.of_contract(contract.id) if case.reason == BY_ITSELF]
    expected = next((case for case in known if case.status is ReturnStatus.ANNOUNCED), None)
    moved = expected is not None and expected.return_until != until
    if expected is not None and moved:
        withdraw(expected, unit, clock)
    if until is None:
        return moved
    return _open(contract, until, unit, clock) or moved


def _is_near(contract: Contract, day: date) -> bool:
    """From the day on which the customer is reminded; after a withdrawal at once."""
    if contract.status is ContractStatus.WITHDRAWN:
        return True
    return (
        contract.end_on is not None and contract.end_on - ONE_DAY - timedelta(days=contract.terms.reminder_days) <= day
    )


def _open(contract: Contract, until: date, unit: Unit, clock: Clock) -> bool:
    held = dict(unit.assignments.assets_of(contract.id))
    asked = [case for case in unit.returns.of_contract(contract.id) if case.stage is Stage.ANNOUNCED]
    agreed = [_agreed(case, unit, clock) for case in asked if case.purpose is Purpose.END]
    out = [asset for asset in unit.assets.get_all(list(held)) if asset.state.status is Status.RENTED]
    if not out:
        return bool(agreed)
    lines = [ReturnLine(asset.id, held[asset.id], contract_id=contract.id) for asset in out]
    case = replace(opened(contract, lines, BY_ITSELF, unit, until=until), asked_by=AskedBy.DAY)
    case = case.stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    facts = {"return": case.number, "purpose": case.purpose}
    for asset in out:
        unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))
    for each in asked:
        if each.purpose is not Purpose.END:
            unit.returns.withdraw(each.withdrawn(Step.WITHDRAW, unit.today(), {"by": case.number}))
    return True


def _agreed(case: Return, unit: Unit, clock: Clock) -> Return:
    """What was asked for and waits for a word of the office has it by the contract's end."""
    case = case.stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.step(case)
    due_back([line.asset_id for line in case.lines], case, unit, clock)
    end_takes_over(case, unit)
    return case
