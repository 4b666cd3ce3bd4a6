"""Drawn numbers without a document, and those that were made void."""

from typing import Final

from domain.billing.register import MissingNumbers, VoidedNumber, shown_number
from domain.ids import PersonId
from storage.repositories.base import Desk

_NAMED: Final = 200
_SHORT: Final = """
    SELECT s.series, s.next - 1 AS drawn FROM umlauf.number_series s
    LEFT JOIN (SELECT series, count(*) AS n FROM umlauf.invoice GROUP BY series) i ON i.series = s.series
    LEFT JOIN (SELECT series, count(*) AS n FROM umlauf.void_number GROUP BY series) v ON v.series = s.series
    WHERE s.next - 1 <> coalesce(i.n, 0) + coalesce(v.n, 0) ORDER BY s.series"""
_MISSING: Final = """
    SELECT n, count(*) OVER () AS count FROM (
        SELECT n FROM generate_series(1, %(drawn)s::bigint) n
        EXCEPT SELECT series_number FROM umlauf.invoice WHERE series = %(series)s
        EXCEPT SELECT series_number FROM umlauf.void_number WHERE series = %(series)s) missing
    ORDER BY n LIMIT %(most)s"""
_IS_MISSING: Final = """
    SELECT FROM umlauf.number_series s WHERE s.series = %(series)s AND %(number)s BETWEEN 1 AND s.next - 1
        AND NOT EXISTS (SELECT FROM umlauf.invoice i WHERE i.number = %(shown)s)
        AND NOT EXISTS (SELECT FROM umlauf.void_number v WHERE v.series = s.series AND v.series_number = %(number)s)"""


class NumberRegister:
    """The numbers of invoices and credit notes, of one unit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def missing(self) -> list[MissingNumbers]:
        """Only series whose counts differ are looked at number by number."""
        found: list[MissingNumbers] = []
        for short in self._desk.rows(_SHORT):
            rows = self._desk.rows(_MISSING, series=short["series"], drawn=short["drawn"], most=_NAMED)
            if rows:
                numbers = tuple(row["n"] for row in rows)
                found.append(MissingNumbers(short["series"], numbers, rows[0]["count"]))
        return found

    def is_missing(self, series: str, number: int) -> bool:
        shown = shown_number(series, number)
        return bool(self._desk.rows(_IS_MISSING, series=series, number=number, shown=shown))

    def void(self, voided: VoidedNumber, by: PersonId) -> None:
        self._desk.write(
            "INSERT INTO umlauf.void_number (series, series_number, reason, voided_by, voided_at, command_id)"
            " VALUES (%(series)s, %(number)s, %(reason)s, %(by)s, %(at)s, %(command)s)",
            series=voided.series,
            number=voided.number,
            reason=voided.reason,
            by=by,
            at=self._desk.context.effective_at,
            command=self._desk.context.command_id,
        )
