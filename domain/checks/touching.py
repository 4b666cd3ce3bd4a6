"""What every step of a check changes on screens."""

from domain.checks.model import OrderCheck
from domain.ids import ContractId, OrderId


def touched_by(order_id: OrderId, contract_id: ContractId) -> tuple[str, ...]:
    return ("checks", "orders", "shipments", "customers", f"order:{order_id}", f"contract:{contract_id}")


def touched(check: OrderCheck) -> tuple[str, ...]:
    return touched_by(check.order_id, check.contract_id)
