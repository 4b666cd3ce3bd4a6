"""What became of money that was asked for: paid at the first attempt, at a later one, or not at all."""

from datetime import date
from typing import Final

from domain.contracts.payment import PaymentMethod
from domain.money import EUR
from domain.payments.reasons import ReasonClass
from domain.views.kpis import CollectedRow
from storage.database import Database

_COLLECTED: Final = """
    WITH told AS (
        SELECT a.id, a.invoice_id, a.kind, a.planned_at, s.n, s.step, s.on_day, s.reason_class
        FROM umlauf.payment_attempt a JOIN umlauf.payment_attempt_step s ON s.payment_attempt_id = a.id
        WHERE s.step IN ('settle', 'fail', 'return') AND s.on_day < %(past)s AND a.currency = %(currency)s
    ), ended AS (
        SELECT DISTINCT ON (id) id, invoice_id, step FROM told ORDER BY id, n DESC
    ), failed AS (
        SELECT DISTINCT ON (id) id, reason_class FROM told WHERE step <> 'settle' ORDER BY id, n
    ), first AS (
        SELECT DISTINCT ON (invoice_id) invoice_id, id, kind, on_day FROM told ORDER BY invoice_id, planned_at, id, n
    ), paid AS (
        SELECT DISTINCT invoice_id FROM ended WHERE step = 'settle'
    )
    SELECT date_trunc('month', f.on_day)::date AS month, f.kind, r.reason_class AS reason, count(*) AS invoices,
        count(*) FILTER (WHERE e.step = 'settle') AS paid_first,
        count(*) FILTER (WHERE e.step <> 'settle' AND p.invoice_id IS NOT NULL) AS paid_later
    FROM first f JOIN ended e ON e.id = f.id LEFT JOIN failed r ON r.id = f.id
    LEFT JOIN paid p ON p.invoice_id = f.invoice_id
    WHERE f.on_day >= %(first)s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 NULLS FIRST"""
"""An attempt is what its last step before the day says, so that figures of a day stay what they were on it."""


def collected(database: Database, start_on: date, end_on: date) -> list[CollectedRow]:
    """The oldest month first."""
    return [
        CollectedRow(
            row["month"],
            PaymentMethod(row["kind"]),
            None if row["reason"] is None else ReasonClass(row["reason"]),
            row["invoices"],
            row["paid_first"],
            row["paid_later"],
        )
        for row in database.read(_COLLECTED, first=start_on, past=end_on, currency=EUR)
    ]
