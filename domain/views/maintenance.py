"""What the screens of maintenance and inspections ask, and the rows that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.catalog.set_checklist import ChecklistPoint
from domain.ids import AssetId, ContractId, ProductId
from domain.inspections.book import InspectionId
from domain.inspections.form import Form, FormId
from domain.inspections.sheet import InspectionSheet
from domain.maintenance.book import CareDoneId, Visit
from domain.maintenance.meters import Meter, Occasion, Reading
from domain.maintenance.plan import CarePlan, Due, ProductCare
from domain.views.office_rows import Found


class DueFilter(StrEnum):
    """Which maintenance a list shows. SOON: what people are told of now, overdue ones with it; QUARTER: what comes
    within 90 days; OUT: of the soon ones those that customers have; IN_HOUSE: those that lie here."""

    SOON = "soon"
    OVERDUE = "overdue"
    OUT = "out"
    IN_HOUSE = "in_house"
    QUARTER = "quarter"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One plan at one thing. `customer` and `contract` "": nobody has it. `contract_id` None: so too, or this seat asks
    nobody. `asked`: how the customer was told to have it done, by `asked_for` (None: nobody was told since it was done
    last).
    """

    asset_id: AssetId
    asset_code: str
    title: str
    plan: CarePlan
    due: Due
    since: date
    is_out: bool
    customer: str
    contract: str
    contract_id: ContractId | None
    place: str
    asked: Visit | None = None
    asked_for: date | None = None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    reading: Reading
    person: str


@dataclass(frozen=True, slots=True)
class DoneRow:
    """`passed` False: a test that was not passed. `undone`: why it was taken back, "" when it was not."""

    id: CareDoneId
    plan: str
    done_on: date
    passed: bool
    note: str
    person: str
    undone: str = ""


@dataclass(frozen=True, slots=True)
class InspectionRow:
    id: InspectionId
    form: str
    version: int
    occasion: Occasion
    passed: bool
    filled_at: datetime
    person: str
    repair: str = ""


@dataclass(frozen=True, slots=True)
class ThingCare:
    """What is known of one thing. `readings` of each declared meter, the newest first, at most 24 each."""

    meters: tuple[Meter, ...]
    readings: tuple[ReadingRow, ...]
    due: tuple[DueRow, ...]
    done: tuple[DoneRow, ...]
    inspections: tuple[InspectionRow, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.meters or self.due or self.done or self.inspections)

    def of(self, meter: Meter) -> tuple[ReadingRow, ...]:
        return tuple(row for row in self.readings if row.reading.meter is meter)


@dataclass(frozen=True, slots=True)
class ToInspect:
    """A thing and the form that is filled now. `form` None: its kind has none for this occasion. `last` None: it was
    not inspected since it came. `is_owed`: without it the thing does not go back into stock. `in_workshop`: it is here
    to be worked on."""

    asset_id: AssetId
    asset_code: str
    title: str
    occasion: Occasion
    form: Form | None
    last: InspectionRow | None = None
    is_owed: bool = False
    in_workshop: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """`product` "": for a whole category. `filled`: how often, all versions."""

    form: Form
    product: str
    filled: int


@dataclass(frozen=True, slots=True)
class ForWhat:
    """What a form can be for: categories with the points of their checklists, and products."""

    categories: tuple[tuple[str, tuple[ChecklistPoint, ...]], ...]
    products: tuple[tuple[ProductId, str], ...]
    damages: tuple[tuple[str, str], ...]
    """Code and title of the price list."""


class CareQuestions(Protocol):
    def list(self, words: str, choice: DueFilter, day: date) -> Found[DueRow]:
        """The most urgent first; by codes, names, plans and customers."""
        ...

    def of_asset(self, asset_id: AssetId, day: date) -> ThingCare: ...

    def of_product(self, product_id: ProductId) -> ProductCare: ...

    def meters_of(self, asset_id: AssetId) -> Sequence[Meter]: ...


class InspectionQuestions(Protocol):
    def to_inspect(self, ref: str, occasion: Occasion | None = None) -> ToInspect:
        """By id or code. `occasion` None: what it is told by where the thing is. Raises UnknownAsset."""
        ...

    def sheet(self, inspection_id: InspectionId) -> InspectionSheet:
        """Raises UnknownInspection."""
        ...

    def forms(self) -> tuple[FormRow, ...]:
        """The newest version of each, closed ones last."""
        ...

    def form(self, form_id: FormId) -> Form:
        """The newest version. Raises UnknownForm."""
        ...

    def for_what(self) -> ForWhat: ...
