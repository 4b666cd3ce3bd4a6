"""Running contracts with a year behind them: what a nightly run finds in an old business.

Customers, contracts and lines come by COPY in portions, the billed periods by one statement from the lines: a million
contracts need no more memory than a thousand.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.ids import ContractId, ContractLineId, CustomerId, new_uuid
from domain.money import Money
from storage.repositories.catalog import terms_to

Rows = dict[str, list[Sequence[Any]]]
BORN = datetime(2025, 12, 1, 9, tzinfo=UTC)
BILLED_UNTIL = date(2026, 10, 31)
DUE_ON = date(2026, 11, 28)
"""All contracts began in December 2025 and are billed for eleven periods; on this day the twelfth is due for all."""
_PORTION = 500
_PACE = timedelta(seconds=1)
"""Between two contracts."""
_COLUMNS = {
    "customer": "id, number, kind, language, country",
    "customer_personal": "customer_id, given_name, family_name, street, postcode, city, search",
    "contract": "id, number, customer_id, terms, status, concluded_on, start_on, next_due_on",
    "contract_line": "id, contract_id, position, title, kind, vat, means_of_transport",
    "contract_line_version": "line_id, n, price_minor, quantity",
}
_BILLED = (
    "INSERT INTO umlauf.billed_period (contract_line_id, first_day, kind, period, amount_minor, price_minor, quantity,"
    " days, of_days, vat_category, vat_rate, vat_country, vat_reason, currency, invoice_id, invoice_line_id, off_minor,"
    " given_minor, vat_minor)"
    " SELECT l.id, p.first, 'period', daterange(p.first, p.past), v.price_minor, v.price_minor, v.quantity,"
    " p.past - p.first, p.past - p.first, 'S', 19, 'DE', 'seller_country', 'EUR', gen_random_uuid(), gen_random_uuid(),"
    " 0, 0, v.price_minor - round(v.price_minor * 100 / 119.0)"
    " FROM umlauf.contract c JOIN umlauf.contract_line l ON l.contract_id = c.id"
    " JOIN umlauf.contract_line_version v ON v.line_id = l.id"
    " CROSS JOIN generate_series(0, 10) AS month(nr)"
    " CROSS JOIN LATERAL (SELECT (c.start_on + nr * interval '1 month')::date AS first,"
    " (c.start_on + (nr + 1) * interval '1 month')::date AS past) p WHERE p.first <= %(until)s ORDER BY l.id, p.first"
)


@dataclass(frozen=True, slots=True)
class Made:
    """How much was made."""

    customers: int
    contracts: int
    billed_rows: int


def make_contracts(admin_conninfo: str, count: int) -> Made:
    """`count` contracts of two lines each; every fourth customer has two of them.

    Foreign keys and triggers are off meanwhile (session_replication_role), keys and exclusions are not; those of
    `billed_period` are taken away and built again over all rows, which lie in the order of the exclusion's index: in
    any other, looking up each of 22 million rows in it takes hours.
    """
    random = Random(2)
    customers = 0
    with psycopg.connect(admin_conninfo) as admin:
        admin.execute("SET session_replication_role = replica")
        for portion in _portions(random, count):
            for table, rows in portion.items():
                _copy(admin, table, rows)
            customers += len(portion["customer"])
            admin.commit()
    with psycopg.connect(admin_conninfo, autocommit=True) as admin:
        billed = _bill_until(admin)
        for table in (*_COLUMNS, "billed_period"):  # a server that found them empty plans for tables without rows
            admin.execute(f"VACUUM ANALYZE umlauf.{table}")
    return Made(customers, count, billed)


def _bill_until(admin: psycopg.Connection) -> int:
    """The eleven periods of every line; none begins after the 28th of a month, so all of them are a month long."""
    admin.execute("SET session_replication_role = replica")
    admin.execute("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'")
    keys = admin.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'umlauf.billed_period'::regclass"
        " AND contype IN ('p', 'u', 'x')"
    ).fetchall()
    indexes = admin.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'umlauf' AND tablename = 'billed_period'"
        " AND indexname <> ALL(%s)",
        [[name for name, _ in keys]],
    ).fetchall()
    for name, _ in keys:
        admin.execute(f"ALTER TABLE umlauf.billed_period DROP CONSTRAINT {name}")
    for name, _ in indexes:
        admin.execute(f"DROP INDEX umlauf.{name}")
    billed = admin.execute(_BILLED, {"until": BILLED_UNTIL}).rowcount
    for _, definition in indexes:
        admin.execute(definition)
    for name, definition in keys:
        admin.execute(f"ALTER TABLE umlauf.billed_period ADD CONSTRAINT {name} {definition}")
    return billed


def _portions(random: Random, count: int) -> Iterator[Rows]:
    rows: Rows = defaultdict(list)
    owner = _customer(rows, random, 0)
    for number in range(count):
        if number % 5 < 4 and number:
            owner = _customer(rows, random, number)
        _add(rows, _contract(random, owner, number))
        if number % _PORTION == _PORTION - 1:
            yield rows
            rows = defaultdict(list)
    if rows:
        yield rows


def _new_id(random: Random, number: int) -> UUID:
    """As in life: the ids of a customer, of her contracts and their lines were made at about the same time."""
    return new_uuid(BORN + number * _PACE, random.randbytes)


def _customer(rows: Rows, random: Random, number: int) -> CustomerId:
    customer_id = CustomerId(_new_id(random, number))
    rows["customer"].append((customer_id, f"CU-{number:06d}", "consumer", "de", "DE"))
    rows["customer_personal"].append(
        (customer_id, "Jonas", f"Brückner {number}", "Kastanienallee 12", "10435", "Berlin", f"jonas brückner {number}")
    )
    return customer_id


def _contract(random: Random, owner: CustomerId, number: int) -> Contract:
    start_on = date(2025, 12, 1 + random.randrange(28))
    lines = tuple(
        ContractLine(
            ContractLineId(_new_id(random, number)),
            position,
            title,
            kind,
            "standard",
            (LineVersion(None, Money.of(price), Decimal(1)),),
            means_of_transport=kind is LineKind.RENTAL,
        )
        for position, (title, kind, price) in enumerate(
            (("E-Bike Kiez 3 · M", LineKind.RENTAL, "79.00"), ("Diebstahlschutz", LineKind.SERVICE, "9.90")), start=1
        )
    )
    contract_id = ContractId(_new_id(random, number))
    return Contract(
        contract_id,
        f"CT-{number:06d}",
        owner,
        None,
        ContractTerms(),
        lines,
        Status.ACTIVE,
        concluded_on=start_on,
        start_on=start_on,
    )


def _add(rows: Rows, contract: Contract) -> None:
    started = contract.start_on or BILLED_UNTIL
    rows["contract"].append(
        (
            contract.id,
            contract.number,
            contract.customer_id,
            Jsonb(terms_to(contract.terms)),
            contract.status,
            contract.concluded_on,
            started,
            started.replace(year=2026, month=11),
        )
    )
    for line in contract.lines:
        rows["contract_line"].append(
            (line.id, contract.id, line.position, line.title, line.kind, line.vat, line.means_of_transport)
        )
        price, quantity = line.at(started)
        rows["contract_line_version"].append((line.id, 0, price.minor, quantity))


def _copy(admin: psycopg.Connection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    with admin.cursor() as cursor, cursor.copy(f"COPY umlauf.{table} ({_COLUMNS[table]}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
