"""A new return, as every way of asking for one makes it."""

from collections.abc import Sequence
from datetime import date

from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.ids import ReturnId
from domain.ports import Holding, Unit
from domain.returns.model import AskedBy, Purpose, Return, ReturnLine, StepFacts, Way


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


def approve_facts(unit: Unit) -> StepFacts:
    """The day from which the return has its effects."""
    return {"on": unit.today().isoformat()}
