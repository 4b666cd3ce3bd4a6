"""What every step of a transfer changes on screens."""

from domain.transfers.model import Transfer


def touched_by(transfer: Transfer) -> tuple[str, ...]:
    people = (transfer.from_customer_id, transfer.agreed.to_customer_id)
    contracts = (transfer.contract_id, transfer.successor_id)
    return (
        *("transfers", "contracts", "customers", "assets", "tasks"),
        *(f"customer:{each}" for each in people),
        *(f"contract:{each}" for each in contracts),
    )
