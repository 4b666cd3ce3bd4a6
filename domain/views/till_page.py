"""What the page of a till asks: what is sold here, who stands there, and which things are free to be handed over."""

from dataclasses import dataclass
from typing import Protocol

from domain.assets.status import Grade, Readiness, Status
from domain.checks.model import MoneyFor, Stage
from domain.checks.verdict import Colour, Point
from domain.customers.model import Customer, PersonalData
from domain.ids import AssetId, CustomerId, OrderId, VariantId
from domain.money import Money
from domain.views.office_rows import Found, OfferedVariant


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """`detail`: town and address, as far as they are known."""

    id: CustomerId
    number: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A single thing. `place` is "" where nobody booked one.

    `sold_with`: the sale that it was scanned for and that waits, "" for none; `order`: the number of that sale's order,
    "" while it is not booked.
    """

    id: AssetId
    code: str
    variant_id: VariantId
    title: str
    place: str
    status: Status
    readiness: Readiness
    grade: Grade | None = None
    sold_with: str = ""
    order: str = ""

    @property
    def is_free(self) -> bool:
        return self.status is Status.IN_STOCK and self.readiness is Readiness.READY


@dataclass(frozen=True, slots=True)
class CounterCheck:
    """The check that an order waits for, as a till may know it. `missing`: money that was asked for ahead and is not
    there yet; None: none was asked for. `asks_identity`: a document is to be seen. `least`: what a till may ask for at
    least; None: the office decides. `points`: why it is not green."""

    order_id: OrderId
    stage: Stage
    colour: Colour | None
    asks_identity: bool
    missing: Money | None
    asked_for: MoneyFor | None = None
    least: Money | None = None
    points: tuple[Point, ...] = ()


class TillPageQuestions(Protocol):
    """On the database thread."""

    def goods(self, words: str, category: str = "", limit: int = 60) -> Found[OfferedVariant]:
        """What is offered under a plan, by name, number and barcode."""
        ...

    def one(self, variant_id: VariantId) -> OfferedVariant:
        """Raises UnknownVariant."""
        ...

    def categories(self) -> tuple[str, ...]:
        """Of what is offered."""
        ...

    def customers(self, words: str, limit: int = 8) -> tuple[FoundCustomer, ...]:
        """By name, number, mail address and telephone."""
        ...

    def customer(self, customer_id: CustomerId) -> Customer:
        """Raises UnknownCustomer."""
        ...

    def alike(self, personal: PersonalData) -> tuple[FoundCustomer, ...]:
        """Who may be the same person: the same mail address or telephone, or the same name in the same place."""
        ...

    def units(self, variant_id: VariantId, limit: int = 8, order: str = "") -> tuple[UnitRow, ...]:
        """Things of this store that are free, those whose place is known first; before them what was scanned for
        `order` when it was sold."""
        ...

    def unit(self, asset_id: AssetId) -> UnitRow:
        """Raises UnknownAsset."""
        ...

    def check_of(self, order_number: str) -> CounterCheck | None:
        """None: it waits for none."""
        ...
