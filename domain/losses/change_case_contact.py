"""Another heir, another administrator, another address: letters of a case go there from now on."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.losses.cases import CaseId, CaseStep, Contact, after
from domain.losses.opened_case import CaseMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangeCaseContact(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    case_id: CaseId
    contact: Contact = field(metadata=PERSONAL)


def change_case_contact(command: ChangeCaseContact, unit: Unit, _clock: Clock) -> CaseMoved:
    """Raises UnknownCase, IllegalCaseStep: it is over."""
    case = unit.losses.case(command.case_id)
    after(case.status, CaseStep.LIFT)
    unit.losses.set_contact(case.id, command.contact)
    return CaseMoved(case.id, case.number, case.customer_id, case.kind)
