"""What is free when, of 200 kinds of things with all its reasons, against a bare count of the same things by state and
end of contract.

The list of the back office in a house of 100,000 things and as many contracts: one question for the facts of all kinds
on the page, and a forecast of each. Beside it: the calendar of one kind, and from when on two of it are there for an
order. How the house is made stands in `house/fleet.sql`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench.house.figure import chosen, report, side_by_side, timed
from bench.house.server import founded_server
from domain.application import Seat
from hardware.clock import SystemClock
from storage.database import Database
from storage.embedded import EmbeddedServer
from storage.queries.availability import Availability

BUDGET = 5.0
KINDS = 200
ROUNDS = 12
WARM_UP = 2
_COUNT = (
    "SELECT a.variant_id, a.status, count(*), min(coalesce(l.end_on, k.end_on)) FROM umlauf.asset a"
    " JOIN umlauf.variant v ON v.id = a.variant_id"
    " LEFT JOIN umlauf.assignment g ON g.asset_id = a.id AND upper_inf(g.during)"
    " LEFT JOIN umlauf.contract_line l ON l.id = g.contract_line_id LEFT JOIN umlauf.contract k ON k.id = l.contract_id"
    " WHERE v.sku LIKE 'DING-%%' GROUP BY 1, 2"
)


def filled(server: EmbeddedServer, assets: int, kinds: int) -> None:
    script = Path(__file__).parent / "house" / "fleet.sql"
    with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
        admin.execute(script.read_text(encoding="utf-8").format(assets=assets, kinds=kinds))
        admin.execute("VACUUM ANALYZE")


def main() -> None:
    assets = chosen(tiny=400, small=10_000, full=100_000)
    kinds = chosen(tiny=20, small=KINDS, full=KINDS)
    with founded_server() as (server, _):
        filled(server, assets, kinds)
        database = Database(server.seat_dsn(Seat.BACKOFFICE))
        book = Availability(database, SystemClock())

        def ours(_number: int) -> None:
            rows = book.kinds("", KINDS)
            if len(rows) != kinds or not any(row.free for row in rows) or not any(row.reserved for row in rows):
                raise RuntimeError("a list without its kinds")

        def floor(_number: int) -> None:
            if len(database.read(_COUNT)) < kinds:
                raise RuntimeError("nothing to count")

        for number in range(WARM_UP):
            ours(number)
            floor(number)
        seconds, floor_seconds = side_by_side(ROUNDS, ours, floor)
        page = book.kind("DING-1")
        calendar = min(timed(lambda: book.kind("DING-1")) for _ in range(3))
        earliest = min(timed(lambda: book.earliest([(page.row.variant_id, 2)])) for _ in range(3))
        database.close()
    report("availability", assets, seconds, floor_seconds, BUDGET, calendar_seconds=calendar, earliest_seconds=earliest)


if __name__ == "__main__":
    main()
