"""A customer lets us debit their account: the mandate with its signature, and the account it was given for."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.errors import RuleViolation
from domain.ids import ContractId, CustomerId
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.payments.methods import (
    MANDATE_PREFIX,
    CreditorIdMissing,
    Evidence,
    Mandate,
    MandateId,
    Method,
    SignedInTheFuture,
    check_scheme,
    masked_iban,
)
from domain.payments.provider import MethodToken, ProviderName, Scheme
from domain.ports import Unit
from domain.settings.business import iban_from

BY_IBAN: Final = frozenset({ProviderName.SEPA_FILES, ProviderName.TRAINING})
"""Debit an account by its IBAN; the others keep mandates of their own."""


class NobodyDebits(RuleViolation):
    """No provider of this house debits accounts by a mandate of ours; the owner chooses one in the settings."""

    code = "nobody_debits"


@dataclass(frozen=True, slots=True)
class AddMandate(Command):
    """`words`: how it was signed ("Unterschrift am Tresen", the text of the box that was ticked and when)."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}

    method_id: MethodId
    mandate_id: MandateId
    customer_id: CustomerId
    signed_on: date
    evidence: Evidence
    scheme: Scheme = Scheme.CORE
    contract_id: ContractId | None = None
    iban: str = field(default="", metadata=PERSONAL)
    holder: str = field(default="", metadata=PERSONAL)
    bic: str = field(default="", metadata=PERSONAL)
    words: str = field(default="", metadata=PERSONAL)


def add_mandate(command: AddMandate, unit: Unit, _clock: Clock) -> MethodKept:
    """Raises UnknownCustomer, BusinessSchemeForConsumer, SignedInTheFuture, CreditorIdMissing, NobodyDebits,
    IbanWrong.
    """
    customer = unit.customers.get(command.customer_id)
    settings = unit.settings.payments().value
    check_scheme(command.scheme, customer.kind)
    if command.signed_on > unit.today():
        raise SignedInTheFuture(day=command.signed_on)
    if not settings.creditor_id:
        raise CreditorIdMissing
    provider = settings.provider(PaymentMethod.DIRECT_DEBIT)
    if provider not in BY_IBAN or provider is None:
        raise NobodyDebits
    iban = iban_from(command.iban)
    mandate = Mandate(
        command.mandate_id,
        unit.numbers.next_code(MANDATE_PREFIX),
        settings.creditor_id,
        command.scheme,
        command.signed_on,
        command.evidence,
    )
    unit.payments.keep_mandate(mandate, command.customer_id, command.words.strip())
    method = Method(
        command.method_id,
        command.customer_id,
        PaymentMethod.DIRECT_DEBIT,
        provider,
        masked_iban(iban),
        mandate=mandate,
    )
    holder = command.holder.strip() or customer.personal.name
    unit.payments.keep_method(method, MethodToken(method.kind, iban, holder=holder, bic=command.bic))
    unit.payments.choose(command.customer_id, command.contract_id, method.id)
    return MethodKept(method.id, command.customer_id)
