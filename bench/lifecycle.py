"""The page of one thing and its whole life, in a ledger of a million events against one of ten thousand.

The owner's page, that is with money: head, holders, revenue, costs, and its timeline: 25 events, the invoices of the
time that it was out. The same things are asked for in both
ledgers, in turns, every page once. How the ledgers are made stands in `house/ledger.sql`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench.house.figure import chosen, report, side_by_side
from bench.house.server import clone, founded_server
from domain.application import Seat
from domain.views.lifecycle import LifeOf, LifeQuestion, Teller
from storage.database import Database
from storage.embedded import EmbeddedServer
from storage.queries.floor import FloorBook

BUDGET = 1.5
EVENTS_EACH = 25
FEW = 400
"""Things in the small ledger: ten thousand events."""
WARM_UP = 10


def book(server: EmbeddedServer, name: str, things: int) -> tuple[Database, FloorBook]:
    """A copy of the house with so many things in its ledger, seen from the owner's seat."""
    clone(server, name)
    with psycopg.connect(server.admin_dsn(name), autocommit=True) as admin:
        script = Path(__file__).parent / "house" / "ledger.sql"
        admin.execute(script.read_text(encoding="utf-8").format(assets=things))
        admin.execute("VACUUM ANALYZE")
    database = Database(server.seat_dsn(Seat.OWNER, name))
    return database, FloorBook(database)


def main() -> None:
    few, many = chosen(tiny=40, small=FEW, full=FEW), chosen(tiny=80, small=4_000, full=40_000)
    with founded_server() as (server, _):
        of_few, small_book = book(server, "few", few)
        of_many, large_book = book(server, "many", many)

        def page(of: FloorBook, number: int) -> None:
            found = of.asset(f"RB-{number % few + 1:06d}-X")
            life = of.life.page(LifeQuestion(LifeOf.ASSET, found.row.id)).rows
            events = [row for row in life if row.teller is Teller.LEDGER]
            if len(events) != EVENTS_EACH or len(life) <= EVENTS_EACH or found.money is None:
                raise RuntimeError("a page without its life")

        for number in range(WARM_UP):
            page(small_book, number)
            page(large_book, number)
        ours, floor = side_by_side(
            few, lambda n: page(large_book, n + WARM_UP), lambda n: page(small_book, n + WARM_UP)
        )
        of_few.close()
        of_many.close()
    report("lifecycle", many * EVENTS_EACH, ours, floor, BUDGET, floor_events=few * EVENTS_EACH)


if __name__ == "__main__":
    main()
