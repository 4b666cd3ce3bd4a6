"""What the screens of swaps ask, and the rows that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.contracts.model import Contract
from domain.contracts.preview_change import ChangePreview
from domain.errors import AppError
from domain.ids import AssetId, ContractId, PlanId, VariantId
from domain.money import Money
from domain.period import Interval
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.allowance import Left
from domain.swaps.book import Free
from domain.swaps.groups import ExchangeGroup
from domain.swaps.model import Swap, SwapId


@dataclass(frozen=True, slots=True)
class SwapOption:
    """One thing of the group under one plan on offer. `refusal` None: it can be had by the wanted day."""

    variant_id: VariantId
    plan_id: PlanId
    title: str
    plan: str
    price: Money
    interval: Interval
    credits: int
    free: Free
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True)
class SwapThing:
    """A thing that is with the customer. `refusal`: why it cannot be swapped for anything now; `group` None: it belongs
    to none."""

    asset_id: AssetId
    code: str
    title: str
    price: Money
    group: ExchangeGroup | None
    left: Left | None
    options: tuple[SwapOption, ...]
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True)
class SwapPage:
    """Of one contract: what may be swapped for what, and all swaps so far, the newest first. `used` are those that
    count."""

    contract: Contract
    things: tuple[SwapThing, ...]
    swaps: tuple[Swap, ...]
    used: int

    @property
    def can_swap(self) -> bool:
        return any(thing.group is not None for thing in self.things)


@dataclass(frozen=True, slots=True)
class SwapPreview:
    """As if both went as wished: handed over on the wanted day, back on the last day of the return. `priced_on` is the
    first day at the new price then."""

    price: Money
    old_price: Money
    priced_on: date
    change: ChangePreview


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`titles` of its things in order; `swaps` that were agreed under it."""

    group: ExchangeGroup
    titles: tuple[str, ...]
    swaps: int


@dataclass(frozen=True, slots=True)
class Exchangeable:
    """A rented thing of the catalogue; `group` is the name of the open group that it belongs to, "": to none."""

    variant_id: VariantId
    title: str
    group: str


class SwapQuestions(Protocol):
    def page(self, contract_id: ContractId, wanted_on: date) -> SwapPage:
        """Raises UnknownContract."""
        ...

    def preview(self, wish: AgreeSwap) -> SwapPreview:
        """Raises what agreeing would."""
        ...

    def residual(self, swap_id: SwapId) -> Money | None:
        """What the old thing is worth today by the group's rule; None: nobody knows what it cost."""
        ...

    def groups(self) -> Sequence[GroupRow]:
        """Open ones first, by name."""
        ...

    def exchangeable(self) -> Sequence[Exchangeable]: ...
