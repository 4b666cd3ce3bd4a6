"""The owner's key figures of a year: how recurring revenue moved in twelve months, customer by customer, against the
bare sums of those thirteen days.

Contracts are worth what the worker kept of them in a night (`storage/jobs/worth_days.py`); how long that first night
takes stands beside it, and the whole page: revenue, cohorts, products, things, counts, collecting, risks.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house.contracts import make_contracts
from bench.house.figure import chosen, report, side_by_side, timed
from bench.house.server import founded_server, house_rules
from domain.application import Seat
from domain.clock import MovableClock
from domain.period import add_months
from storage.database import Database
from storage.embedded import EmbeddedServer
from storage.jobs.worth_days import keep_worth
from storage.queries.kpis.book import Kpis

BUDGET = 1.0
ROUNDS = 5
WEEKS = 12
DAY = date(2026, 11, 28)
FIRST = date(2025, 12, 1)
MARKS = (*(add_months(FIRST, n) for n in range(12)), DAY)
_SUM = (
    "SELECT day, sum(w.monthly_minor), count(DISTINCT w.customer_id) FROM unnest(%(days)s::date[]) day"
    " JOIN umlauf.contract_worth w ON w.days @> day GROUP BY day"
)


def kept(server: EmbeddedServer) -> float:
    """Seconds of the night that reckons all contracts for the first time."""
    worker = Database(server.seat_dsn(Seat.WORKER))
    rules = house_rules().tax
    seconds = timed(lambda: keep_worth(DAY, worker, rules))
    worker.close()
    return seconds


def whole_page(kpis: Kpis) -> None:
    """All that the three parts of the page ask."""
    kpis.movements(MARKS)
    kpis.movements((MARKS[0], MARKS[-1]))
    kpis.cohorts(FIRST, DAY)
    kpis.products(DAY)
    kpis.fleet(FIRST, DAY)
    kpis.counted(FIRST, DAY)
    kpis.collected(FIRST, DAY)
    kpis.at_risk(DAY)
    kpis.coming_back(DAY, WEEKS)


def main() -> None:
    contracts = int(sys.argv[1]) if len(sys.argv) > 1 else chosen(tiny=60, small=5_000, full=100_000)
    with founded_server() as (server, _):
        make_contracts(server.admin_dsn(), contracts)
        night = kept(server)
        database = Database(server.seat_dsn(Seat.OWNER))
        clock = MovableClock(datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC))
        kpis = Kpis(database, house_rules().tax, clock)

        def ours(_number: int) -> None:
            if not all(month.is_whole for month in kpis.movements(MARKS)):
                raise RuntimeError("what moved does not explain the difference")

        def floor(_number: int) -> None:
            if not database.read(_SUM, days=list(MARKS)):
                raise RuntimeError("nothing is worth anything")

        ours(0)
        floor(0)
        seconds, floor_seconds = side_by_side(ROUNDS, ours, floor)
        page = min(timed(lambda: whole_page(kpis)) for _ in range(2))
        database.close()
    report("kpis", contracts, seconds, floor_seconds, BUDGET, page_seconds=page, first_night_seconds=night)


if __name__ == "__main__":
    main()
