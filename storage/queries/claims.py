"""What is open between the house and a customer who died or is insolvent."""

from datetime import date
from typing import Final

from domain.business import Recipient
from domain.customers.model import Address
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.losses.cases import CustomerCase
from domain.losses.claims_sheet import ClaimsSheet, HeldThing, OpenClaim
from domain.losses.settings import LossSettings
from domain.losses.worth import residual_of
from domain.money import Currency, Money
from storage.database import Database, Row
from storage.queries.office_parts import NAME
from storage.repositories.losses import IN_USE_SQL, in_use_from

_CLAIMS: Final = """
    SELECT i.number, i.issued_on, i.due_on, i.currency, i.gross_minor,
        i.gross_minor - coalesce((SELECT sum(s.settled_minor) FROM umlauf.settlement s
            WHERE s.invoice_id = i.id AND s.booked_on <= %(day)s), 0)::bigint AS open_minor,
        (SELECT string_agg(DISTINCT k.number, ', ') FROM umlauf.invoice_line l JOIN umlauf.contract k
            ON k.id = l.contract_id WHERE l.invoice_id = i.id) AS contracts
    FROM umlauf.invoice i WHERE i.customer_id = %(id)s AND i.kind = 'invoice' AND i.issued_on <= %(day)s
    ORDER BY i.issued_on, i.number"""
_CUSTOMER: Final = f"""
    SELECT c.number, c.language, coalesce({NAME}, '') AS name FROM umlauf.customer c
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id WHERE c.id = %(id)s"""  # noqa: S608 - constants only
_HELD: Final = """
    SELECT a.id, a.code, k.number AS contract,
        d.name || CASE WHEN v.name = '' THEN '' ELSE ' · ' || v.name END AS title
    FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id JOIN umlauf.asset a ON a.id = g.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    WHERE k.customer_id = %(id)s AND upper_inf(g.during) ORDER BY a.code"""


def open_claims(database: Database, customer_id: CustomerId, day: date) -> tuple[OpenClaim, ...]:
    """What was open at the end of that day, the oldest first."""
    found: list[OpenClaim] = []
    for row in database.read(_CLAIMS, id=customer_id, day=day):
        if row["open_minor"] > 0:
            gross, left = (Money(row[name], Currency(row["currency"])) for name in ("gross_minor", "open_minor"))
            found.append(OpenClaim(row["number"], row["issued_on"], row["due_on"], gross, left, row["contracts"] or ""))
    return tuple(found)


def claims_sheet(database: Database, case: CustomerCase, rules: LossSettings, today: date) -> ClaimsSheet:
    """`today`: the day it is made, and on which the things are worth what it says."""
    [customer] = database.read(_CUSTOMER, id=case.customer_id)
    return ClaimsSheet(
        case.number,
        case.kind,
        case.since_on,
        today,
        case.reference,
        customer["number"],
        customer["name"],
        _recipient(case),
        customer["language"],
        open_claims(database, case.customer_id, case.since_on),
        tuple(_thing(database, row, rules, today) for row in database.read(_HELD, id=case.customer_id)),
    )


def _thing(database: Database, row: Row, rules: LossSettings, day: date) -> HeldThing:
    try:
        worth = residual_of(in_use_from(database.read(IN_USE_SQL, id=row["id"])[0]), day, rules)
    except RuleViolation:
        worth = None
    return HeldThing(row["code"], row["title"], row["contract"], worth)


def _recipient(case: CustomerCase) -> Recipient:
    contact = case.contact
    if contact is None:
        return Recipient("", "", Address("", "", ""))
    return Recipient(contact.name, "", contact.address or Address(contact.email, "", "", ""))
