"""What the screens of repairs ask, and the rows that answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import AssetId, ContractId
from domain.money import Money
from domain.refurbishment.hint import Hint
from domain.refurbishment.repairs import Origin, RepairCost, RepairId, RepairStage, RepairStep
from domain.views.office_rows import Found


class RepairFilter(StrEnum):
    """Which repairs a list shows. LATE: what was expected is not there."""

    OPEN = "open"
    LATE = "late"
    AWAY = "away"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RepairRow:
    """`customer` and `contract` "": nobody had the thing. `late_days` 0: in time, or nobody knows. `minutes` and `cost`
    stand in the list of one thing alone; `cost` None: this seat may not read it."""

    id: RepairId
    number: str
    asset_id: AssetId
    asset_code: str
    title: str
    stage: RepairStage
    origin: Origin
    problem: str
    reported_on: date
    expected_on: date | None
    contract_id: ContractId | None
    contract: str
    customer: str
    late_days: int = 0
    minutes: int = 0
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class RepairStepRow:
    """One step, by whom and when; `facts` are codes and what people wrote."""

    step: RepairStep
    at: datetime
    person: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RepairMoney:
    """`work`: our minutes and parts as they were priced when the work ended. `total` counts a supplier's credit off."""

    work: Money
    costs: tuple[RepairCost, ...]
    total: Money


@dataclass(frozen=True, slots=True)
class RepairPage:
    """`loan`: the code of what was lent, or its shipment's number while nothing was packed; "" for none.
    `coming`: the number of the return that brings it, "" for none.
    `money` None: this seat may not read it. `in_house`: the thing is in our workshop now; `is_out`: with a customer."""

    row: RepairRow
    steps: tuple[RepairStepRow, ...]
    minutes: int
    parts: tuple[tuple[str, int], ...]
    loan: str
    in_house: bool
    is_out: bool
    money: RepairMoney | None = None
    hint: Hint | None = None
    coming: str = ""


class RepairQuestions(Protocol):
    def list(self, words: str, choice: RepairFilter, day: date) -> Found[RepairRow]:
        """Open ones first, the longest waiting first; by numbers, codes and names."""
        ...

    def page(self, ref: str, day: date) -> RepairPage:
        """By id or number. Raises UnknownRepair."""
        ...

    def of_asset(self, asset_id: AssetId, day: date) -> tuple[RepairRow, ...]:
        """The newest first."""
        ...
