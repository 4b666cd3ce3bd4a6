"""The demo house: every seat's gate on one moving clock, and the consequences drawn at once, as the worker would."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar, cast
from uuid import UUID, uuid5

from domain.application import Application, Command, Envelope, Event, Seat
from domain.billing.run_billing import run_billing
from domain.clock import LEGAL_ZONE, MovableClock, legal_day
from domain.consequences import Fact, consequence_id, follow
from domain.handlers import HANDLERS
from domain.ids import CommandId, PersonId, TaskId, new_uuid
from storage.billing_runs import PostgresRunBook
from storage.codec import Codec
from storage.database import Database, Row
from storage.gate import PostgresGate
from storage.queries.floor import FloorBook
from storage.unit import HouseRules

E = TypeVar("E", bound=Event)


class DemoHouse:
    """`connect` gives a connection of a seat's login. Seeded random numbers: the same day, the same business."""

    def __init__(self, connect: Callable[[Seat], Database], house: HouseRules, random: Random, first_day: date) -> None:
        self.random = random
        self.clock = MovableClock(_morning(first_day))
        self._connect = connect
        self._house = house
        self._seats: dict[Seat, tuple[Application, PersonId, Database]] = {}

    def do(self, seat: Seat, command: Command, kind: type[E]) -> E:
        """Gives one command and draws what follows from it; answers with its event, which is of `kind`."""
        command_id = CommandId(new_uuid(self.clock.now(), self.random.randbytes))
        event = self._run(seat, command_id, command)
        fact = Fact(command_id, seat, command, event, legal_day(self.clock.now()))

        def run(name: str, consequence: Command) -> Event:
            return self._run(Seat.WORKER, consequence_id(fact, name), consequence)

        follow(fact, run)
        self.clock.advance(timedelta(seconds=self.random.randint(20, 140)))
        return cast(E, event)

    def bill(self) -> int:
        """The nightly run of the present day."""
        day = legal_day(self.clock.now())
        book = PostgresRunBook(self._seat(Seat.WORKER)[2])
        if not book.count_due(day):
            return 0
        run_id = uuid5(UUID(int=0), f"nightly {day.isoformat()}")
        return run_billing(run_id, day, book, lambda known, command: self._run(Seat.WORKER, known, command))

    def twin(self, random: Random) -> "DemoHouse":
        """The same house with connections and chance of its own."""
        return DemoHouse(self._connect, self._house, random, legal_day(self.clock.now()))

    def read(self, seat: Seat, sql: str, **values: object) -> list[Row]:
        return self._seat(seat)[2].read(sql, **values)

    def open_tasks(self) -> list[TaskId]:
        """What waits for a person, oldest first."""
        return [task.id for task in FloorBook(self._seat(Seat.BACKOFFICE)[2]).tasks().rows]

    def new_day(self, day: date) -> None:
        """It is a little after eight on that day."""
        self.clock.advance(max(_morning(day) - self.clock.now(), timedelta(0)))

    def close(self) -> None:
        for _, _, database in self._seats.values():
            database.close()

    def _run(self, seat: Seat, command_id: CommandId, command: Command) -> Event:
        application, person, _ = self._seat(seat)
        answer = application.run(Envelope(command_id, command, person, self.clock.now()))
        if answer.event is None:
            raise RuntimeError("the demo works on a running database")
        return answer.event

    def _seat(self, seat: Seat) -> tuple[Application, PersonId, Database]:
        if seat not in self._seats:
            database = self._connect(seat)
            gate = PostgresGate(database, Codec(HANDLERS), self.clock, self.random.randbytes, self._house)
            row = database.read_one("SELECT person_id FROM umlauf.principal WHERE login = session_user")
            if row is None:
                raise RuntimeError(f"no login sits on the seat {seat}")
            self._seats[seat] = (Application(gate, HANDLERS, seat), PersonId(row["person_id"]), database)
        return self._seats[seat]


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 5), LEGAL_ZONE).astimezone(UTC)
