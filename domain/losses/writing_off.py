"""Things that leave the books: their value goes to zero, with a reason and, above an amount, two persons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.assets.status import Status
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, PersonId
from domain.money import Money

WriteOffId = NewType("WriteOffId", UUID)

WRITE_OFF_PREFIX: Final = "WO"
LONGEST_NOTE: Final = 300


class WriteOffReason(StrEnum):
    LOST = "lost"
    STOLEN = "stolen"
    BROKEN = "broken"
    WORN_OUT = "worn_out"
    OBSOLETE = "obsolete"
    OTHER = "other"


class WriteOffStatus(StrEnum):
    """PROPOSED: it waits for a second person. REVERSED: the thing turned up, and its value is back."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    REFUSED = "refused"
    UNDONE = "undone"
    REVERSED = "reversed"


class WriteOffStep(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    UNDO = "undo"
    REVERSE = "reverse"


class IllegalWriteOffStep(RuleViolation):
    """The write-off is not in a state from which this is possible."""

    code = "illegal_write_off_step"


class UnknownWriteOff(NotFound):
    """No write-off of this id, or this role may not see it."""

    code = "unknown_write_off"


class WrittenOffAlready(Conflict):
    """The thing is written off, or waits for it."""

    code = "written_off_already"


class NotToWriteOff(RuleViolation):
    """Only what is in stock, lost, stolen or retired is written off; a thing with a customer comes back first."""

    code = "not_to_write_off"


class WriteOffValueWrong(InvalidInput):
    """A value is not negative, and of the currency of the books."""

    code = "write_off_value_wrong"


class WriteOffNeedsSecondPerson(RuleViolation):
    """From this value on, whoever proposed it does not approve it."""

    code = "write_off_needs_second_person"


class BooksOfDayClosed(RuleViolation):
    """It was booked on an earlier day: those books are closed."""

    code = "books_of_day_closed"


TRANSITIONS: Final[Mapping[tuple[WriteOffStatus, WriteOffStep], WriteOffStatus]] = {
    (WriteOffStatus.PROPOSED, WriteOffStep.APPROVE): WriteOffStatus.BOOKED,
    (WriteOffStatus.PROPOSED, WriteOffStep.REFUSE): WriteOffStatus.REFUSED,
    (WriteOffStatus.BOOKED, WriteOffStep.UNDO): WriteOffStatus.UNDONE,
    (WriteOffStatus.BOOKED, WriteOffStep.REVERSE): WriteOffStatus.REVERSED,
}

LIVE: Final = frozenset({WriteOffStatus.PROPOSED, WriteOffStatus.BOOKED})
WRITABLE: Final = frozenset({Status.IN_STOCK, Status.LOST, Status.STOLEN, Status.RETIRED})


def after(status: WriteOffStatus, step: WriteOffStep) -> WriteOffStatus:
    """The state that follows. Raises IllegalWriteOffStep when the table has no such way."""
    if (status, step) not in TRANSITIONS:
        raise IllegalWriteOffStep(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class WriteOff:
    """`value` is what the books lose. `on`: proposed on; `booked_on` None: not (or no more) in the books."""

    id: WriteOffId
    number: str
    asset_id: AssetId
    value: Money
    reason: WriteOffReason
    on: date
    note: str = ""
    status: WriteOffStatus = WriteOffStatus.PROPOSED
    booked_on: date | None = None
    proposed_by: PersonId | None = None

    def stepped(self, step: WriteOffStep, on: date) -> "WriteOff":
        """Raises IllegalWriteOffStep, and BooksOfDayClosed for an undo on a later day."""
        following = after(self.status, step)
        if step is WriteOffStep.UNDO and self.booked_on != on:
            raise BooksOfDayClosed(number=self.number, day=self.booked_on)
        return replace(self, status=following, booked_on=on if step is WriteOffStep.APPROVE else self.booked_on)
