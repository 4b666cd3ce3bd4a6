"""What commands of the customers' pages ask of storage."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.errors import RuleViolation
from domain.ids import CustomerId


class Purpose(StrEnum):
    """What a code is asked for."""

    SIGN_IN = "sign_in"
    NEW_ADDRESS = "new_address"


class AddressNotConfirmed(RuleViolation):
    """Nobody showed yet that letters to the new mail address arrive."""

    code = "address_not_confirmed"


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """Somebody asked for a code. `customers` have the address, the one with the newest contract first; none: nobody
    does. `name` is that of the first."""

    id: UUID
    purpose: Purpose
    address: str
    language: str
    customers: tuple[CustomerId, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens the pages once; only digests of it are kept."""

    code: str
    link: str


class PortalBook(Protocol):
    def code_request(self, request_id: UUID) -> CodeRequest | None:
        """None: there is none that waits for its code."""
        ...

    def give_code(self, request_id: UUID, customers: tuple[CustomerId, ...]) -> Secrets: ...

    def confirmed_address(self, request_id: UUID, customer_id: CustomerId) -> str:
        """The mail address that this customer has proved. Raises AddressNotConfirmed."""
        ...
