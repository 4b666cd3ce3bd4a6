"""Returns as the back office sees them: lists, one return with all that belongs to it, and what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.assets.status import Condition, Grade, Status
from domain.contracts.notes import MediaType
from domain.ids import AssetId, ContractId, CustomerId, ReturnId
from domain.money import Money
from domain.returns.claims import Claim, FoundDamage
from domain.returns.model import AskedBy, LineState, Purpose, Way
from domain.returns.photos import Moment, PhotoId
from domain.returns.stages import Stage
from domain.settings.returns import DamagePrice
from domain.views.office_rows import Found, StoredPaper


class ReturnFilter(StrEnum):
    """TO_AGREE: somebody has to say yes. LATE: the day went by. HERE: to be inspected or settled."""

    OPEN = "open"
    TO_AGREE = "to_agree"
    LATE = "late"
    HERE = "here"
    OVER = "over"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class OfficeReturn:
    """One line of the list. `received` of `wanted` things are here; `late_days` 0: in time, or it is here."""

    id: ReturnId
    number: str
    customer_id: CustomerId
    customer: str
    contracts: tuple[str, ...]
    announced_on: date
    return_until: date | None
    stage: Stage
    purpose: Purpose
    reason: str
    asked_by: AskedBy
    way: Way
    pick_up_on: date | None
    received: int
    wanted: int
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class PhotoRow:
    id: PhotoId
    asset_id: AssetId
    moment: Moment
    media_type: MediaType
    at: datetime


@dataclass(frozen=True, slots=True)
class OfficeReturnLine:
    """One thing. `found` is what lay there instead; `found_holder` who has that in the books, "" for nobody.

    `went_out`: condition and grade before it was rented; None: never noted.
    """

    asset_id: AssetId
    code: str
    title: str
    category: str
    contract_id: ContractId
    contract: str
    state: LineState
    status: Status
    received_at: datetime | None
    condition: Condition | None
    grade: Grade | None
    inspected_at: datetime | None
    found: str = ""
    found_holder: str = ""
    went_out: tuple[Condition, Grade | None] | None = None
    photos: tuple[PhotoRow, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeReturnPage:
    """`prices` is the owner's list of damage for the kinds of things in it. `deposit_contracts`: a claim there is set
    off against the deposit."""

    row: OfficeReturn
    lines: tuple[OfficeReturnLine, ...]
    damages: tuple[FoundDamage, ...]
    claims: tuple[Claim, ...]
    prices: tuple[DamagePrice, ...]
    deposit_contracts: tuple[ContractId, ...]
    may_call_off: bool


@dataclass(frozen=True, slots=True)
class OtherContract:
    """`things` are out and not expected back yet."""

    id: ContractId
    number: str
    things: int


@dataclass(frozen=True, slots=True)
class DamageName:
    """A line of the owner's list as those see it who find the damage: without its price."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """Who still holds what: `value` is what it cost us (None: nobody entered it), `owing` what the customer owes."""

    asset_id: AssetId
    code: str
    title: str
    customer: str
    phone: str
    email: str
    contract: str
    return_id: ReturnId
    return_number: str
    return_until: date
    days: int
    reminders: int
    value: Money | None
    owing: Money


class ReturnQuestions(Protocol):
    """What the pages of returns ask."""

    def list(self, text: str, which: ReturnFilter, limit: int = 200) -> Found[OfficeReturn]:
        """By number, name or contract; the most urgent first."""
        ...

    def page(self, ref: str) -> OfficeReturnPage:
        """By id or number. Raises UnknownReturn."""
        ...

    def overdue(self, limit: int = 1000) -> Found[OverdueRow]:
        """The longest overdue first."""
        ...

    def reasons(self) -> tuple[str, ...]:
        """Those to choose from."""
        ...

    def usual_days(self) -> int: ...

    def others(self, contract_id: ContractId) -> tuple[OtherContract, ...]:
        """The same customer's other contracts of which something could come with it."""
        ...

    def photo(self, photo_id: PhotoId) -> StoredPaper:
        """Raises UnknownPhoto."""
        ...

    def photos_of(self, asset_id: AssetId) -> tuple[PhotoRow, ...]:
        """The newest first."""
        ...
