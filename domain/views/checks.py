"""What the screens of checks ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.checks.book import BlockId
from domain.checks.facts import Mark
from domain.checks.identity import DocumentSeen
from domain.checks.model import OrderCheck, Stage, Step
from domain.checks.verdict import BureauFault, Colour, Reason, Source
from domain.ids import CustomerId
from domain.money import Money


@dataclass(frozen=True, slots=True)
class CheckRow:
    """`reasons`: the points of the newest verdict, none when they were erased. `days`: how long it has waited."""

    check: OrderCheck
    customer: str
    customer_number: str
    days: int
    reasons: tuple[Reason, ...]
    proposed_by: str = ""
    decided_on: date | None = None
    erased_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckStepRow:
    """`fault`: why nobody answered. `why`: what a person wrote."""

    step: Step
    stage: Stage
    at: datetime
    who: str
    colour: Colour | None
    score: int | None
    source: Source | None
    amount: Money | None
    why: str = ""
    fault: BureauFault | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A document that somebody of us saw."""

    document: DocumentSeen
    last_four: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`deposit`: what the owner's share of the goods' value comes to. `is_for_two`: one person alone cannot free it.
    `is_mine`: whoever asks wants to let it go already."""

    row: CheckRow
    steps: tuple[CheckStepRow, ...]
    shown: tuple[ShownRow, ...]
    deposit: Money
    is_for_two: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class BlockRow:
    """An entry of the blocklist; what it stands for is a hash, and nobody can read it back."""

    id: BlockId
    mark: Mark
    reason: str
    until: date | None
    added_at: datetime
    added_by: str
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_why: str = ""


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """`stages` empty: all. `text` is looked for in numbers and names."""

    text: str = ""
    stages: tuple[Stage, ...] = ()
    limit: int = 200


class CheckQuestions(Protocol):
    def checks(self, question: CheckQuestion) -> tuple[CheckRow, ...]:
        """Those that wait longest first, then the newest."""
        ...

    def of_order(self, ref: str) -> CheckPage:
        """By the order's number or id. Raises UnknownCheck."""
        ...

    def of_customer(self, customer_id: CustomerId) -> tuple[CheckRow, ...]:
        """The newest first."""
        ...

    def blocklist(self, *, with_lifted: bool) -> tuple[BlockRow, ...]:
        """The newest first."""
        ...
