"""The life of a thing, a contract, a customer, an order, a document or a return: everything about it as one timeline.

Rows come from sources (`storage/queries/lifecycle`), newest first, a page at a time. What a seat may not read is not
among them: the rights of its login decide, no screen does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from domain.application import Seat
from domain.contracts.compared import Difference
from domain.ids import CommandId, PersonId
from domain.money import Money

PAGE: Final = 60
"""Rows asked for at a time."""


class LifeOf(StrEnum):
    """What has a life of its own to look at."""

    ASSET = "asset"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    ORDER = "order"
    INVOICE = "invoice"
    RETURN = "return"


class LifeKind(StrEnum):
    """What a person filters by, in the order of the choice."""

    GOODS = "goods"
    CONTRACT = "contract"
    RETURNS = "returns"
    WORKSHOP = "workshop"
    DOCUMENTS = "documents"
    MONEY = "money"
    LETTERS = "letters"
    TASKS = "tasks"
    NOTES = "notes"
    CUSTOMER = "customer"


class Teller(StrEnum):
    """Where a row comes from; at one instant, what is told further down happened later.

    COMMAND tells every command that none of the others tells.
    """

    COMMAND = "command"
    LEDGER = "ledger"
    STEP = "step"
    CHANGE = "change"
    PARCEL = "parcel"
    CHARGE = "charge"
    DOCUMENT = "document"
    MONEY = "money"
    NOTE = "note"
    TASK = "task"
    LETTER = "letter"


class LifePlace(StrEnum):
    """Whose page a row leads to."""

    ASSET = "asset"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    ORDER = "order"
    INVOICE = "invoice"
    RETURN = "return"
    SHIPMENT = "shipment"
    REFUND = "refund"
    QUOTE = "quote"
    REPAIR = "repair"
    DECLARATION = "declaration"
    LOSS = "loss"
    TRANSFER = "transfer"
    BUYOUT = "buyout"
    WRITE_OFF = "write_off"


class LifeCursor(NamedTuple):
    """The last row that was read; rows after it are older, or further up at the same instant."""

    at: datetime
    rank: int
    key: str


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One thing that happened.

    `name` is the code of what it was: a kind of the ledger, a step ("return.close"), or the name of a command, as
    `teller` says. `number` and `place` lead to a page; `place` None: nothing to open. `seat`, `store` and `station` say
    where it was done, `who` by whom ("" and None: nobody knows); `station` is a login of its own. `why` is what a
    person wrote. `facts` holds codes and numbers beside that, `differences` from what to what a contract changed.
    """

    at: datetime
    teller: Teller
    kind: LifeKind
    name: str
    cursor: LifeCursor
    number: str = ""
    place: LifePlace | None = None
    command_id: CommandId | None = None
    who: str = ""
    seat: Seat | None = None
    store: str = ""
    amount: Money | None = None
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    station: str = ""

    def fact(self, name: str) -> str:
        """A fact as text, "" where there is none."""
        found = self.facts.get(name)
        return "" if found is None else str(found)


@dataclass(frozen=True, slots=True)
class LifeQuestion:
    """`kinds` empty: all. Days are included, None: unbounded. `who` None: everybody. `after` None: from the newest."""

    of: LifeOf
    id: UUID
    kinds: frozenset[LifeKind] = frozenset()
    first_on: date | None = None
    last_on: date | None = None
    who: PersonId | None = None
    after: LifeCursor | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class LifePage:
    """Newest first. `after` continues; None: there is nothing older."""

    rows: tuple[LifeRow, ...]
    after: LifeCursor | None = None


class LifeQuestions(Protocol):
    """What a timeline asks, on the database thread."""

    def page(self, question: LifeQuestion) -> LifePage:
        """May hold fewer rows than asked for, and still go on."""
        ...

    def people(self) -> tuple[tuple[PersonId, str], ...]:
        """Who may have done something here, by name."""
        ...


def once(rows: Sequence[LifeRow], of: LifeOf) -> list[LifeRow]:
    """What one command did is told once: by its own row, or on the page of a thing by the event of the thing.

    The differences of a contract go to the row of the command that made them.
    """
    tellers: dict[CommandId | None, set[Teller]] = defaultdict(set)
    changes: dict[CommandId | None, tuple[Difference, ...]] = defaultdict(tuple)
    for row in rows:
        tellers[row.command_id].add(row.teller)
        changes[row.command_id] += row.differences
    told = []
    for row in rows:
        others = tellers[row.command_id] - {row.teller} if row.command_id is not None else set()
        if others & _TOLD_BY_OTHERS[of is LifeOf.ASSET].get(row.teller, frozenset()):
            continue
        told.append(replace(row, differences=changes[row.command_id]) if row.teller is Teller.COMMAND else row)
    return told


_TOLD_BY_OTHERS: Final[dict[bool, dict[Teller, frozenset[Teller]]]] = {
    True: {
        Teller.COMMAND: frozenset({Teller.LEDGER}),
        Teller.STEP: frozenset({Teller.LEDGER, Teller.COMMAND}),
        Teller.CHANGE: frozenset({Teller.COMMAND}),
    },
    False: dict.fromkeys((Teller.LEDGER, Teller.STEP, Teller.CHANGE), frozenset({Teller.COMMAND})),
}
"""On the page of a thing, and on all others: which rows are left out when the same command has a row of these."""
