"""The record of billing runs, and whom a run has to look at."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.billing.run import RunState
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from storage.database import Database

_LOCK: Final = "hashtextextended('billing run ' || %(id)s::text, 0)"
_DUE: Final = (
    "FROM umlauf.contract WHERE next_due_on <= %(as_of)s AND (held_until IS NULL OR held_until <= %(held_on)s)"
    " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s::uuid[]))"
)
_START: Final = (
    "INSERT INTO umlauf.billing_run AS r (id, as_of, state, customers, moved_at)"
    " VALUES (%(id)s, %(as_of)s, 'running', %(customers)s, clock_timestamp())"
    " ON CONFLICT (id) DO UPDATE SET state = 'running', customers = r.customers_done + excluded.customers,"
    " moved_at = clock_timestamp(), finished_at = NULL"
    " WHERE r.end_wanted_at IS NULL AND r.state <> 'cancelled' RETURNING r.id"
)
_WENT_ON: Final = (
    "UPDATE umlauf.billing_run r SET customers_done = r.customers_done + %(customers)s,"
    " invoices = r.invoices + %(documents)s, moved_at = clock_timestamp()"
    " WHERE r.id = %(id)s RETURNING r.end_wanted_at IS NULL AS goes_on"
)
_SUMS: Final = (
    "INSERT INTO umlauf.billing_run_sum (run_id, currency, invoices, credit_notes, net_minor, vat_minor, gross_minor)"
    " SELECT i.run_id, i.currency, count(*) FILTER (WHERE i.kind = 'invoice'),"
    " count(*) FILTER (WHERE i.kind = 'credit_note'), sum(s.sign * i.net_minor), sum(s.sign * i.vat_minor),"
    " sum(s.sign * i.gross_minor) FROM umlauf.invoice i"
    " CROSS JOIN LATERAL (SELECT CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END AS sign) s"
    " WHERE i.run_id = %(id)s GROUP BY i.run_id, i.currency"
    " ON CONFLICT (run_id, currency) DO UPDATE SET invoices = excluded.invoices, credit_notes = excluded.credit_notes,"
    " net_minor = excluded.net_minor, vat_minor = excluded.vat_minor, gross_minor = excluded.gross_minor"
)
_FINISH: Final = (
    "UPDATE umlauf.billing_run r SET finished_at = clock_timestamp(), moved_at = clock_timestamp(), state = %(state)s,"
    " invoices = s.invoices, credit_notes = s.credit_notes,"
    " failed = (SELECT count(*) FROM umlauf.billing_failure f WHERE f.run_id = r.id)"
    " FROM (SELECT coalesce(sum(invoices), 0) AS invoices, coalesce(sum(credit_notes), 0) AS credit_notes"
    " FROM umlauf.billing_run_sum WHERE run_id = %(id)s) s WHERE r.id = %(id)s"
)


class PostgresRunBook:
    """For the worker's login. `domain.billing.run_billing.RunBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, run_id: UUID) -> bool:
        """A lock of this connection: it goes with it, so a killed worker leaves none behind."""
        row = self._database.read_one(f"SELECT pg_try_advisory_lock({_LOCK}) AS got", id=str(run_id))
        return row is not None and bool(row["got"])

    def leave(self, run_id: UUID) -> None:
        if self._database.answers():
            self._database.read(f"SELECT pg_advisory_unlock({_LOCK})", id=str(run_id))

    def start(self, run_id: UUID, as_of: date, customers: int) -> bool:
        return bool(self._database.read(_START, id=run_id, as_of=as_of, customers=customers))

    def count_due(self, as_of: date, only: Sequence[ContractId] = (), held_on: date | None = None) -> int:
        wish = {"as_of": as_of, "held_on": held_on or as_of, "only": list(only) or None}
        row = self._database.read_one(f"SELECT count(DISTINCT customer_id) AS customers {_DUE}", **wish)
        return 0 if row is None else int(row["customers"])

    def due_customers(
        self,
        as_of: date,
        only: Sequence[ContractId] = (),
        held_on: date | None = None,
        *,
        after: CustomerId | None = None,
        most: int,
    ) -> list[CustomerId]:
        """In a steady order, so that parallel runs meet in the same one."""
        rows = self._database.read(
            f"SELECT DISTINCT customer_id {_DUE} AND (%(after)s::uuid IS NULL OR customer_id > %(after)s::uuid)"
            " ORDER BY customer_id LIMIT %(most)s",
            as_of=as_of,
            held_on=held_on or as_of,
            only=list(only) or None,
            after=after,
            most=most,
        )
        return [CustomerId(row["customer_id"]) for row in rows]

    def went_on(self, run_id: UUID, customers: int, documents: int) -> bool:
        rows = self._database.read(_WENT_ON, id=run_id, customers=customers, documents=documents)
        return all(row["goes_on"] for row in rows)

    def leave_out(self, run_id: UUID, customer_id: CustomerId, as_of: date, error: AppError) -> None:
        """Keeps why; told twice, it keeps it once."""
        with self._database.translating() as connection:
            connection.execute(
                "INSERT INTO umlauf.billing_failure (run_id, contract_id, code, facts)"
                " SELECT %(run)s, id, %(code)s, %(facts)s FROM umlauf.contract"
                " WHERE customer_id = %(customer)s AND next_due_on <= %(as_of)s ON CONFLICT DO NOTHING",
                {
                    "run": run_id,
                    "customer": customer_id,
                    "as_of": as_of,
                    "code": error.code,
                    "facts": Jsonb({name: str(value) for name, value in error.facts.items()}),
                },
            )

    def finish(self, run_id: UUID, state: RunState) -> None:
        """Counts what was really written, also by a worker that was killed before it could say so."""
        with self._database.translating() as connection, connection.transaction():
            connection.execute(_SUMS, {"id": run_id})
            connection.execute(_FINISH, {"id": run_id, "state": state})
