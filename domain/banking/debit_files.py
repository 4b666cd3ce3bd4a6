"""Files that ask a bank to collect: which orders they carry, and what the bank said to them.

An order is in one kept file at most, for ever: only so is nobody debited twice when a file is asked for again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.errors import NotFound, RuleViolation
from domain.money import Money
from domain.payments.provider import AttemptId, CollectionFile, DebitSequence, Scheme

DebitFileId = NewType("DebitFileId", UUID)


class FileStatus(StrEnum):
    """PART: the bank takes some of its orders. REJECTED: none of them."""

    MADE = "made"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    PART = "part"
    REJECTED = "rejected"


class FileStep(StrEnum):
    """SAVE: somebody took a copy. HAND_OVER: it is at the bank. The others are the bank's words."""

    SAVE = "save"
    HAND_OVER = "hand_over"
    ACCEPT = "accept"
    PART = "part"
    REJECT = "reject"


STEPS: Final[Mapping[tuple[FileStatus, FileStep], FileStatus]] = {
    (FileStatus.MADE, FileStep.SAVE): FileStatus.MADE,
    (FileStatus.HANDED_OVER, FileStep.SAVE): FileStatus.HANDED_OVER,
    (FileStatus.ACCEPTED, FileStep.SAVE): FileStatus.ACCEPTED,
    (FileStatus.PART, FileStep.SAVE): FileStatus.PART,
    (FileStatus.REJECTED, FileStep.SAVE): FileStatus.REJECTED,
    (FileStatus.MADE, FileStep.HAND_OVER): FileStatus.HANDED_OVER,
    (FileStatus.MADE, FileStep.ACCEPT): FileStatus.ACCEPTED,
    (FileStatus.MADE, FileStep.PART): FileStatus.PART,
    (FileStatus.MADE, FileStep.REJECT): FileStatus.REJECTED,
    (FileStatus.HANDED_OVER, FileStep.ACCEPT): FileStatus.ACCEPTED,
    (FileStatus.HANDED_OVER, FileStep.PART): FileStatus.PART,
    (FileStatus.HANDED_OVER, FileStep.REJECT): FileStatus.REJECTED,
    (FileStatus.ACCEPTED, FileStep.ACCEPT): FileStatus.ACCEPTED,
    (FileStatus.ACCEPTED, FileStep.PART): FileStatus.PART,
    (FileStatus.PART, FileStep.PART): FileStatus.PART,
}
"""Whose answer comes before anybody noted the hand-over, it was handed over all the same."""


class FileStepRefused(RuleViolation):
    """A file in that state takes no such step."""

    code = "file_step_refused"


class UnknownDebitFile(NotFound):
    """No such file, or this role may not see it."""

    code = "unknown_debit_file"


class OrderInAnotherFile(RuleViolation):
    """An order of this file is in another one already: handed over both, its payer would be debited twice."""

    code = "order_in_another_file"


def after(status: FileStatus, step: FileStep) -> FileStatus:
    """Raises FileStepRefused."""
    if (status, step) not in STEPS:
        raise FileStepRefused(status=status, step=step)
    return STEPS[status, step]


@dataclass(frozen=True, slots=True)
class CarriedOrder:
    """One order as it stands in a file. `end_to_end` and `group` come back in everything that the bank says of it."""

    attempt_id: AttemptId
    end_to_end: str
    group: str
    amount: Money
    collect_on: date
    scheme: Scheme
    sequence: DebitSequence


@dataclass(frozen=True, slots=True)
class Carried:
    """Which file an order went with, and as what."""

    file_id: DebitFileId
    message_id: str
    order: CarriedOrder


class FileShelf(Protocol):
    """Where the files lie that were made."""

    def carried(self, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]:
        """Those of them that are in a kept file. Raises Unavailable."""
        ...

    def keep(self, file: CollectionFile, orders: Sequence[CarriedOrder]) -> None:
        """Whole or not at all; the same file again changes nothing. Raises OrderInAnotherFile, Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who collects, with the account that the money comes to. `scheme_id`: the creditor id of the central bank.

    `lead_days`: open days between handing a file over and the debit.
    """

    name: str
    iban: str
    scheme_id: str
    bic: str = ""
    lead_days: int = 1
