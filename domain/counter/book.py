"""What the commands of the counter ask of the storage."""

from collections.abc import Sequence
from typing import Protocol

from domain.billing.settlement import EntryId
from domain.catalog.plan import PricePlan
from domain.counter.model import CounterSale, SaleId, SaleStep
from domain.ids import OrderId, PersonId, PlaceId, PlanId, VariantId
from domain.money import Money
from domain.refunds.model import RefundId
from domain.till.model import ReceiptId


class CounterBook(Protocol):
    """Append-only: the stage of a sale is moved by its steps alone."""

    def add(self, sale: CounterSale) -> None:
        """Raises Conflict at the latest when the unit ends: kept before."""
        ...

    def get(self, sale_id: SaleId) -> CounterSale:
        """Locks it until the command is done. Raises UnknownSale."""
        ...

    def find(self, sale_id: SaleId) -> CounterSale | None:
        """As `get`; None: it is not kept, yet."""
        ...

    def is_signed(self, sale_id: SaleId) -> bool:
        """Whether the picture of its signature is kept."""
        ...

    def of_order(self, order_id: OrderId) -> CounterSale | None:
        """The sale that an order came from; locked."""
        ...

    def of_receipt(self, receipt_id: ReceiptId) -> CounterSale | None:
        """The sale that a receipt is for; locked."""
        ...

    def sold_from(self, sale_id: SaleId) -> Sequence[tuple[PlaceId, VariantId, int]]:
        """From which shelves counted pieces were carried away, and how many."""
        ...

    def take(self, sale: CounterSale, step: SaleStep, why: str = "") -> CounterSale:
        """`sale` is the state before it; gives the one after.

        Raises IllegalSaleStep; Conflict: someone else took a step first (at the latest when the unit ends).
        """
        ...

    def keep_signature(self, sale_id: SaleId, media_type: str, content: bytes, digest: str) -> None: ...

    def plan(self, plan_id: PlanId) -> tuple[PricePlan, bool]:
        """Any version, and whether it was offered on the day of the command. Raises NoPricePlan."""
        ...

    def refund_due(self, refund_id: RefundId) -> Money:
        """What of an approved refund can go out of a drawer now; nothing: it is not approved, waits for goods, or went
        out."""
        ...

    def pay_out_agreed_by(self, refund_id: RefundId) -> Sequence[PersonId]:
        """Who agreed to the amount that is due now."""
        ...

    def agree_pay_out(self, refund_id: RefundId) -> None:
        """To what is due now; the database says how much that is."""
        ...

    def is_booked(self, receipt_id: ReceiptId) -> bool:
        """Whether the money of a receipt is in the ledger already."""
        ...

    def note_booked(self, receipt_id: ReceiptId, place: int, entry_id: EntryId) -> None:
        """That an entry of the ledger is the money of the payment at this place (from 1) of a receipt. The database
        lets no more of it into the ledger than was paid."""
        ...
