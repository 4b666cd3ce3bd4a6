"""What a payment settles first when it is less than all that is open.

Source: section 367 (1) BGB: costs, then interest, then the debt; section 366 (2) BGB: of equal debts the oldest.
"""

from collections.abc import Collection, Sequence

from domain.billing.settlement import Document
from domain.dunning.settings import SetsOff
from domain.ids import InvoiceId
from domain.money import Money


def in_order(documents: Sequence[Document], claims: Collection[InvoiceId], sets_off: SetsOff) -> list[Document]:
    """`documents` come as they were due; `claims` are those that ask for costs and interest."""
    is_first = sets_off is SetsOff.COSTS_FIRST
    return sorted(documents, key=lambda each: (each.id in claims) is not is_first)


def shared_out(documents: Sequence[Document], amount: Money) -> list[tuple[Document, Money]]:
    """The parts that documents take of a payment, in this order; less than `amount` where not so much is open."""
    parts: list[tuple[Document, Money]] = []
    for document in documents:
        part = min(document.open, amount, key=lambda each: each.minor)
        if part.minor > 0:
            parts.append((document, part))
            amount -= part
    return parts
