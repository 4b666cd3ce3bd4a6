"""Bills that are due and not written yet: they wait for review, or a person holds them back."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from domain.billing.preview_run import LastBill, Oddity, RunLine, preview_accounts
from domain.billing.run import Account
from domain.billing.tax import TaxRules
from domain.ids import ContractId, CustomerId
from domain.money import Currency, Money
from domain.settings.billing import BillingSettings
from domain.views.billing import Held, ReviewPart, ReviewRow
from storage.database import Database, Row
from storage.queries.office_parts import NAME
from storage.repositories.base import plain_array
from storage.repositories.billing import due_accounts
from storage.repositories.settings import house_from

REVIEWED_CUSTOMERS: Final = 250
_WAITING: Final = f"""
    SELECT k.id, k.number, k.customer_id, k.next_due_on, k.held_until, k.terms->>'currency' AS currency,
        {NAME} AS customer, h.reason, h.who
    FROM umlauf.contract k
    JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id
    LEFT JOIN LATERAL (SELECT b.reason, w.name AS who
        FROM umlauf.billing_hold b JOIN umlauf.person w ON w.id = b.held_by
        WHERE b.contract_id = k.id AND k.held_until IS NOT NULL ORDER BY b.n DESC LIMIT 1) h ON true
    WHERE k.customer_id IN (
        SELECT DISTINCT customer_id FROM umlauf.contract
        WHERE ((%(waits)s AND next_due_on <= %(day)s) OR held_until > %(day)s)
            AND (%(after)s::uuid IS NULL OR customer_id > %(after)s) ORDER BY customer_id LIMIT %(limit)s)
        AND ((%(waits)s AND k.next_due_on <= %(day)s) OR k.held_until > %(day)s)
    ORDER BY k.customer_id, k.number"""  # noqa: S608 - constants only
_LAST: Final = """
    SELECT DISTINCT ON (k.contract_id) k.contract_id, i.issued_on, i.currency,
        sum(CASE i.kind WHEN 'credit_note' THEN -l.net_minor ELSE l.net_minor END) AS net_minor
    FROM umlauf.contract_line k
    JOIN umlauf.invoice_line l ON l.contract_line_id = k.id
    JOIN umlauf.invoice i ON i.id = l.invoice_id
    WHERE k.contract_id = ANY(%(ids)s::uuid[]) AND i.issued_on <= %(day)s
    GROUP BY k.contract_id, i.issued_on, i.currency ORDER BY k.contract_id, i.issued_on DESC"""
_HELD: Final = """
    SELECT k.held_until, b.reason, w.name AS who FROM umlauf.contract k
    JOIN umlauf.billing_hold b ON b.contract_id = k.id JOIN umlauf.person w ON w.id = b.held_by
    WHERE k.id = %(id)s AND k.held_until > %(day)s ORDER BY b.n DESC LIMIT 1"""


def last_bills(database: Database, accounts: Iterable[Account], day: date) -> dict[ContractId, LastBill]:
    """Of each contract the newest bill up to `day`; nothing for those that never had one."""
    contracts = [due.contract.id for account in accounts for due in account.contracts]
    rows = database.read(_LAST, ids=plain_array(contracts), day=day) if contracts else []
    return {
        ContractId(row["contract_id"]): LastBill(
            row["issued_on"], Money(int(row["net_minor"]), Currency(row["currency"]))
        )
        for row in rows
    }


def held_bills(database: Database, contract_id: UUID, day: date) -> Held | None:
    """None: runs bill the contract."""
    row = database.read_one(_HELD, id=contract_id, day=day)
    return None if row is None else Held(row["held_until"], row["reason"], row["who"])


def review_part(database: Database, rules: TaxRules, day: date, after: CustomerId | None) -> ReviewPart:
    """What each waiting contract would be billed today; those held back are among them, also with nothing due."""
    house = house_from(database.read)
    waits = house.settings.review_days > 0
    rows = database.read(_WAITING, waits=waits, day=day, after=after, limit=REVIEWED_CUSTOMERS)
    customers = list(dict.fromkeys(CustomerId(row["customer_id"]) for row in rows))
    accounts = due_accounts(database.read, customers, day, date.max)
    part = preview_accounts(accounts, last_bills(database, accounts, day), rules, day, house=house, issued_on=day)
    lines = {line.contract_id: line for line in part.lines}
    found = (_row(row, lines, house.settings, day) for row in rows)
    is_full = len(customers) == REVIEWED_CUSTOMERS
    return ReviewPart(
        tuple(row for row in found if row is not None),
        house.settings.review_days,
        len(customers),
        customers[-1] if is_full else None,
    )


def _row(row: Row, lines: Mapping[ContractId, RunLine], settings: BillingSettings, day: date) -> ReviewRow | None:
    """None: it was looked at for nothing, there is nothing to bill."""
    contract_id, due_since = ContractId(row["id"]), row["next_due_on"]
    is_held = row["held_until"] is not None and row["held_until"] > day
    line = lines.get(contract_id)
    if line is None and not is_held:
        return None
    night = day + timedelta(days=1)
    waits_until = night if due_since is None else max(settings.written_on(due_since), night)
    if not is_held:
        return None if line is None else ReviewRow(line, due_since, waits_until)
    held = Held(row["held_until"], row["reason"] or "", row["who"] or "")
    return ReviewRow(line or _nothing_due(row), due_since, max(waits_until, held.until), held)


def _nothing_due(row: Row) -> RunLine:
    nothing = Money(0, Currency(row["currency"]))
    customer_id = CustomerId(row["customer_id"])
    return RunLine(ContractId(row["id"]), row["number"], customer_id, row["customer"], nothing, None, 0, Oddity.USUAL)
