"""A customer died, or proceedings over their assets were opened: letters go elsewhere, nothing new begins."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.contracts.cancel_contract import ended_by_notice
from domain.contracts.end_dates import Notice
from domain.contracts.parts import EndKind
from domain.contracts.status import Action, open_actions
from domain.customers.model import CustomerKind
from domain.deliveries.keep_up import keep_up
from domain.ids import ContractId, CustomerId
from domain.losses.cases import (
    CASE_PREFIX,
    LONGEST_REFERENCE,
    CaseDayWrong,
    CaseId,
    CaseKind,
    CaseKnown,
    Contact,
    ContactMissing,
    CustomerCase,
)
from domain.losses.opened_case import CaseMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class OpenCase(Command):
    """`since_on`: day of the death, or on which proceedings were opened. `ends`: after a death all contracts end with
    that day; else they wait for an heir. What an administrator ends, is ended contract by contract."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    case_id: CaseId
    customer_id: CustomerId
    case_kind: CaseKind
    since_on: date
    reference: str = ""
    ends: bool = False
    contact: Contact | None = field(default=None, metadata=PERSONAL)


def open_case(command: OpenCase, unit: Unit, _clock: Clock) -> CaseMoved:
    """Raises UnknownCustomer, CaseDayWrong, CaseKnown, ContactMissing."""
    customer = unit.customers.get(command.customer_id)
    if command.contact is None:
        raise ContactMissing
    if command.since_on > unit.today():
        raise CaseDayWrong(day=command.since_on)
    if unit.losses.open_case(customer.id) is not None:
        raise CaseKnown(customer=customer.number)
    case = CustomerCase(
        command.case_id,
        unit.numbers.next_code(CASE_PREFIX),
        customer.id,
        command.case_kind,
        command.since_on,
        " ".join(command.reference.split())[:LONGEST_REFERENCE],
        contact=command.contact,
    )
    unit.losses.add_case(case)
    is_consumer = customer.kind is CustomerKind.CONSUMER
    ends = command.ends and command.case_kind is CaseKind.DEATH
    ended = _ended(case, unit, is_consumer=is_consumer) if ends else ()
    return CaseMoved(case.id, case.number, customer.id, case.kind, ended)


def _ended(case: CustomerCase, unit: Unit, *, is_consumer: bool) -> tuple[ContractId, ...]:
    """For a good reason, with the day of the death: what was charged for later days goes back by the difference."""
    ended: list[ContractId] = []
    for contract_id in unit.losses.running_contracts(case.customer_id):
        contract = unit.contracts.get(contract_id)
        can = Action.REQUEST_CANCELLATION in open_actions(contract.status) or contract.notice_on is not None
        if not can or contract.start_on is None:
            continue
        notice = Notice(EndKind.EXTRAORDINARY, unit.today(), case.since_on, is_consumer)
        changed = ended_by_notice(contract, notice)
        unit.contracts.save(changed)
        keep_up(changed, unit, unit.today())
        ended.append(contract.id)
    return tuple(ended)
