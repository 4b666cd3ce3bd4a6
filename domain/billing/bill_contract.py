"""Bills one contract at once, as the consequence of a change that is not to wait for the night."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Seat
from domain.billing.bill_customers import BillCustomers, CustomersBilled, bill_customers
from domain.clock import Clock
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class BillContract(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    as_of: date


def bill_contract(command: BillContract, unit: Unit, clock: Clock) -> CustomersBilled:
    """What the night's run would do with this contract alone. Raises UnknownContract, and what that does."""
    contract = unit.contracts.get(command.contract_id)
    bill = BillCustomers((contract.customer_id,), command.as_of, contract_ids=(contract.id,), compares_all=True)
    return bill_customers(bill, unit, clock)
