"""The record of billing runs, and whom a run has to look at."""

from datetime import date
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.errors import AppError
from domain.ids import CustomerId
from storage.database import Database


class PostgresRunBook:
    """For the worker's login. `domain.billing.run_billing.RunBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, run_id: UUID, as_of: date) -> None:
        with self._database.translating() as connection:
            connection.execute(
                "INSERT INTO umlauf.billing_run (id, as_of) VALUES (%(id)s, %(as_of)s) ON CONFLICT (id) DO NOTHING",
                {"id": run_id, "as_of": as_of},
            )

    def due_customers(self, as_of: date) -> list[CustomerId]:
        """In a steady order, so that parallel runs meet in the same one."""
        rows = self._database.read(
            "SELECT DISTINCT customer_id FROM umlauf.contract WHERE next_due_on <= %(as_of)s ORDER BY customer_id",
            as_of=as_of,
        )
        return [CustomerId(row["customer_id"]) for row in rows]

    def leave_out(self, run_id: UUID, customer_id: CustomerId, error: AppError) -> None:
        """Keeps why; told twice, it keeps it once."""
        with self._database.translating() as connection:
            connection.execute(
                "INSERT INTO umlauf.billing_failure (run_id, contract_id, code, facts)"
                " SELECT %(run)s, id, %(code)s, %(facts)s FROM umlauf.contract"
                " WHERE customer_id = %(customer)s AND next_due_on IS NOT NULL ON CONFLICT DO NOTHING",
                {
                    "run": run_id,
                    "customer": customer_id,
                    "code": error.code,
                    "facts": Jsonb({name: str(value) for name, value in error.facts.items()}),
                },
            )

    def finish(self, run_id: UUID) -> None:
        with self._database.translating() as connection:
            connection.execute(
                "UPDATE umlauf.billing_run r SET finished_at = clock_timestamp(),"
                " invoices = (SELECT count(*) FROM umlauf.invoice i WHERE i.run_id = r.id),"
                " failed = (SELECT count(*) FROM umlauf.billing_failure f WHERE f.run_id = r.id) WHERE r.id = %(id)s",
                {"id": run_id},
            )
