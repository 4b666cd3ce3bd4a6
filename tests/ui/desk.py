"""A desk that stands on the small real business, for tests that drive real screens."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from domain.application import Answer, Command, Seat
from domain.assets.resolve import Resolved, resolve
from domain.assets.scan import Scan
from domain.errors import AppError
from domain.handlers import HANDLERS
from domain.ids import CommandId
from reports.papers import Papers
from storage.queries.catalog import CatalogueBook
from storage.queries.codebook import PostgresCodeBook
from storage.queries.counter import CounterBook
from storage.queries.floor import FloorBook
from storage.queries.house import read_house
from storage.queries.office import OfficeBook
from storage.queries.till import Tills
from storage.queries.till_page import TillPage
from storage.serving.desk import CounterDesk
from tests.storage.business import Business, tax_rules
from ui.desk import Desk
from ui.folder import FolderOfPapers


class ShownPapers(FolderOfPapers):
    """Keeps papers as the program does, and remembers what it was asked to show instead of opening a viewer."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.shown: list[Path] = []

    def show(self, path: Path) -> None:
        self.shown.append(path)


@dataclass
class Line:
    """The way to the server, to be cut in a test: `is_kept` lets commands wait, `broken` is what it raises.

    `blind` is what looking up a code raises.
    """

    is_kept: bool = False
    broken: AppError | None = None
    blind: AppError | None = None
    given: list[Command] = field(default_factory=list)


def desk_for(business: Business, seat: Seat, folder: Path, line: Line | None = None) -> Desk:
    """The seat's desk: its own login answers, commands run with all that follows from them.

    Everything but `folder` belongs on the database thread, as in the program.
    """
    way = line or Line()
    database = business.connection(seat)
    book = PostgresCodeBook(database)
    house = read_house(database, tax_rules().table)

    def run(command: Command, command_id: CommandId | None = None) -> Answer:
        way.given.append(command)
        if way.broken is not None:
            raise way.broken
        if way.is_kept:
            return Answer(CommandId(uuid4()), None)
        answer = business.answer(seat, command, command_id)
        if answer.event is not None:
            business.follow(seat, answer.command_id, command, answer.event)
        return answer

    def find(scan: Scan) -> Resolved:
        if way.blind is not None:
            raise way.blind
        return resolve(scan, book)

    serving = CounterDesk(database, HANDLERS, tax_rules(), business.clock)
    business.open_connections.append(serving)
    return Desk(
        run,
        FloorBook(database),
        OfficeBook(database, tax_rules(), business.clock),
        Papers(house.business),
        ShownPapers(folder),
        business.clock,
        find,
        CatalogueBook(database, tax_rules()),
        serving=serving,
        counter=CounterBook(database, tax_rules(), business.clock),
        till_page=TillPage(database),
        tills=Tills(database, business.clock),
    )
