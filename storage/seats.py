"""The seats of one station: for each its connection, its rights, its journal and what it may ask.

All of it belongs on one thread. Changing the seat changes the connection (DECISIONS 14).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, cast

from domain.application import Answer, Application, Command, Gate, Handler, Seat, enveloped
from domain.assets.resolve import CodeBook, Resolved, resolve
from domain.assets.scan import Scan
from domain.clock import Clock
from domain.ids import CommandId, Entropy, PersonId, new_uuid
from domain.views.catalogue import CatalogueQuestions
from domain.views.counter import CounterQuestions
from domain.views.floor import FloorQuestions
from domain.views.office import OfficeQuestions
from domain.views.search import Hit, Search
from domain.views.serving import ServingDesk
from domain.views.till import TillQuestions
from domain.views.till_page import TillPageQuestions
from storage.codec import Codec
from storage.database import Database
from storage.gate import PostgresGate
from storage.journal.journal import Journal
from storage.queries.catalog import CatalogueBook
from storage.queries.codebook import PostgresCodeBook
from storage.queries.counter import CounterBook
from storage.queries.floor import FloorBook
from storage.queries.office import OfficeBook
from storage.queries.search import PostgresSearch
from storage.queries.till import Tills
from storage.queries.till_page import TillPage
from storage.serving.desk import CounterDesk
from storage.station import StationGate
from storage.unit import HouseRules

JOURNALED: Final = frozenset({Seat.WAREHOUSE, Seat.POS})


@dataclass(frozen=True, slots=True)
class Means:
    """What every seat needs from outside. `journals` is the folder of the stations' journals."""

    connect: Callable[[Seat], Database]
    handlers: Mapping[type[Command], Handler]
    clock: Clock
    entropy: Entropy
    house: HouseRules
    journals: Path


class SeatSession:
    """One seat in use: gives commands as the person who sits there, and answers what this seat may know."""

    def __init__(self, seat: Seat, means: Means) -> None:
        self.seat = seat
        self._means = means
        self._database = means.connect(seat)
        codec = Codec(means.handlers)
        direct = PostgresGate(self._database, codec, means.clock, means.entropy, means.house)
        self._journal: Journal | None = None
        self._station: StationGate | None = None
        if seat in JOURNALED:
            self._journal = Journal(means.journals / f"{seat}.sqlite")
            self._station = StationGate(self._journal, direct, codec, means.handlers, means.clock)
        gate: Gate = self._station or direct
        self._application = Application(gate, means.handlers, seat)
        self.floor: FloorQuestions = FloorBook(self._database)
        self.office: OfficeQuestions = OfficeBook(self._database, means.house.tax, means.clock)
        self.catalogue: CatalogueQuestions = CatalogueBook(self._database, means.house.tax)
        self.search: Search = PostgresSearch(self._database, seat)
        self.codes: CodeBook = PostgresCodeBook(self._database)
        self.counter: CounterQuestions = CounterBook(self._database, means.house.tax, means.clock)
        self.till_page: TillPageQuestions = TillPage(self._database)
        self.tills: TillQuestions = Tills(self._database, means.clock)
        self.serving = CounterDesk(self._database, means.handlers, means.house.tax, means.clock)
        self._person: tuple[PersonId, str] | None = None

    @property
    def person(self) -> tuple[PersonId, str]:
        """Id and name of who sits here by default. Raises DatabaseUnreachable."""
        if self._person is None:
            row = self._database.read_one(
                "SELECT p.id, p.name FROM umlauf.principal l JOIN umlauf.person p ON p.id = l.person_id"
                " WHERE l.login = session_user"
            )
            if row is None:
                raise RuntimeError("this login sits on no seat")
            self._person = (PersonId(row["id"]), row["name"])
        return self._person

    def run(self, command: Command, command_id: CommandId | None = None) -> Answer:
        """Gives one command, under a new id unless one is kept from an earlier try. Raises AppErrors."""
        now = self._means.clock.now()
        known = command_id or CommandId(new_uuid(now, self._means.entropy))
        return self._application.run(enveloped(known, command, self.person[0], now))

    @property
    def waiting(self) -> int:
        """Acts in the journal that the server has not answered."""
        return self._station.waiting if self._station else 0

    @property
    def is_connected(self) -> bool:
        return self._database.answers()

    def deliver_waiting(self) -> list[Answer]:
        return self._station.deliver_waiting() if self._station and self._station.waiting else []

    def close(self) -> None:
        self.serving.close()
        self._database.close()
        if self._journal is not None:
            self._journal.close()


