"""One command, one transaction, one commit: how every act of a person, a scanner or a timer enters the house.

Source: DESIGN.md 1 ("The command"); DECISIONS 3 to 5; RELIABILITY.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import CommandId, PersonId

if TYPE_CHECKING:
    from domain.ports import Unit


class CommandKind(StrEnum):
    """FACT: it happened, always stored. WISH: may meet a changed world. ONLINE_ONLY: needs the server's word."""

    FACT = "fact"
    WISH = "wish"
    ONLINE_ONLY = "online_only"


class Seat(StrEnum):
    """The group role a connection runs under (DECISIONS 14)."""

    WAREHOUSE = "warehouse"
    POS = "pos"
    BACKOFFICE = "backoffice"
    OWNER = "owner"
    WORKER = "worker"
    PORTAL = "portal"
    AUDITOR = "auditor"


OFFICE = frozenset({Seat.BACKOFFICE, Seat.OWNER})
SELF_SERVICE = OFFICE | {Seat.PORTAL}
FLOOR = frozenset({Seat.WAREHOUSE, Seat.POS, Seat.OWNER})


@dataclass(frozen=True, slots=True)
class Command:
    """Base of every order given to the house. Fields are plain values; personal ones carry `metadata=PERSONAL`."""

    kind: ClassVar[CommandKind] = CommandKind.ONLINE_ONLY
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = False
    """True: the worker draws what follows for contracts, invoices and letters (DECISIONS 3)."""

    @property
    def happened_at(self) -> datetime | None:
        """When it took effect, where the command itself tells of something earlier; None: when it is given."""
        return None

    @property
    def given_by(self) -> PersonId | None:
        """In whose name the worker carries it out, where a person stated it at a counter; None: whoever gives it."""
        return None


PERSONAL: Mapping[str, bool] = {"personal": True}
"""Field metadata: the value goes to the erasable side row, never into the command's payload (DECISIONS 15)."""

BESIDE: Mapping[str, bool] = {"beside": True}
"""Field metadata: the value is kept by the handler alone; in the log its digest, another field, stands for it."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a command did. Base of every handler's answer; stored with the command, so a replay answers the same."""

    def touched(self) -> Iterable[str]:
        """Topics that changed, such as "asset:<id>" or "orders", for screens and other stations."""
        return ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """A command on its way: its id was made where it was born. `effective_at` None: when it is recorded."""

    command_id: CommandId
    command: Command
    actor_id: PersonId
    effective_at: datetime | None = None


def enveloped(command_id: CommandId, command: Command, me: PersonId, now: datetime) -> Envelope:
    """As a person gives it now, unless the command tells of another one, or of an earlier time."""
    return Envelope(command_id, command, command.given_by or me, command.happened_at or now)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a command.

    `event` None: it waits in the station's journal and is delivered later. `replay` True: it had been applied before,
    and this is the stored answer.
    """

    command_id: CommandId
    event: Event | None
    replay: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.event is None


Handler = Callable[[Any, "Unit", Clock], Event]
Work = Callable[["Unit", Clock], Event]


class Gate(Protocol):
    """Runs one command in one transaction, at most once."""

    def submit(self, envelope: Envelope, work: Work) -> Answer:
        """Applies and commits; a command id seen before gives the stored answer.

        Raises:
            AppError: refused (stored as such), or Unavailable when nothing could be reached.
        """
        ...


class NotForThisSeat(RuleViolation):
    """This seat may not do that; another one may."""

    code = "not_for_this_seat"


class Application:
    """Knows every handler; runs commands through the gate and tells what changed."""

    def __init__(
        self,
        gate: Gate,
        handlers: Mapping[type[Command], Handler],
        seat: Seat,
        changed: Callable[[frozenset[str]], None] = lambda topics: None,
    ) -> None:
        self._gate = gate
        self._handlers = handlers
        self._seat = seat
        self._changed = changed

    def run(self, envelope: Envelope) -> Answer:
        """Runs one command; afterwards publishes the topics it touched.

        Raises:
            NotForThisSeat: the seat of this connection may not give this command (the database refuses it as well).
            AppError: what the handler refused.
        """
        command = envelope.command
        if self._seat not in command.seats:
            raise NotForThisSeat(command=type(command).__name__, seat=self._seat)
        handler = self._handlers[type(command)]
        answer = self._gate.submit(envelope, lambda unit, clock: handler(command, unit, clock))
        if answer.event is not None:
            self._changed(frozenset(answer.event.touched()))
        return answer
