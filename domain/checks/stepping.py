"""What all steps that people take with a check have in common: the answer, and what a decision needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.checks.model import OrderCheck, Stage
from domain.checks.touching import touched_by
from domain.ids import ContractId, CustomerId, OrderId


@dataclass(frozen=True, slots=True)
class CheckStepped(Event):
    """`stage` is the one after it; `before` the one from which it came."""

    order_id: OrderId
    order_number: str
    contract_id: ContractId
    customer_id: CustomerId
    before: Stage
    stage: Stage
    has_goods: bool = True

    def touched(self) -> Iterable[str]:
        return (*touched_by(self.order_id, self.contract_id), "tasks")

    @property
    def passes(self) -> bool:
        """The order goes out from now on."""
        return self.stage is Stage.PASSED and self.before is not Stage.PASSED


def stepped(before: OrderCheck, now: OrderCheck) -> CheckStepped:
    ids = (before.order_id, before.number, before.contract_id, before.customer_id)
    return CheckStepped(*ids, before.stage, now.stage, before.has_goods)
