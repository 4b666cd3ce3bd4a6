"""Customers, with what names them in a row of its own."""

from typing import Final

from domain.customers.model import Address, Customer, CustomerKind, PersonalData, UnknownCustomer
from domain.ids import CustomerId
from storage.database import Row
from storage.repositories.base import Desk

CUSTOMER_SQL: Final = (
    "SELECT c.id, c.number, c.kind, c.language, c.vat_id, c.country, p.given_name, p.family_name, p.company, p.email,"
    " p.phone, p.street, p.postcode, p.city"
    " FROM umlauf.customer c JOIN umlauf.customer_personal p ON p.customer_id = c.id"
)


def customer_from(row: Row) -> Customer:
    address = None
    if row["street"] or row["postcode"] or row["city"]:
        address = Address(row["street"], row["postcode"], row["city"], row["country"])
    personal = PersonalData(row["given_name"], row["family_name"], row["company"], row["email"], row["phone"], address)
    return Customer(
        CustomerId(row["id"]), row["number"], CustomerKind(row["kind"]), row["language"], row["vat_id"], personal
    )


class CustomerFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, customer_id: CustomerId) -> Customer:
        """Raises UnknownCustomer."""
        rows = self._desk.rows(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if not rows:
            raise UnknownCustomer(customer=customer_id)
        return customer_from(rows[0])

    def add(self, customer: Customer) -> None:
        personal, address = customer.personal, customer.personal.address
        self._desk.write(
            "INSERT INTO umlauf.customer (id, number, kind, language, vat_id, country, registered_at)"
            " VALUES (%(id)s, %(number)s, %(kind)s, %(language)s, %(vat_id)s, %(country)s, %(at)s)",
            id=customer.id,
            number=customer.number,
            kind=customer.kind,
            language=customer.language,
            vat_id=customer.vat_id,
            country=address.country if address else "DE",
            at=self._desk.context.effective_at,
        )
        self._desk.write(
            "INSERT INTO umlauf.customer_personal"
            " (customer_id, given_name, family_name, company, email, phone, street, postcode, city, search)"
            " VALUES (%(id)s, %(given)s, %(family)s, %(company)s, %(email)s, %(phone)s, %(street)s, %(postcode)s,"
            " %(city)s, %(search)s)",
            id=customer.id,
            given=personal.given_name,
            family=personal.family_name,
            company=personal.company,
            email=personal.email,
            phone=personal.phone,
            street=address.street if address else "",
            postcode=address.postcode if address else "",
            city=address.city if address else "",
            search=search_text(customer),
        )


def search_text(customer: Customer) -> str:
    """What the search field finds a customer by, in lower case."""
    personal = customer.personal
    parts = (personal.given_name, personal.family_name, personal.company, personal.email, customer.number)
    return " ".join(part for part in parts if part).lower()
