"""Customers, with what names them in a row of its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from domain.customers.model import Address, Customer, CustomerKind, PersonalData, StatusChange, UnknownCustomer
from domain.customers.timeline import CustomerChange, CustomerState, CustomerTimeline, timeline_of
from domain.ids import CustomerId
from domain.spelling import findable
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


CHANGES_SQL: Final = (
    "SELECT c.customer_id, c.n, c.from_on, c.kind, c.country, c.vat_id, c.checked_on, c.check_reference, c.reason,"
    " a.street, a.postcode, a.city FROM umlauf.customer_change c"
    " LEFT JOIN umlauf.customer_address a ON (a.customer_id, a.n) = (c.customer_id, c.n)"
    " WHERE c.customer_id = ANY(%(ids)s::uuid[]) ORDER BY c.customer_id, c.n"
)
"""What is known over time of those who ever changed; nothing of the others, who are nearly all."""
_EVER: Final = date.min
_LOOK_AGAIN: Final = (
    "UPDATE umlauf.contract SET next_due_on = least(%(today)s, start_on)"
    " WHERE customer_id = %(id)s AND start_on IS NOT NULL RETURNING id"
)


def timelines_from(rows: Sequence[Row]) -> dict[CustomerId, CustomerTimeline]:
    """By customer, from the rows of CHANGES_SQL."""
    by_customer: dict[CustomerId, list[Row]] = defaultdict(list)
    for row in rows:
        by_customer[CustomerId(row["customer_id"])].append(row)
    return {
        customer_id: CustomerTimeline(customer_id, _state(found[0]), tuple(_change(found, row) for row in found[1:]))
        for customer_id, found in by_customer.items()
    }


def _state(row: Row) -> CustomerState:
    return CustomerState(CustomerKind(row["kind"]), row["country"], row["vat_id"], _address(row, row["country"]))


def _change(found: Sequence[Row], row: Row) -> CustomerChange:
    kind = None if row["kind"] is None else CustomerKind(row["kind"])
    status = StatusChange(row["from_on"], kind, row["country"], row["vat_id"])
    address = _address(row, row["country"] or found[0]["country"])
    return CustomerChange(status, address, row["reason"], row["checked_on"], row["check_reference"])


def _address(row: Row, country: str) -> Address | None:
    return Address(row["street"], row["postcode"], row["city"], country) if row["street"] is not None else None


class CustomerFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._own: dict[CustomerId, Customer] = {}

    def get(self, customer_id: CustomerId) -> Customer:
        """As this very command took them in, or where it had them move to today. Raises UnknownCustomer."""
        if customer_id in self._own:
            return self._own[customer_id]
        rows = self._desk.rows(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if not rows:
            raise UnknownCustomer(customer=customer_id)
        return customer_from(rows[0])

    def add(self, customer: Customer) -> None:
        personal, address = customer.personal, customer.personal.address
        self._own[customer.id] = customer
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

    def save(self, customer: Customer) -> None:
        """Name, contact and language."""
        personal = customer.personal
        self._desk.write(
            "UPDATE umlauf.customer SET language = %(language)s WHERE id = %(id)s",
            id=customer.id,
            language=customer.language,
        )
        self._desk.write(
            "UPDATE umlauf.customer_personal SET given_name = %(given)s, family_name = %(family)s,"
            " company = %(company)s, email = %(email)s, phone = %(phone)s, search = %(search)s"
            " WHERE customer_id = %(id)s",
            id=customer.id,
            given=personal.given_name,
            family=personal.family_name,
            company=personal.company,
            email=personal.email,
            phone=personal.phone,
            search=search_text(customer),
        )

    def change(self, customer_id: CustomerId, change: CustomerChange) -> int:
        """How many contracts the next run looks at again. The customer's own row is as they are today."""
        [row] = self._desk.rows(f"{CUSTOMER_SQL} WHERE c.id = %(id)s FOR NO KEY UPDATE OF c", id=customer_id)
        entries = self._desk.rows(CHANGES_SQL, ids=[customer_id])
        known = timelines_from(entries).get(customer_id) or timeline_of(customer_from(row), row["country"])
        if not entries:
            state = known.before
            self._enter(customer_id, 0, CustomerChange(StatusChange(_EVER, state.kind, state.country, state.vat_id)))
            self._enter_address(customer_id, 0, state.address)
        number = max(len(entries), 1)
        self._enter(customer_id, number, change)
        self._enter_address(customer_id, number, change.address)
        self._save_today(known.changed(change))
        if change.address is not None and change.status.from_on <= self._desk.today():
            customer = customer_from(row)
            self._own[customer_id] = replace(customer, personal=replace(customer.personal, address=change.address))
        return len(self._desk.rows(_LOOK_AGAIN, id=customer_id, today=self._desk.today()))

    def renew(self, customer_id: CustomerId) -> None:
        """As the timeline says they are today."""
        known = timelines_from(self._desk.rows(CHANGES_SQL, ids=[customer_id])).get(customer_id)
        if known is not None:
            self._save_today(known)

    def _enter(self, customer_id: CustomerId, number: int, change: CustomerChange) -> None:
        status = change.status
        self._desk.write(
            "INSERT INTO umlauf.customer_change (customer_id, n, from_on, kind, country, vat_id, checked_on,"
            " check_reference, reason, command_id) VALUES (%(id)s, %(n)s, %(from_on)s, %(kind)s, %(country)s,"
            " %(vat_id)s, %(checked)s, %(reference)s, %(reason)s, %(command)s)",
            id=customer_id,
            n=number,
            from_on=None if status.from_on == _EVER else status.from_on,
            kind=status.kind,
            country=status.country,
            vat_id=status.vat_id,
            checked=change.checked_on,
            reference=change.check_reference,
            reason=change.reason,
            command=self._desk.context.command_id,
        )

    def _enter_address(self, customer_id: CustomerId, number: int, address: Address | None) -> None:
        if address is not None:
            self._desk.write(
                "INSERT INTO umlauf.customer_address (customer_id, n, street, postcode, city)"
                " VALUES (%(id)s, %(n)s, %(street)s, %(postcode)s, %(city)s)",
                id=customer_id,
                n=number,
                street=address.street,
                postcode=address.postcode,
                city=address.city,
            )

    def _save_today(self, timeline: CustomerTimeline) -> None:
        today = self._desk.today()
        party, address = timeline.party().on(today), timeline.address_on(today)
        self._desk.write(
            "UPDATE umlauf.customer SET kind = %(kind)s, country = %(country)s, vat_id = %(vat_id)s WHERE id = %(id)s",
            id=timeline.customer_id,
            kind=party.kind,
            country=party.country,
            vat_id=party.vat_id,
        )
        if address is not None:
            self._desk.write(
                "UPDATE umlauf.customer_personal SET street = %(street)s, postcode = %(postcode)s, city = %(city)s"
                " WHERE customer_id = %(id)s",
                id=timeline.customer_id,
                street=address.street,
                postcode=address.postcode,
                city=address.city,
            )


def search_text(customer: Customer) -> str:
    """What the search field finds a customer by, as it is compared."""
    personal = customer.personal
    parts = (personal.given_name, personal.family_name, personal.company, personal.email, customer.number)
    return findable(" ".join(part for part in parts if part))
