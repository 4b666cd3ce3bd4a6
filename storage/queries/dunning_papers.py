"""What the papers about debts say: reminders, instalment plans, hand-overs. For the worker's and the office's login."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.business import Recipient
from domain.collection.model import UnknownCollection
from domain.customers.model import Address
from domain.dunning.instalments import UnknownPlan
from domain.dunning.model import UnknownNotice
from domain.dunning.paper import DebtPaper, DebtRow, DebtSheet, HeldRow, InterestRow, RateRow
from domain.dunning.settings import LetterText, name_in
from domain.money import Currency, Money
from domain.period import ONE_DAY
from storage.database import Database, Row
from storage.queries.office_parts import NAME
from storage.repositories.dunning import PLAN_SQL

_CUSTOMER: Final = f"""
    SELECT c.number, c.language, coalesce({NAME}, '') AS name, coalesce(p.company, '') AS company,
        coalesce(nullif(trim(concat_ws(' ', p.given_name, p.family_name)), ''), '') AS person,
        k.id AS case_id, t.name AS stands_in, coalesce(t.street, p.street, '') AS street,
        coalesce(t.postcode, p.postcode, '') AS postcode, coalesce(t.city, p.city, '') AS city,
        coalesce(nullif(t.country, ''), c.country) AS country
    FROM umlauf.customer c LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id
    LEFT JOIN umlauf.customer_case k ON k.customer_id = c.id AND k.status = 'open'
    LEFT JOIN umlauf.customer_case_contact t ON t.case_id = k.id WHERE c.id = %(id)s"""  # noqa: S608 - constants only
_NOTICE: Final = "SELECT * FROM umlauf.dunning_notice WHERE number = %(number)s"
_NOTICE_ROWS: Final = """
    SELECT i.number, i.issued_on, i.due_on, i.currency, i.gross_minor, n.open_minor, false AS is_claim, n.account
    FROM umlauf.dunning_notice_item n JOIN umlauf.invoice i ON i.id = n.invoice_id WHERE n.notice_id = %(id)s
    ORDER BY i.due_on, i.number"""
ROWS_SQL: Final = """
    SELECT i.id, i.number, i.issued_on, i.due_on, i.currency, i.gross_minor,
        i.gross_minor - coalesce(a.used_minor, 0) AS open_minor, NOT EXISTS (SELECT FROM umlauf.invoice_line l
            WHERE l.invoice_id = i.id AND l.vat_reason <> 'late_payment') AS is_claim
    FROM umlauf.invoice i LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
    WHERE i.id = ANY(%(ids)s) ORDER BY i.due_on, i.number"""
HELD_BY_SQL: Final = """
    SELECT a.id, a.code, k.customer_id, k.id AS contract_id, k.number AS contract,
        d.name || CASE WHEN v.name = '' THEN '' ELSE ' · ' || v.name END AS title
    FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id JOIN umlauf.asset a ON a.id = g.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    WHERE k.customer_id = ANY(%(ids)s::uuid[]) AND upper_inf(g.during) ORDER BY a.code"""
"""Of these customers."""
HELD_SQL: Final = HELD_BY_SQL.replace("ANY(%(ids)s::uuid[])", "%(id)s")
_CASE: Final = """
    SELECT c.*, ARRAY(SELECT i.invoice_id FROM umlauf.collection_item i WHERE i.case_id = c.id) AS invoices
    FROM umlauf.collection_case c WHERE c.id = %(id)s"""


def reminder_sheet(database: Database, number: str) -> tuple[DebtSheet, UUID]:
    """With the letter's id. Raises UnknownNotice."""
    row = database.read_one(_NOTICE, number=number)
    if row is None:
        raise UnknownNotice(notice=number)
    customer = database.read(_CUSTOMER, id=row["customer_id"])[0]
    rows = database.read(_NOTICE_ROWS, id=row["id"])
    currency = Currency(row["currency"])
    names = ("debt_minor", "earlier_minor", "fee_minor", "interest_minor", "lump_minor")
    debt, earlier, fee, claimed, lump_sum = (Money(row[name], currency) for name in names)
    accounts = _accounts(rows) if row["interest_minor"] else ()
    last_day = max((each.last_day for each in accounts), default=row["on_day"])
    sheet = DebtSheet(
        DebtPaper.REMINDER,
        row["number"],
        name_in(customer["language"], LetterText(row["speaks"]), row["level_name"]),
        row["on_day"],
        _recipient(customer),
        customer["language"],
        customer["number"],
        customer["name"],
        tuple(_row(each) for each in rows),
        debt + earlier + fee + claimed + lump_sum,
        row["pay_until"],
        LetterText(row["speaks"]),
        earlier,
        fee,
        claimed,
        lump_sum,
        accounts,
        things=_things(database, row) if row["demands_unit"] else (),
        unknown_from=last_day + ONE_DAY if last_day < row["on_day"] else None,
    )
    return sheet, row["id"]


