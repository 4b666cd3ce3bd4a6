"""What can be done with many rows at once, what it would do to each, and what became of it. No widgets here."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from domain.application import Command
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, new_uuid
from domain.money import Money
from ui.texts import refusal

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.widgets.forms import Form

Row = TypeVar("Row")
MOST: Final = 2000
"""Rows of one deed. More is a job for a process of its own (a run, a campaign, an import)."""


class State(StrEnum):
    """READY: would be done. REFUSED: the rules are against it. DONE. WAITS: kept here, delivered with the connection.
    UNKNOWN: no answer came; told again under the same id, it is done at most once.
    """

    READY = "ready"
    REFUSED = "refused"
    DONE = "done"
    WAITS = "waits"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the deed means for one row: the command, what changes in words, and the money of it."""

    command: Command
    words: str = ""
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class BulkDeed(Generic[Row]):
    """`plan` is asked for every row with what the form says, on the database thread: it previews with the engine and
    raises what the command would. `named`: number and name of a row. `form` None: there is nothing to fill in.
    `deed` stands on the button that does it. `detail` says what it means before anything is planned. `prepare`: asked
    on the database thread before the form is made.
    """

    key: str
    words: str
    sign: str
    detail: str
    deed: str
    named: Callable[[Row], tuple[str, str]]
    plan: Callable[[Row, Mapping[str, Any]], Plan]
    form: "Callable[[], Form] | None" = None
    danger: bool = False
    prepare: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Line(Generic[Row]):
    """One row with what is planned, and later with what became of it. `command_id` is made once, with the plan."""

    row: Row
    number: str
    name: str
    command_id: CommandId
    plan: Plan | None = None
    state: State = State.READY
    why: str = ""
    touched: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def words(self) -> str:
        return self.plan.words if self.plan is not None else ""

    @property
    def money(self) -> Money | None:
        return None if self.plan is None else self.plan.money


def planned(desk: "Desk", deed: "BulkDeed[Row]", row: Row, values: Mapping[str, Any]) -> "Line[Row]":
    """On the database thread. Raises what is no refusal: the house's own faults, and Unavailable."""
    number, name = deed.named(row)
    line = Line(row, number, name, CommandId(new_uuid(desk.clock.now(), secrets.token_bytes)))
    try:
        return replace(line, plan=deed.plan(row, values))
    except Unavailable:
        raise
    except AppError as error:
        return replace(line, state=State.REFUSED, why=refusal(error))


def done(desk: "Desk", line: "Line[Row]") -> "Line[Row]":
    """Gives its command, on the database thread; told again after a lost answer it is the same command."""
    if line.plan is None or line.state not in (State.READY, State.UNKNOWN):
        return line
    try:
        answer = desk.run(line.plan.command, line.command_id)
    except Unavailable as error:
        return replace(line, state=State.UNKNOWN, why=refusal(error))
    except AppError as error:
        return replace(line, state=State.REFUSED, why=refusal(error))
    if answer.event is None:
        return replace(line, state=State.WAITS)
    return replace(line, state=State.DONE, why="", touched=frozenset(answer.event.touched()))


@dataclass(frozen=True, slots=True)
class Tally:
    """What a list of lines comes to: how many in each state, the money of what is or would be done, and why not."""

    states: Mapping[State, int]
    sums: Mapping[str, Money]
    reasons: Sequence[tuple[str, int]]

    def of(self, *states: State) -> int:
        return sum(self.states.get(each, 0) for each in states)


def tally(lines: "Iterable[Line[Any]]") -> Tally:
    states: Counter[State] = Counter()
    sums: dict[str, Money] = {}
    reasons: Counter[str] = Counter()
    for each in lines:
        states[each.state] += 1
        if each.why:
            reasons[each.why] += 1
        if each.money is not None and each.state is not State.REFUSED:
            currency = each.money.currency
            sums[currency] = sums.get(currency, Money(0, currency)) + each.money
    return Tally(states, sums, reasons.most_common())
