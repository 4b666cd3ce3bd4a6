"""The house that the machine lives in: a real business, its worker, a die, and the story of what was done."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.errors import AppError, Conflict, InvalidInput, NotFound, RuleViolation
from domain.money import Money
from domain.period import Period
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import contract_of, today

T = TypeVar("T")
Row = dict[str, Any]
PEOPLE = (Seat.BACKOFFICE, Seat.OWNER, Seat.POS, Seat.WAREHOUSE)
NOT_OVER = ("active", "paused", "cancellation_requested", "pending_return", "pending_buyout")
REFUSALS = (RuleViolation, Conflict, NotFound, InvalidInput)
_LOUD = ("storage", "domain")
_UUID = re.compile(r"UUID\('[0-9a-f-]{30}([0-9a-f]{6})'\)")
_DAY = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")


class Complaint(logging.Handler):
    """What the worker only writes into its log, because the night goes on: here it ends the walk."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


class House:
    """One business and whoever works in it. The same seed plays the same days again.

    `refusal` is the last one. `reported_missing`: contracts and their lines of which a person said that the thing
    cannot be used.
    """

    def __init__(self, business: Business, seed: int) -> None:
        self.luck = Random(seed)
        self.business = business
        business.entropy = self.luck.randbytes
        self.worker = self.employed()
        self.reader = business.connection(Seat.BACKOFFICE)
        self.number, self.first_day = 0, today(business)
        self.story: list[str] = []
        self.refusals = REFUSALS
        self.refusal: AppError | None = None
        self.care_plan: UUID | None = None
        self.reported_missing: set[tuple[UUID, UUID]] = set()
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.complaint = Complaint()
        for name in _LOUD:
            logging.getLogger(name).addHandler(self.complaint)

    def employed(self) -> Chores:
        """Whoever draws the consequences, bills and writes letters."""
        dsn = self.business.server.seat_dsn(Seat.WORKER, self.business.database)
        return chores(dsn, Letterbox(), self.business.clock, self.luck.randbytes)

    def close(self) -> None:
        for name in _LOUD:
            logging.getLogger(name).removeHandler(self.complaint)
        self.worker.close()

    # What chance decides.

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.luck.randrange(len(things))]

    def chance(self, percent: int) -> bool:
        return self.luck.randrange(100) < percent

    def between(self, least: int, most: int) -> int:
        return self.luck.randint(least, most)

    def day(self, least: int, most: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=self.between(least, most))

    def money(self, most: str = "200.00") -> Money:
        return Money(self.between(0, Money.of(most).minor))

    def new_id(self) -> UUID:
        return UUID(bytes=self.luck.randbytes(16), version=4)

    # What is there.

    @property
    def today(self) -> date:
        return today(self.business)

    @property
    def days(self) -> int:
        """How long the house has been open."""
        return (self.today - self.first_day).days

    def rows(self, sql: str, **values: object) -> list[Row]:
        return self.business.rows(sql, **values)

    def any_row(self, sql: str, **values: object) -> Row | None:
        """One of the rows; None: there is none. The question says the order, or the walk could not be walked again."""
        found = self.rows(sql, **values)
        return self.one_of(found) if found else None

    def any_contract(self, *statuses: str) -> Contract | None:
        """Mostly one that runs, else any."""
        wanted = list(statuses) or self.one_of([["active"], ["active"], ["paused"], list(NOT_OVER)])
        row = self.any_row("SELECT id FROM umlauf.contract WHERE status = ANY(%(s)s) ORDER BY number", s=wanted)
        if row is None or self.chance(4):
            row = self.any_row("SELECT id FROM umlauf.contract ORDER BY number")
        return None if row is None else contract_of(self.business, row["id"])

    def billed_days(self, contract_id: UUID) -> Period:
        """Some days of a period that was charged; where none was, days to come."""
        row = self.any_row(
            "SELECT b.first_day AS first, upper(b.period) - b.first_day AS days FROM umlauf.billed_period b"
            " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s"
            " AND b.amount_minor > 0 AND upper(b.period) > b.first_day ORDER BY 1, b.contract_line_id",
            id=contract_id,
        )
        if row is None:
            return Period(self.today, self.day(1, 30))
        start = row["first"] + timedelta(days=self.between(0, row["days"] - 1))
        return Period(start, start + timedelta(days=self.between(1, row["days"])))

    def any_asset(self, *statuses: str) -> UUID | None:
        """Mostly one that is in one of these statuses, else any."""
        row = self.any_row("SELECT id FROM umlauf.asset WHERE status = ANY(%(s)s) ORDER BY code", s=list(statuses))
        if row is None or self.chance(4):
            row = self.any_row("SELECT id FROM umlauf.asset ORDER BY code")
        return None if row is None else row["id"]

    def any_customer(self) -> UUID | None:
        row = self.any_row("SELECT id FROM umlauf.customer ORDER BY number")
        return None if row is None else row["id"]

    # What is done.

    def tries(self, command: Command, seat: Seat | None = None) -> Any:
        """Done, with all that follows, or refused with a sentence (None); nothing else can happen."""
        name = type(command).__name__
        who = seat or self.one_of([each for each in PEOPLE if each in type(command).seats])
        self.business.clock.advance(timedelta(seconds=self.between(20, 600)))
        try:
            answer = self.business.answer(who, command)
        except REFUSALS as refused:
            self.refusal = refused
            self._told(f"{who}: {command!r} -> refused: {refused}")
            self.outcomes[name, refused.code] += 1
            return None
        self._told(f"{who}: {command!r} -> {answer.event!r}")
        self.outcomes[name, "done"] += 1
        if type(command).has_consequences:
            self._follow(answer.command_id)
        return answer.event

    def _follow(self, command_id: UUID) -> None:
        """The worker reads the stored fact again. What it cannot do then stays undone: that is no refusal but a bug."""
        try:
            self.worker.follow_command(command_id)
        except AppError as error:
            raise AssertionError(f"what follows from the last command was refused: {error!r}") from error

    def changes(self, kind: type[ContractChange], contract: Contract, **values: Any) -> Event | None:
        """A change of a contract, as somebody who has just looked at it gives it."""
        event: Event | None = self.tries(kind(contract.id, contract.version, "so besprochen", **values))
        return event

    def night(self) -> None:
        """A day is over; the worker's looks and bills come in the order of its timetable."""
        now = self.business.clock.now()
        morning = now.replace(hour=6, minute=0, second=0, microsecond=0)
        self.business.clock.advance((morning if morning > now else morning + timedelta(days=1)) - now)
        self._told("another morning")
        self.worker.reach_today()
        self.worker.bill_today()
        self.worker.check_numbers()

    def sleeps(self, days: int) -> None:
        """So many days nobody is there, and the worker's machine is off."""
        self._told(f"nothing happens for {days} days")
        self.business.pass_days(days)

    def _told(self, sentence: str) -> None:
        known = _UUID.sub(r"…\1", _DAY.sub(r"\1-\2-\3", sentence))
        self.story.append(f"{self.business.clock.now():%Y-%m-%d %H:%M} {known}")


Step = Callable[[House], None]
Chances = tuple[tuple[int, Step], ...]
"""How often each step comes, compared with the others, and the step."""
