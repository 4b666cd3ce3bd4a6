"""Codes of the customers' pages: made, kept as digests. For the worker's login."""

import hashlib
from typing import Final
from uuid import UUID

from domain.ids import CustomerId
from domain.portal.book import AddressNotConfirmed, CodeRequest, Purpose, Secrets
from domain.portal.codes import VALID_FOR, new_code, new_secret, secret_digest
from domain.spelling import sought
from storage.repositories.base import Desk

_REQUEST: Final = (
    "SELECT r.*, coalesce(p.given_name || ' ' || p.family_name, '') AS name FROM umlauf.portal_request r"
    " LEFT JOIN umlauf.customer_personal p ON p.customer_id = r.for_customer"
    " WHERE r.id = %(id)s AND r.code_digest IS NULL AND r.address <> '' FOR UPDATE OF r"
)
_CUSTOMERS: Final = (
    "SELECT p.customer_id, trim(p.given_name || ' ' || p.family_name) AS name FROM umlauf.customer_personal p"
    " WHERE p.search LIKE %(like)s AND lower(p.email) = %(address)s"
    " ORDER BY (SELECT max(k.concluded_on) FROM umlauf.contract k WHERE k.customer_id = p.customer_id)"
    " DESC NULLS LAST, p.customer_id LIMIT 20"
)


class PortalFile:
    """`domain.portal.book.PortalBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def code_request(self, request_id: UUID) -> CodeRequest | None:
        rows = self._desk.rows(_REQUEST, id=request_id)
        if not rows:
            return None
        row, purpose = rows[0], Purpose(rows[0]["purpose"])
        if purpose is Purpose.NEW_ADDRESS:
            customers: tuple[CustomerId, ...] = (CustomerId(row["for_customer"]),)
            name = row["name"].strip()
        else:
            found = self._desk.rows(_CUSTOMERS, like=f"%{_literal(sought(row['address']))}%", address=row["address"])
            customers = tuple(CustomerId(each["customer_id"]) for each in found)
            name = found[0]["name"] if found else ""
        return CodeRequest(request_id, purpose, row["address"], row["language"], customers, name)

    def give_code(self, request_id: UUID, customers: tuple[CustomerId, ...]) -> Secrets:
        secrets = Secrets(new_code(self._entropy), new_secret(self._entropy))
        self._desk.write(
            "UPDATE umlauf.portal_request SET customers = %(customers)s, code_digest = %(code)s,"
            " link_digest = %(link)s, sent_at = clock_timestamp(), expires_at = clock_timestamp() + %(valid)s"
            " WHERE id = %(id)s",
            id=request_id,
            customers=list(customers),
            code=secret_digest(request_id, secrets.code),
            link=secret_digest(request_id, secrets.link),
            valid=VALID_FOR,
        )
        return secrets

    def confirmed_address(self, request_id: UUID, customer_id: CustomerId) -> str:
        """Raises AddressNotConfirmed."""
        rows = self._desk.rows(
            "SELECT address FROM umlauf.portal_request WHERE id = %(id)s AND for_customer = %(customer)s"
            " AND purpose = 'new_address' AND used_at IS NOT NULL AND address <> ''",
            id=request_id,
            customer=customer_id,
        )
        if not rows:
            raise AddressNotConfirmed
        address: str = rows[0]["address"]
        return address

    def _entropy(self, count: int) -> bytes:
        """148 random bits a draw: two ids hold 74 each."""
        drawn = self._desk.new_id().bytes + self._desk.new_id().bytes
        return hashlib.shake_256(drawn).digest(count)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
