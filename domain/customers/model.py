"""Customers. Personal values stand in `PersonalData`, which can be erased without touching the books."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId


class CustomerKind(StrEnum):
    """Law and VAT treat the two differently (RULES.md 3)."""

    CONSUMER = "consumer"
    COMPANY = "company"


class UnknownCustomer(NotFound):
    """No customer of this id, or this role may not see them."""

    code = "unknown_customer"


class CustomerWithoutAddress(RuleViolation):
    """Goods cannot be sent, and no invoice written, without a full postal address."""

    code = "customer_without_address"


class NameMissing(InvalidInput):
    """A customer needs a family name or a company name."""

    code = "customer_name_missing"


class LanguageUnknown(InvalidInput):
    """Letters are written in German or English."""

    code = "language_unknown"


class MailAddressWrong(InvalidInput):
    """The text is no mail address, or could smuggle a second header or recipient into a letter."""

    code = "mail_address_wrong"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What VAT knows anew of a customer from a day on; None: stays as it was. `vat_id` "" takes it away."""

    from_on: date
    kind: CustomerKind | None = None
    country: str | None = None
    vat_id: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address. `country` is ISO 3166 alpha-2."""

    street: str
    postcode: str
    city: str
    country: str = "DE"

    @property
    def is_complete(self) -> bool:
        return all(part.strip() for part in (self.street, self.postcode, self.city, self.country))


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Everything that names a person. `email` and `phone` are "" when unknown; `address` None: not given."""

    given_name: str
    family_name: str
    company: str = ""
    email: str = ""
    phone: str = ""
    address: Address | None = None

    @property
    def name(self) -> str:
        """The line people read: the person's name, or the company's when there is no person."""
        return f"{self.given_name} {self.family_name}".strip() or self.company


@dataclass(frozen=True, slots=True)
class Customer:
    """`number` is an own code (CU-…); `language` is "de" or "en": letters are written in it. `vat_id` "" when none."""

    id: CustomerId
    number: str
    kind: CustomerKind
    language: str
    vat_id: str
    personal: PersonalData

    def shipping_address(self) -> Address:
        """Where goods go. Raises CustomerWithoutAddress when it is missing or incomplete."""
        address = self.personal.address
        if address is None or not address.is_complete:
            raise CustomerWithoutAddress(customer=self.number)
        return address
