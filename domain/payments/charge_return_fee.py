"""What a bank takes for a returned debit is charged on to the customer, where the owner wants that: damages, so outside
the scope of VAT, as a one-off on the contract's timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.billing.tax import LATE_PAYMENT
from domain.clock import Clock
from domain.contracts.about import About, ChargeCause
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.ids import ContractId, ContractLineId
from domain.money import Money
from domain.payments.provider import AttemptId
from domain.ports import Unit

_TITLES: Final = {
    "de": "Bankkosten der Rücklastschrift zu {invoice}",
    "en": "Bank costs of the returned debit of {invoice}",
}


@dataclass(frozen=True, slots=True)
class ChargeReturnFee(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    attempt_id: AttemptId
    fee: Money


@dataclass(frozen=True, slots=True)
class ReturnFeeCharged(Event):
    """`contract_id` None: it stays ours."""

    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return () if self.contract_id is None else ("contracts", f"contract:{self.contract_id}")


def charge_return_fee(command: ChargeReturnFee, unit: Unit, _clock: Clock) -> ReturnFeeCharged:
    """Nothing where the owner bears it, or the invoice belongs to no contract. Raises UnknownAttempt."""
    attempt = unit.payments.attempt(command.attempt_id)
    if not unit.settings.payments().value.charges_return_fee or command.fee.minor <= 0 or not attempt.contract_ids:
        return ReturnFeeCharged(None)
    contract = unit.contracts.get(attempt.contract_ids[0])
    number = unit.billing.settlements.document(attempt.invoice_id).number
    language = unit.customers.get(attempt.customer_id).language
    title = _TITLES.get(language, _TITLES["de"]).format(invoice=number)
    item = ChargedItem(ContractLineId(unit.new_id()), title, command.fee, LATE_PAYMENT)
    change = ChargeOnce(contract.id, contract.version, items=(replace(item, about=About(ChargeCause.RETURN_FEE)),))
    unit.contracts.save(change.edited(contract, unit.today()))
    return ReturnFeeCharged(contract.id)