def instalment_sheet(database: Database, number: str) -> tuple[DebtSheet, UUID]:
    """With the plan's id. Raises UnknownPlan."""
    row = database.read_one(f"{PLAN_SQL} WHERE p.number = %(number)s", number=number)
    if row is None:
        raise UnknownPlan(plan=number)
    customer = database.read(_CUSTOMER, id=row["customer_id"])[0]
    currency = Currency(row["currency"])
    rates = tuple(RateRow(date.fromisoformat(due_on), Money(minor, currency)) for due_on, minor in row["rates"])
    sheet = DebtSheet(
        DebtPaper.INSTALMENTS,
        row["number"],
        "",
        row["agreed_on"],
        _recipient(customer),
        customer["language"],
        customer["number"],
        customer["name"],
        tuple(_row(each) for each in database.read(ROWS_SQL, ids=row["invoices"])),
        Money(row["total_minor"], currency),
        rates=rates,
    )
    return sheet, row["id"]


def hand_over_sheet(database: Database, case_id: UUID, language: str = "de") -> DebtSheet:
    """As it stands when it is asked for. Raises UnknownCollection."""
    row = database.read_one(_CASE, id=case_id)
    if row is None:
        raise UnknownCollection(case=case_id)
    customer = database.read(_CUSTOMER, id=row["customer_id"])[0]
    rows = tuple(_row(each) for each in database.read(ROWS_SQL, ids=row["invoices"]))
    currency = Currency(row["currency"])
    return DebtSheet(
        DebtPaper.HAND_OVER,
        row["number"],
        row["partner"],
        row["proposed_on"],
        Recipient("", row["partner"], Address("", "", "")),
        language,
        customer["number"],
        customer["name"],
        rows,
        Money(sum(each.open.minor for each in rows), currency),
        things=_things(database, row),
    )


def _row(row: Row) -> DebtRow:
    currency = Currency(row["currency"])
    amounts = (Money(row["gross_minor"], currency), Money(row["open_minor"], currency))
    return DebtRow(row["number"], row["issued_on"], row["due_on"], *amounts, row["is_claim"])


def _accounts(rows: list[Row]) -> tuple[InterestRow, ...]:
    return tuple(
        InterestRow(
            row["number"],
            date.fromisoformat(first),
            date.fromisoformat(last),
            Money(minor, Currency(row["currency"])),
            Decimal(percent),
        )
        for row in rows
        for first, last, minor, percent in row["account"]
    )


def _things(database: Database, row: Row) -> tuple[HeldRow, ...]:
    held = database.read(HELD_SQL, id=row["customer_id"])
    return tuple(HeldRow(each["code"], each["title"], each["contract"]) for each in held)


def _recipient(customer: Row) -> Recipient:
    """Whoever stands in for the customer, where somebody does."""
    address = Address(customer["street"], customer["postcode"], customer["city"], customer["country"] or "DE")
    if customer["case_id"] is not None:
        return Recipient(customer["stands_in"] or "", "", address)
    return Recipient(customer["person"], customer["company"], address)