class Seats:
    """The seats of this program, opened when first used; `current` is the one in front."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._open: dict[Seat, SeatSession] = {}
        self._current: SeatSession | None = None

    @property
    def current(self) -> SeatSession:
        if self._current is None:
            raise RuntimeError("no seat is in use")
        return self._current

    def use(self, seat: Seat) -> SeatSession:
        """Sits down on a seat. Raises DatabaseUnreachable, JournalInUse."""
        if seat not in self._open:
            self._open[seat] = SeatSession(seat, self._means)
        self._current = self._open[seat]
        return self._current

    def open_sessions(self) -> list[SeatSession]:
        return list(self._open.values())

    def close(self) -> None:
        for session in self._open.values():
            session.close()
        self._open.clear()
        self._current = None


class Run(Protocol):
    """`command_id`: that of an earlier try whose answer was lost; what was applied then is only answered again."""

    def __call__(self, command: Command, command_id: CommandId | None = None) -> Answer: ...


@dataclass(frozen=True, slots=True)
class DeskEnds:
    """What screens hold on to; each call reaches the seat that is in front then."""

    run: Run
    floor: FloorQuestions
    office: OfficeQuestions
    search: Callable[[str], Sequence[Hit]]
    resolve: Callable[[Scan], Resolved]
    station: "StationWatch"
    catalogue: CatalogueQuestions
    serving: ServingDesk
    counter: CounterQuestions
    till_page: TillPageQuestions
    tills: TillQuestions


class StationWatch:
    """The journals of all open seats, for the lamp."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    @property
    def is_connected(self) -> bool:
        """Whether the server answers the seat in front; one that does not is brought back behind."""
        return self._seats.current.is_connected

    @property
    def waiting(self) -> int:
        return sum(session.waiting for session in self._seats.open_sessions())

    def deliver_waiting(self) -> frozenset[str]:
        """The topics touched by what could be delivered."""
        answers = [answer for session in self._seats.open_sessions() for answer in session.deliver_waiting()]
        return frozenset(topic for answer in answers if answer.event for topic in answer.event.touched())


class _InFront:
    """Asks the same of the seat in front: one of the parts that a session answers with."""

    def __init__(self, seats: Seats, end: str) -> None:
        self._seats = seats
        self._end = end

    def __getattr__(self, name: str) -> object:
        return getattr(getattr(self._seats.current, self._end), name)


def desk_ends(seats: Seats) -> DeskEnds:
    """The ends that stay the same while the seat changes."""
    floor = cast(FloorQuestions, _InFront(seats, "floor"))
    office = cast(OfficeQuestions, _InFront(seats, "office"))
    catalogue = cast(CatalogueQuestions, _InFront(seats, "catalogue"))
    serving = cast(ServingDesk, _InFront(seats, "serving"))
    counter = cast(CounterQuestions, _InFront(seats, "counter"))
    till_page = cast(TillPageQuestions, _InFront(seats, "till_page"))
    tills = cast(TillQuestions, _InFront(seats, "tills"))

    def run(command: Command, command_id: CommandId | None = None) -> Answer:
        return seats.current.run(command, command_id)

    def search(words: str) -> Sequence[Hit]:
        return seats.current.search.search(words)

    def meaning(scan: Scan) -> Resolved:
        return resolve(scan, seats.current.codes)

    watch = StationWatch(seats)
    return DeskEnds(run, floor, office, search, meaning, watch, catalogue, serving, counter, till_page, tills)
