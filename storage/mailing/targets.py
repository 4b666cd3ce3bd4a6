"""Who letters of customers go to today, by mail and by post. For the worker's login."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from domain.business import Recipient
from domain.customers.model import Address
from domain.ids import CustomerId
from domain.messages.rules import Addressee
from storage.database import Database, Row

_SQL: Final = """
    SELECT r.customer_id, r.email, r.name, r.case_id IS NOT NULL AS is_stood_in, coalesce(b.address, '') AS billing,
        CASE WHEN r.case_id IS NULL THEN p.company ELSE '' END AS company,
        CASE WHEN r.case_id IS NULL THEN p.street ELSE k.street END AS street,
        CASE WHEN r.case_id IS NULL THEN p.postcode ELSE k.postcode END AS postcode,
        CASE WHEN r.case_id IS NULL THEN p.city ELSE k.city END AS city,
        CASE WHEN r.case_id IS NULL THEN c.country ELSE coalesce(nullif(k.country, ''), c.country) END AS country
    FROM umlauf.letter_recipient r JOIN umlauf.customer c ON c.id = r.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    LEFT JOIN umlauf.customer_case_contact k ON k.case_id = r.case_id
    LEFT JOIN umlauf.mail_contact b ON b.customer_id = r.customer_id AND b.role = 'billing'
    WHERE r.customer_id = ANY(%(ids)s::uuid[])"""


@dataclass(frozen=True, slots=True)
class Target:
    """`post` None: nobody knows a postal address."""

    addressee: Addressee
    name: str = ""
    post: Recipient | None = None


NOBODY: Final = Target(Addressee(""))


def targets(database: Database, customers: Collection[CustomerId]) -> Mapping[CustomerId, Target]:
    if not customers:
        return {}
    rows = database.read(_SQL, ids=sorted(set(customers)))
    return {CustomerId(row["customer_id"]): _target(row) for row in rows}


def _target(row: Row) -> Target:
    where = Address(row["street"] or "", row["postcode"] or "", row["city"] or "", row["country"])
    is_whole = bool(where.street and where.city)
    post = Recipient(row["name"], row["company"], where) if is_whole else None
    return Target(Addressee(row["email"] or "", row["billing"], row["is_stood_in"]), row["name"], post)
