"""What every step of a refund changes on screens."""

from domain.ids import ContractId


def touched_by(contract_id: ContractId | None) -> tuple[str, ...]:
    """`contract_id` None: it goes out of the balance."""
    topics = ("refunds", "tasks", "invoices", "customers")
    return topics if contract_id is None else (*topics, "contracts", f"contract:{contract_id}")
