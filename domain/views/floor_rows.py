"""What the warehouse sees: plain rows, days as `date`, instants aware UTC, codes as enums, nothing translated.

Texts are "" and never None unless a row says otherwise. How old something is, the screen counts with its own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.availability.propose import Why
from domain.clock import legal_day
from domain.period import ONE_DAY
from domain.returns.model import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from domain.assets.status import Condition, Grade, Readiness, Status
    from domain.business import Recipient
    from domain.catalog.model import ProductKind
    from domain.catalog.set_checklist import ChecklistPoint
    from domain.contracts.about import ChargeCause
    from domain.ids import AssetId, OrderId, PlaceId, ReturnId, ShipmentId, ShipmentLineId, TaskId, VariantId
    from domain.money import Money
    from domain.orders.model import Treatment
    from domain.refurbishment.model import RefurbishmentStatus
    from domain.shipping.model import ShipmentCause, ShipmentStatus
    from domain.tasks.model import TaskKind
    from domain.views.returns import PhotoRow


@dataclass(frozen=True, slots=True)
class FloorVariant:
    """A variant as it stands on a shelf. `gtin` has 14 digits or is ""; `free` are things ready in stock."""

    id: VariantId
    sku: str
    title: str
    kind: ProductKind
    gtin: str
    free: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Somewhere in house where things lie; `code` is what its label says."""

    id: PlaceId
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One goods receipt: `asset_ids` and `codes` in the same order.

    `is_undone`: it was taken back. `can_undo`: nothing else has happened to any of its things.
    """

    command_id: UUID
    at: datetime
    person: str
    variant_id: VariantId
    title: str
    place: str
    asset_ids: tuple[AssetId, ...]
    codes: tuple[str, ...]
    is_undone: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class FloorShipment:
    """A shipment in the list. `done` of `wanted` pieces fill a line. `placed_on` is the order's day, of what goes out
    again that on which it was opened.

    `wanted_on`: the day on which a regular delivery is to be at the customer's, or by which an order was promised;
    None: nobody named a day. `is_held`: its order waits for a check, and nothing of it is packed or sent. `pack_on`:
    the day on which it has to leave to be there in time, None: at once. `is_pick_up`: the customer comes for it.
    """

    id: ShipmentId
    number: str
    order_id: OrderId
    order_number: str
    customer: str
    city: str
    placed_on: date
    status: ShipmentStatus
    done: int
    wanted: int
    note: str
    cause: ShipmentCause
    wanted_on: date | None = None
    is_held: bool = False
    pack_on: date | None = None
    is_pick_up: bool = False

    def is_for_later(self, day: date) -> bool:
        """It was promised for a day on which it needs not be on its way yet."""
        return self.pack_on is not None and self.pack_on > day


@dataclass(frozen=True, slots=True)
class PickLine:
    """A line to serve. `asset_id` None: nothing serves it yet, or its pieces are counted (`is_tracked` False).

    `free` are things of this variant ready in stock, `place` where one of them lies ("" when nobody knows). Of what is
    counted `free` is on hand by the books, and `place` the fullest shelf, "" where its stock is not kept. `proposed` is
    the code of the thing to take, and lies there, `why` it and no other; a person may take another.
    """

    id: ShipmentLineId
    position: int
    variant_id: VariantId
    sku: str
    title: str
    treatment: Treatment
    quantity: int
    done: int
    is_tracked: bool
    asset_id: AssetId | None
    code: str
    serial: str
    free: int
    place: str
    proposed: str = ""
    why: Why | None = None

    @property
    def is_served(self) -> bool:
        return self.done >= self.quantity


@dataclass(frozen=True, slots=True)
class ShipmentPage:
    """`phone` is the recipient's, for the carrier; `tracking` and `dispatched_at` are there once it is gone."""

    row: FloorShipment
    recipient: Recipient
    phone: str
    lines: tuple[PickLine, ...]
    tracking: str
    dispatched_at: datetime | None

    @property
    def next_line(self) -> PickLine | None:
        """What to fetch next: the first open line of which something is free, else the first open one."""
        waiting = [line for line in self.lines if not line.is_served]
        return next((line for line in waiting if line.free > 0), waiting[0] if waiting else None)


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A thing in a list or on a card. `place` is the last known one in house, `grade` None: not inspected."""

    id: AssetId
    code: str
    serial: str
    variant_id: VariantId
    title: str
    status: Status
    readiness: Readiness
    condition: Condition
    grade: Grade | None
    place: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return. `return_until` None: it came unannounced. `received` of `wanted` things are here.

    `purpose` says whether the customer gets something again.
    """

    id: ReturnId
    number: str
    customer: str
    city: str
    contract: str
    announced_on: date
    return_until: date | None
    is_announced: bool
    received: int
    wanted: int
    purpose: Purpose = Purpose.END


