"""The payer has another account: the mandate goes on with it, and the bank is told so with the next debit."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.payments.methods import EndReason, Method, MethodEnded, masked_iban
from domain.payments.provider import MethodToken
from domain.ports import Unit
from domain.settings.business import iban_from


class NoMandateToAmend(RuleViolation):
    """Only an account that is debited by a mandate of ours changes under it; another method is left anew."""

    code = "no_mandate_to_amend"


@dataclass(frozen=True, slots=True)
class AmendMandate(Command):
    """`method_id`: the one that was debited until now; `new_id` is made where the command is born."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    method_id: MethodId
    new_id: MethodId
    iban: str = field(default="", metadata=PERSONAL)
    holder: str = field(default="", metadata=PERSONAL)
    bic: str = field(default="", metadata=PERSONAL)


def amend_mandate(command: AmendMandate, unit: Unit, _clock: Clock) -> MethodKept:
    """Whatever the old account paid for, the new one pays for. Raises UnknownMethod, MethodEnded, NoMandateToAmend,
    IbanWrong."""
    old = unit.payments.method(command.method_id)
    if old.mandate is None:
        raise NoMandateToAmend(shown=old.shown)
    if not old.is_usable(unit.today()):
        raise MethodEnded(shown=old.shown)
    iban, customer = iban_from(command.iban), unit.customers.get(old.customer_id)
    new = Method(command.new_id, old.customer_id, old.kind, old.provider, masked_iban(iban), mandate=old.mandate)
    holder = command.holder.strip() or customer.personal.name
    unit.payments.keep_method(new, MethodToken(new.kind, iban, holder=holder, bic=command.bic))
    choices = unit.payments.choices({old.customer_id})[old.customer_id]
    paid_for = [each for each, chosen in choices.by_contract.items() if chosen == old.id]
    for contract_id in [*([None] if choices.default == old.id else []), *paid_for]:
        unit.payments.choose(old.customer_id, contract_id, new.id)
    unit.payments.end_method(old.id, EndReason.REPLACED, unit.today())
    return MethodKept(new.id, old.customer_id)
