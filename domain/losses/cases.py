"""A customer died or is insolvent: who is to be written to instead, and what must not go on meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.customers.model import Address
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId

CaseId = NewType("CaseId", UUID)

CASE_PREFIX: Final = "CS"
LONGEST_REFERENCE: Final = 80


class CaseKind(StrEnum):
    DEATH = "death"
    INSOLVENCY = "insolvency"


class CaseStatus(StrEnum):
    OPEN = "open"
    LIFTED = "lifted"


class CaseStep(StrEnum):
    LIFT = "lift"


class IllegalCaseStep(RuleViolation):
    """The case is over."""

    code = "illegal_case_step"


class UnknownCase(NotFound):
    """No such case of a customer, or this role may not see it."""

    code = "unknown_case"


class CaseKnown(Conflict):
    """There is an open case of this customer."""

    code = "case_known"


class CaseDayWrong(InvalidInput):
    """The day of a death or of the opening is not still to come."""

    code = "case_day_wrong"


class ContactMissing(InvalidInput):
    """Whoever is written to needs a name, and an e-mail address or a whole postal address."""

    code = "case_contact_missing"


class CustomerBlocked(RuleViolation):
    """The customer died or is insolvent: nothing new begins until the case is over."""

    code = "customer_blocked"


TRANSITIONS: Final[Mapping[tuple[CaseStatus, CaseStep], CaseStatus]] = {
    (CaseStatus.OPEN, CaseStep.LIFT): CaseStatus.LIFTED,
}


def after(status: CaseStatus, step: CaseStep) -> CaseStatus:
    """The state that follows. Raises IllegalCaseStep when the table has no such way."""
    if (status, step) not in TRANSITIONS:
        raise IllegalCaseStep(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who stands in for the customer: heirs, the administrator. All letters go there alone. `address` None: by mail.

    Raises ContactMissing.
    """

    name: str
    email: str = ""
    address: Address | None = None

    def __post_init__(self) -> None:
        is_reached = "@" in self.email or (self.address is not None and self.address.is_complete)
        if not self.name.strip() or not is_reached:
            raise ContactMissing


@dataclass(frozen=True, slots=True)
class CustomerCase:
    """`number` is an own code (CS-…). `since_on`: day of the death, or on which proceedings were opened. `reference`:
    the court's. While it is open nobody reminds the customer of money or things, and nothing new is begun."""

    id: CaseId
    number: str
    customer_id: CustomerId
    kind: CaseKind
    since_on: date
    reference: str = ""
    status: CaseStatus = CaseStatus.OPEN
    contact: Contact | None = field(default=None, repr=False)

    def stepped(self, step: CaseStep) -> "CustomerCase":
        """Raises IllegalCaseStep."""
        return replace(self, status=after(self.status, step))
