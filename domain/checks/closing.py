"""The contract of an order that waits is over for another reason (withdrawn): nothing is left to decide."""

from domain.checks.book import StepTaken
from domain.checks.model import WAITING, Step
from domain.checks.tell_check import keep_task
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.contracts.status import OVER
from domain.ports import Unit


def close_check(contract: Contract, unit: Unit, clock: Clock) -> None:
    """Told again, or of a contract that goes on, nothing happens."""
    if contract.order_id is None or contract.status not in OVER:
        return
    check = unit.checks.find(contract.order_id)
    if check is not None and check.stage in WAITING:
        keep_task(unit.checks.take(check, StepTaken(Step.CLOSE, unit.today())), unit, clock)
