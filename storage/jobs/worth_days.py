"""Keeps what contracts are worth a month, so that the owner's numbers are there at once. Repeating it does nothing."""

from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.tax import TaxRules
from storage.database import Database
from storage.queries.kpis.worth import AHEAD, Reckoned, mark_of, range_text, reckoned, stale
from storage.repositories.base import plain_array

_BATCH: Final = 500
_FORGET: Final = (
    "DELETE FROM umlauf.contract_worth WHERE contract_id = ANY(%(ids)s::uuid[])",
    "DELETE FROM umlauf.contract_reckoned WHERE contract_id = ANY(%(ids)s::uuid[])",
)
_WORTH: Final = (
    "COPY umlauf.contract_worth (contract_line_id, first_day, days, contract_id, customer_id, currency, monthly_minor)"
    " FROM STDIN"
)
_STATE: Final = "COPY umlauf.contract_reckoned (contract_id, version, customer_changes, rules, until_on) FROM STDIN"


def keep_worth(day: date, database: Database, rules: TaxRules) -> int:
    """Of how many contracts it was reckoned anew. Each batch is one transaction; what was kept before stays readable.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    ids = stale(database.read, rules, day)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        found = list(reckoned(database.read, batch, rules, day + AHEAD))
        _keep(batch, found, mark_of(rules), database)
    return len(ids)


def _keep(ids: list[UUID], found: list[Reckoned], mark: str, database: Database) -> None:
    with database.translating() as connection, connection.transaction():
        for forget in _FORGET:
            connection.execute(forget, {"ids": plain_array(ids)})
        with connection.cursor().copy(_WORTH) as copy:
            for one in found:
                for worth in one.valued.worth:
                    days = range_text(worth.days.start, worth.days.end)
                    whose = (one.contract_id, one.customer_id, one.currency)
                    copy.write_row((worth.line_id, worth.days.start, days, *whose, worth.monthly.minor))
        with connection.cursor().copy(_STATE) as copy:
            for one in found:
                until = one.valued.reckoned_until
                copy.write_row((one.contract_id, one.version, one.customer_changes, mark, until))