@dataclass(frozen=True, slots=True)
class ReturnLineRow:
    """One thing that is expected or came. `received_at`, `condition`, `grade` None: not here, not asked.

    `is_replaced`: what the customer gets for it has left the house already. `is_absent`: a parcel came without it;
    `found` is the code of what lay there instead. `damages` were noted at it.
    """

    asset_id: AssetId
    code: str
    serial: str
    title: str
    received_at: datetime | None
    condition: Condition | None
    grade: Grade | None
    is_replaced: bool = False
    is_absent: bool = False
    found: str = ""
    damages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """`photos` are of all its things: as they went out the last time, and as they came back."""

    row: ReturnRow
    lines: tuple[ReturnLineRow, ...]
    photos: tuple[PhotoRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who has or had a thing. `until` None: it is there now."""

    customer: str
    customer_number: str
    city: str
    contract: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ComingBack:
    """A thing somebody stands there with. `holder` None: it is with nobody. `case` None: no return is open for it.
    `went_out`: photos of how it went out."""

    asset: AssetRow
    holder: HolderRow | None
    case: ReturnPage | None
    went_out: tuple[PhotoRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RefurbishmentRow:
    """A thing in the workshop. `started_at` None: it waits."""

    asset: AssetRow
    status: RefurbishmentStatus
    queued_at: datetime
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class PastRefurbishment:
    """An earlier pass through the workshop. `parts` are titles with their number of pieces."""

    status: RefurbishmentStatus
    finished_at: datetime
    minutes: int
    reason: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RefurbishmentPage:
    """What is to be done at one thing, and what was done before (latest first). `repair`: the number of its open repair
    order and what is wrong, the finding where there is one; "" for none."""

    row: RefurbishmentRow
    points: tuple[ChecklistPoint, ...]
    past: tuple[PastRefurbishment, ...]
    repair: str = ""


@dataclass(frozen=True, slots=True)
class AssetCharge:
    """A one-off that a customer was charged because of a thing. `amount` as agreed, net or gross as the contract's
    prices are; `billed` what invoices less credits hold of it, net."""

    at: datetime
    title: str
    cause: ChargeCause
    message: str
    contract: str
    amount: Money
    billed: Money


@dataclass(frozen=True, slots=True)
class AssetMoney:
    """What a thing earned and cost. `acquired` None: nobody entered a price. `charges` latest first."""

    revenue: Money
    repair_cost: Money
    acquired: Money | None
    charges: tuple[AssetCharge, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetPage:
    """What one thing is now. `holders` are all it was with, latest first.

    `shipment` and `case` are numbers of what it is part of now ("": nothing). `money` None: this role may not read it.
    `proposed_for`: open parcels for which it is the one to take.
    """

    row: AssetRow
    variant: str
    product: str
    holders: tuple[HolderRow, ...]
    aliases: tuple[str, ...]
    shipment: str
    case: str
    money: AssetMoney | None
    proposed_for: tuple[str, ...] = ()

    @property
    def holder(self) -> HolderRow | None:
        """Who has it now."""
        return next((holder for holder in self.holders if holder.until is None), None)

    def days_rented(self, today: date) -> int:
        return days_rented(self.holders, today)


def days_rented(holders: Iterable[HolderRow], today: date) -> int:
    """Days on which the thing was with customers, first and last included; today counts while it is out."""
    days: set[date] = set()
    for holder in holders:
        day, last = legal_day(holder.since), legal_day(holder.until) if holder.until else today
        while day <= last:
            days.add(day)
            day += ONE_DAY
    return len(days)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something that waits for a person. `subject` is the number or code of the thing it is about."""

    id: TaskId
    kind: TaskKind
    subject: str
    facts: Mapping[str, str | int]
    opened_at: datetime
