"""What the page of stuck things asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.ids import CustomerId, PersonId, TaskId
from domain.matters.model import MatterId, MatterKind, MatterRef, MatterStep
from domain.money import Money
from domain.tasks.model import TaskKind


class MatterFilter(StrEnum):
    """OPEN: shown today. MINE and NOBODYS: of these. RESTING: put off. SETTLED: a person was done with it."""

    OPEN = "open"
    MINE = "mine"
    NOBODYS = "nobodys"
    RESTING = "resting"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class MatterQuestion:
    """`kinds` empty: all."""

    text: str = ""
    which: MatterFilter = MatterFilter.OPEN
    kinds: tuple[MatterKind, ...] = ()
    limit: int = 500


@dataclass(frozen=True, slots=True)
class MatterRow:
    """`number` names what it is about, `worth` what hangs on it; `facts` are codes, `cause` changes when it is stuck
    in another way. `task_id`: the task that goes with it, if one does; `note` is the last thing said."""

    kind: MatterKind
    id: MatterId
    number: str
    since: datetime
    customer_id: CustomerId | None
    customer: str
    worth: Money | None
    cause: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    task_id: TaskId | None = None
    task: TaskKind | None = None
    person_id: PersonId | None = None
    person: str = ""
    until: date | None = None
    note: str = ""

    @property
    def ref(self) -> MatterRef:
        return MatterRef(self.kind, self.id)


@dataclass(frozen=True, slots=True)
class MatterList:
    """`counts`: how many of each kind there are under this filter, whatever is shown of them."""

    rows: tuple[MatterRow, ...]
    counts: Mapping[MatterKind, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class MatterWord:
    """One thing that somebody did about it."""

    at: datetime
    who: str
    step: MatterStep
    whom: str = ""
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    id: PersonId
    name: str
    is_me: bool


class MatterQuestions(Protocol):
    def list(self, question: MatterQuestion) -> MatterList:
        """The oldest first."""
        ...

    def count(self) -> int:
        """How many are shown today."""
        ...

    def words(self, matter: MatterRef) -> tuple[MatterWord, ...]:
        """The newest first."""
        ...

    def colleagues(self) -> tuple[Colleague, ...]:
        """Who may be asked to look after something; oneself first."""
        ...
