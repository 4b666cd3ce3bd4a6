"""What a new house still needs before it can trade, and what its owner put off."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.errors import NotFound
from domain.ids import PersonId


class SetupStep(StrEnum):
    """In the order in which a founder goes through them."""

    BUSINESS = "business"
    STORES = "stores"
    PRODUCTS = "products"
    MAIL = "mail"
    PAYMENTS = "payments"
    PEOPLE = "people"
    IMPORT = "import"


class UnknownPerson(NotFound):
    """Nobody of this id works here."""

    code = "unknown_person"


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What is there. `has_identity`: address, and a tax number or VAT ID. `renamed`: somebody said who works here."""

    has_identity: bool = False
    has_account: bool = False
    places: int = 0
    products: int = 0
    has_mail_server: bool = False
    has_collector: bool = False
    renamed: bool = False
    customers: int = 0

    def has(self, step: SetupStep) -> bool:
        known = {
            SetupStep.BUSINESS: self.has_identity and self.has_account,
            SetupStep.STORES: self.places > 0,
            SetupStep.PRODUCTS: self.products > 0,
            SetupStep.MAIL: self.has_mail_server,
            SetupStep.PAYMENTS: self.has_collector,
            SetupStep.PEOPLE: self.renamed,
            SetupStep.IMPORT: self.customers > 0,
        }
        return known[step]

    def lacking(self) -> tuple[SetupStep, ...]:
        return tuple(each for each in SetupStep if not self.has(each))


class SetupBook(Protocol):
    def mark(self, step: SetupStep, *, is_put_off: bool) -> None: ...

    def rename(self, person_id: PersonId, name: str) -> None:
        """Raises UnknownPerson."""
        ...
