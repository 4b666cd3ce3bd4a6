"""How a customer pays without doing anything: a token at a provider, for direct debit under a mandate of theirs.

Source: RULES.md 1.7, 3.6.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.contracts.payment import PaymentMethod
from domain.customers.model import CustomerKind
from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId
from domain.payments.abilities import ABILITIES
from domain.payments.attempt import MethodId
from domain.payments.provider import DebitSequence, ProviderName, Scheme
from domain.period import add_months

MandateId = NewType("MandateId", UUID)

MANDATE_PREFIX: Final = "MD"
LAPSES_AFTER_MONTHS: Final = 36
"""A mandate that is not used for so long has ended. Source: EPC016-06, section 4.1."""
KEPT_MONTHS: Final = 14
"""How long a mandate is kept after the last debit: the payer may object to it for 13. Source: EPC016-06."""
COLLECTED: Final = frozenset({PaymentMethod.DIRECT_DEBIT, PaymentMethod.CARD, PaymentMethod.WALLET})
"""What we fetch ourselves; the customer brings the others."""


class Evidence(StrEnum):
    """How the payer signed. PAPER: a scan is kept. COUNTER: in front of us. PORTAL: ticked, with instant and text."""

    PAPER = "paper"
    COUNTER = "counter"
    PORTAL = "portal"


class EndReason(StrEnum):
    """REVOKED: by the payer. EXPIRED: a card's date, or a mandate unused for 36 months. REPLACED: by another one of the
    same customer. REFUSED: the bank or provider says that it cannot be charged any more."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REFUSED = "refused"


class UnknownMethod(NotFound):
    """No payment method of this id, or this role may not see it."""

    code = "unknown_method"


class MethodNotCharged(RuleViolation):
    """Nothing can be collected by it without the payer: a contract cannot depend on it."""

    code = "method_not_charged"


class MethodEnded(RuleViolation):
    """It was revoked, has expired or was refused."""

    code = "method_ended"


class MethodOfAnother(RuleViolation):
    """It belongs to another customer."""

    code = "method_of_another"


class BusinessSchemeForConsumer(RuleViolation):
    """The B2B scheme knows no refund, and is for businesses alone."""

    code = "business_scheme_for_consumer"


class SignedInTheFuture(InvalidInput):
    """A mandate counts from its signature."""

    code = "signed_in_the_future"


class CreditorIdMissing(RuleViolation):
    """Without a creditor identifier no bank takes a direct debit; the owner enters it in the settings."""

    code = "creditor_id_missing"


@dataclass(frozen=True, slots=True)
class Mandate:
    """`last_used_on`: the day of its newest debit (None: never)."""

    id: MandateId
    reference: str
    creditor_id: str
    scheme: Scheme
    signed_on: date
    evidence: Evidence
    last_used_on: date | None = None

    def lapses_on(self) -> date:
        """The first day on which it does not count any more, if it is not used before."""
        return add_months(self.last_used_on or self.signed_on, LAPSES_AFTER_MONTHS)

    def sequence(self, *, is_recurring: bool = True) -> DebitSequence:
        """Of the next debit; what comes back before it settled leaves it as it was."""
        if not is_recurring:
            return DebitSequence.ONE_OFF
        return DebitSequence.RECURRING if self.last_used_on is not None else DebitSequence.FIRST


@dataclass(frozen=True, slots=True)
class Method:
    """`shown`: what people know it by ("DE•• •••• 3000"). `expires_on`: its last day (None: never). `ended`: why it is
    not charged any more (None: it is)."""

    id: MethodId
    customer_id: CustomerId
    kind: PaymentMethod
    provider: ProviderName
    shown: str
    expires_on: date | None = None
    mandate: Mandate | None = None
    ended: EndReason | None = None

    def is_usable(self, on: date) -> bool:
        """Whether it can be charged on that day."""
        if self.ended is not None or (self.expires_on is not None and self.expires_on < on):
            return False
        return self.mandate is None or on < self.mandate.lapses_on()


def check_recurring(kind: PaymentMethod, provider: ProviderName) -> None:
    """Before a contract depends on a method: whether its provider charges it without the payer.

    Raises MethodNotCharged.
    """
    if kind not in COLLECTED or kind not in ABILITIES[provider].recurring:
        raise MethodNotCharged(kind=kind, provider=provider)


def check_scheme(scheme: Scheme, customer: CustomerKind) -> None:
    """Raises BusinessSchemeForConsumer."""
    if scheme is Scheme.B2B and customer is CustomerKind.CONSUMER:
        raise BusinessSchemeForConsumer


def masked_iban(iban: str) -> str:
    """Country and last four digits."""
    return f"{iban[:2]}•• •••• {iban[-4:]}"
