"""What the commands of a swap ask of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.ids import AssetId, ContractId, CustomerId, ReturnId, VariantId
from domain.money import Money
from domain.swaps.groups import ExchangeGroup, GroupId
from domain.swaps.model import Swap, SwapId


@dataclass(frozen=True, slots=True)
class Free:
    """Things of one kind: in stock and fit to go out, due back by the day, and promised to parcels that wait."""

    in_stock: int
    due_back: int
    promised: int

    @property
    def left(self) -> int:
        return self.in_stock + self.due_back - self.promised


class SwapShelf(Protocol):
    """As much as a preview reads."""

    def of_contract(self, contract_id: ContractId) -> list[Swap]:
        """All, the oldest first; of a command locked until it is done."""
        ...

    def group_of(self, variant_id: VariantId) -> ExchangeGroup | None:
        """The open group that the thing belongs to."""
        ...

    def group(self, group_id: GroupId) -> ExchangeGroup:
        """Its newest version. Raises UnknownExchangeGroup."""
        ...

    def free(self, variant_id: VariantId, by: date) -> Free: ...

    def overdue_since(self, customer_id: CustomerId, day: date) -> date | None:
        """The earliest day on which an invoice that is open still was to be paid, before `day`; None: none."""
        ...

    def bounced_on(self, customer_id: CustomerId) -> date | None:
        """The last day on which money for an invoice that is open again went back after it had come; None: none."""
        ...


class SwapBook(SwapShelf, Protocol):
    def get(self, swap_id: SwapId) -> Swap:
        """Locks it until the command is done. Raises UnknownSwap."""
        ...

    def answering(self, return_id: ReturnId) -> Swap | None:
        """The swap for which something comes back with this return."""
        ...

    def add(self, swap: Swap) -> None:
        """Raises Conflict when a swap of the line came first (at the latest when the unit ends)."""
        ...

    def save(self, before: Swap, after: Swap) -> None:
        """Its stage, its price day, its recall, and the steps that are new."""
        ...

    def save_group(self, group: ExchangeGroup) -> None:
        """As one more version. Raises Conflict when someone else changed it first (at the latest when it ends)."""
        ...

    def grouped_elsewhere(self, group_id: GroupId, variants: Sequence[VariantId]) -> frozenset[VariantId]:
        """Those that belong to another open group."""
        ...

    def cost_of(self, asset_id: AssetId) -> Money | None:
        """What the thing was bought for; None: nobody knows."""
        ...
