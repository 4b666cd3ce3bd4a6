"""What contracts are worth a month: kept by the worker, and reckoned anew for those that changed since.

A figure is never older than the timeline: whoever reads takes what is kept of the unchanged, and reckons the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from domain.billing.tax import BillingParty, TaxRules
from domain.customers.model import CustomerKind
from domain.errors import AppError
from domain.ids import CustomerId
from domain.kpis.value import Valued, worth_of
from domain.money import Currency
from storage.database import Database, Row
from storage.repositories.base import plain_array
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CHANGES_SQL, timelines_from

AHEAD: Final = timedelta(days=400)
"""How far beyond a day that is asked for the kept values reach."""
_PAGE: Final = 500
_STALE: Final = """
    SELECT k.id FROM umlauf.contract k
    LEFT JOIN umlauf.contract_reckoned r ON r.contract_id = k.id
    LEFT JOIN (SELECT customer_id, count(*) AS n FROM umlauf.customer_change GROUP BY customer_id) c
        ON c.customer_id = k.customer_id
    WHERE k.start_on IS NOT NULL AND (r.contract_id IS NULL OR r.version <> k.version
        OR r.customer_changes <> coalesce(c.n, 0) OR r.rules <> %(rules)s OR r.until_on <= %(until)s)
    ORDER BY k.id"""
_CONTRACTS: Final = """
    SELECT k.*, c.kind AS customer_kind, c.vat_id, c.country FROM umlauf.contract k
    JOIN umlauf.customer c ON c.id = k.customer_id WHERE k.id = ANY(%(ids)s::uuid[])"""

Read = Callable[..., list[Row]]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One contract's worth, with the state it was reckoned from."""

    contract_id: UUID
    customer_id: UUID
    currency: Currency
    version: int
    customer_changes: int
    valued: Valued


def mark_of(rules: TaxRules) -> str:
    """Another VAT table, or another seller, is another mark."""
    return sha256(repr(rules).encode()).hexdigest()[:16]


def stale(read: Read, rules: TaxRules, until: date) -> list[UUID]:
    """The contracts whose kept worth is missing, older than they are, or does not reach beyond `until`."""
    return [row["id"] for row in read(_STALE, rules=mark_of(rules), until=until)]


def reckoned(read: Read, ids: Sequence[UUID], rules: TaxRules, until: date) -> Iterator[Reckoned]:
    """In pages. A contract that no rate of VAT is known for is worth nothing: the run says why."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        rows = read(_CONTRACTS, ids=plain_array(page))
        lines = read(CONTRACT_LINES, ids=list(page))
        customers = {row["customer_id"]: row for row in rows}
        changes = read(CHANGES_SQL, ids=plain_array(customers))
        known = timelines_from(changes)
        counts: dict[UUID, int] = {}
        for change in changes:
            counts[change["customer_id"]] = counts.get(change["customer_id"], 0) + 1
        for contract in contracts_from(rows, lines):
            timeline = known.get(contract.customer_id)
            party = _party(customers[contract.customer_id]) if timeline is None else timeline.party()
            try:
                valued = worth_of(contract, party, rules, until)
            except AppError:
                valued = Valued((), until)
            yield Reckoned(
                contract.id,
                contract.customer_id,
                contract.terms.currency,
                contract.version,
                counts.get(contract.customer_id, 0),
                valued,
            )


def _party(row: Row) -> BillingParty:
    return BillingParty(
        CustomerId(row["customer_id"]), CustomerKind(row["customer_kind"]), row["country"], row["vat_id"]
    )


WORTH: Final = """worth AS (
        SELECT w.contract_line_id, w.contract_id, w.customer_id, w.days, w.monthly_minor FROM umlauf.contract_worth w
        WHERE w.currency = %(currency)s AND NOT w.contract_id = ANY(%(fresh)s::uuid[])
        UNION ALL
        SELECT * FROM unnest(%(lines)s::uuid[], %(contracts)s::uuid[], %(customers)s::uuid[], %(days)s::daterange[],
            %(minors)s::bigint[])
    )"""
"""Begins every question: `WITH {WORTH}, …`, asked with `Worths.values`."""


@dataclass(slots=True)
class Worths:
    """All there is to ask of, as it is now: what is kept and, in `values`, what changed since."""

    values: dict[str, object] = field(default_factory=dict)

    @classmethod
    def now(cls, database: Database, rules: TaxRules, until: date, currency: Currency) -> "Worths":
        """`until`: the last day that is going to be asked for."""
        ids = stale(database.read, rules, until)
        lines: list[UUID] = []
        contracts: list[UUID] = []
        customers: list[UUID] = []
        days: list[str] = []
        minors: list[int] = []
        for one in reckoned(database.read, ids, rules, until + AHEAD):
            if one.currency != currency:
                continue
            for worth in one.valued.worth:
                lines.append(worth.line_id)
                contracts.append(one.contract_id)
                customers.append(one.customer_id)
                days.append(f'"{range_text(worth.days.start, worth.days.end)}"')
                minors.append(worth.monthly.minor)
        return cls(
            {
                "currency": currency,
                "fresh": plain_array(ids),
                "lines": plain_array(lines),
                "contracts": plain_array(contracts),
                "customers": plain_array(customers),
                "days": f"{{{','.join(days)}}}",
                "minors": f"{{{','.join(map(str, minors))}}}",
            }
        )


def range_text(start: date, end: date | None) -> str:
    """As Postgres reads a half-open range of days."""
    return f"[{start.isoformat()},{'' if end is None else end.isoformat()})"
