"""A billing run, from due contracts to numbered invoices with everything that goes with them, against a bare COPY.

Ours: `run_billing` with the worker's gate, batch by batch, on contracts with eleven billed periods behind them. The
floor: psycopg copies the very rows that the run wrote (invoices, recipients, lines, VAT, billed periods, outbox) from
memory into empty tables with the same keys, indexes and exclusion constraints, but without foreign keys and triggers,
in one transaction. A number behind the name measures so many contracts: `bench/billing_run.py 1000000` (about 20 GB of
disk under TMPDIR).
"""

import secrets
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench.house.contracts import DUE_ON, make_contracts
from bench.house.figure import chosen, peak_mb, report, timed
from bench.house.server import founded_server, house_rules
from domain.application import Seat
from domain.billing.run_billing import run_billing
from domain.clock import MovableClock
from domain.handlers import HANDLERS
from storage.billing_runs import PostgresRunBook
from storage.database import Database
from storage.jobs.hand import WorkerHand
from storage.jobs.lanes import Lanes

BUDGET = 5.0
FLOOR_ROUNDS = 3
MANY = 200_000
"""From so many contracts on one round of the floor has to do."""
WRITTEN = ("invoice", "invoice_personal", "invoice_line", "invoice_vat", "billed_period", "outbox")


def run_once(database: Database) -> int:
    """The run of the day; the number of documents."""
    clock = MovableClock(datetime(DUE_ON.year, DUE_ON.month, DUE_ON.day, 3, tzinfo=UTC))
    rules = house_rules()
    lanes = Lanes(lambda: WorkerHand(database.another(), HANDLERS, clock, secrets.token_bytes, rules))
    return run_billing(uuid4(), DUE_ON, PostgresRunBook(database), lanes.run, spread=lanes.spread)


def floor_seconds(admin_conninfo: str, rounds: int) -> float:
    """Median time of copying what the run wrote. Reading the rows again is not counted."""
    times = []
    with (
        psycopg.connect(admin_conninfo, autocommit=True) as admin,
        psycopg.connect(admin_conninfo) as reader,
    ):
        for connection in (admin, reader):  # one waits while the other works
            connection.execute("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0")
        for _ in range(rounds):
            admin.execute("DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench")
            for table in WRITTEN:
                admin.execute(f"CREATE TABLE bench.{table} (LIKE umlauf.{table} INCLUDING ALL)")
            times.append(_copy_all(admin, reader))
    return median(times)


def _as_written(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(psycopg.types.json.Jsonb(value) if isinstance(value, dict) else value for value in row)


def _rows(reader: psycopg.Connection, table: str) -> tuple[str, list[tuple[object, ...]]]:
    """Names of the columns, and all rows as they were written. In memory before the copy begins: a server that takes in
    what was sent while the next rows are fetched would look quicker than it is."""
    new = "WHERE b.invoice_id IN (SELECT id FROM umlauf.invoice)" if table == "billed_period" else ""
    with reader.cursor() as cursor:
        cursor.execute(f"SELECT * FROM umlauf.{table} b {new}")
        names = ", ".join(column.name for column in cursor.description or ())
        return names, [_as_written(row) for row in cursor]


def _copy_all(admin: psycopg.Connection, reader: psycopg.Connection) -> float:
    """Seconds of the copies and the commit. One table at a time is held."""
    seconds = 0.0
    with ExitStack() as transaction:
        transaction.enter_context(admin.transaction())
        for table in WRITTEN:
            names, rows = _rows(reader, table)
            start = perf_counter()
            with admin.cursor() as cursor, cursor.copy(f"COPY bench.{table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            seconds += perf_counter() - start
        start = perf_counter()
        transaction.close()
    return seconds + perf_counter() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else chosen(tiny=60, small=2_000, full=10_000)
    with founded_server() as (server, _):
        made = make_contracts(server.admin_dsn(), count)
        database = Database(server.seat_dsn(Seat.WORKER))
        documents = 0

        def ours() -> None:
            nonlocal documents
            documents = run_once(database)

        before = process_time()
        seconds = timed(ours)
        python = process_time() - before
        peak = peak_mb()
        if documents != made.customers:
            raise RuntimeError(f"{documents} documents for {made.customers} customers")
        again = timed(ours)
        if documents:
            raise RuntimeError("a second run for the same day writes nothing")
        database.close()
        floor = floor_seconds(server.admin_dsn(), FLOOR_ROUNDS if count < MANY else 1)
    beside = {"invoices": made.customers, "again_seconds": again, "python_seconds": python}
    report("billing_run", count, seconds, floor, BUDGET, peak_mb=peak, **beside)


if __name__ == "__main__":
    main()
