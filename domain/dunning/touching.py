"""What the commands of dunning change on screens."""

from domain.ids import CustomerId


def touched_by(customer_id: CustomerId | None) -> tuple[str, ...]:
    topics = ("dunning", "invoices", "customers", "tasks")
    return topics if customer_id is None else (*topics, f"customer:{customer_id}")
