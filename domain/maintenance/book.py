"""What maintenance asks of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from domain.errors import NotFound
from domain.ids import AssetId, ContractId, ProductId
from domain.maintenance.meters import Meter, Reading
from domain.maintenance.plan import CarePlan, CarePlanId, ProductCare, Standing

CareDoneId = NewType("CareDoneId", UUID)


class Visit(StrEnum):
    """How a thing that is with a customer gets its maintenance: BRING it to us, or we come."""

    BRING = "bring"
    WE_COME = "we_come"


@dataclass(frozen=True, slots=True)
class CareDone:
    """`used`: what the plan's meter had counted by then. `passed` False: of a test that was not passed; it is still
    due."""

    asset_id: AssetId
    plan: CarePlan
    done_on: date
    used: int
    passed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class CareAsked:
    """A customer was told. `on`: bring it by then, or we come then."""

    asset_id: AssetId
    plan_id: CarePlanId
    contract_id: ContractId
    visit: Visit
    on: date


class UnknownMaintenance(NotFound):
    """Nothing of this id was noted, or it was taken back."""

    code = "unknown_maintenance"


class CareBook(Protocol):
    def of_product(self, product_id: ProductId) -> ProductCare:
        """As it holds now; with nothing in it where nothing was said."""
        ...

    def save(self, care: ProductCare) -> None:
        """Plans that are not in it any more are closed; what was done by them stays known."""
        ...

    def of_asset(self, asset_id: AssetId) -> ProductCare: ...

    def last_reading(self, asset_id: AssetId, meter: Meter) -> Reading | None: ...

    def add_reading(self, reading: Reading) -> None:
        """Raises Conflict: somebody else read the same meter at the same time (at the latest when the unit ends)."""
        ...

    def standings(self, asset_ids: Sequence[AssetId]) -> list[Standing]:
        """All plans of these things."""
        ...

    def blocking(self, asset_id: AssetId) -> list[Standing]:
        """The plans without which the thing does not leave the house."""
        ...

    def add_done(self, done: CareDone) -> None: ...

    def done(self, done_id: CareDoneId) -> CareDone:
        """Raises UnknownMaintenance: there is none, or it was taken back."""
        ...

    def undo(self, done_id: CareDoneId, reason: str) -> None: ...

    def add_asked(self, asked: CareAsked) -> None: ...

    def is_asked(self, asset_id: AssetId, plan_id: CarePlanId, since: date, day: date) -> bool:
        """Whether a customer was told since that day, and the day told is not over."""
        ...
