"""What every step of a refund changes on screens."""

from domain.ids import ContractId


def touched_by(contract_id: ContractId) -> tuple[str, ...]:
    return ("refunds", "tasks", "invoices", "customers", "contracts", f"contract:{contract_id}")
