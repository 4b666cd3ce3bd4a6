"""A contract goes on with another person (a flatmate, an heir) from a day on. Its ways as one table.

The old party's contract ends the day before, the new party's is its successor on the same timeline: same rhythm, same
term, same things. So nobody's invoices change hands, and the difference puts the day right on both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId

TransferId = NewType("TransferId", UUID)

PREFIX: Final = "TF"
LONGEST_REASON: Final = 300
MOST_AHEAD: Final = 366


class TransferCause(StrEnum):
    """Why. HEIR: its customer died."""

    FLATMATE = "flatmate"
    HEIR = "heir"
    COMPANY = "company"
    OTHER = "other"


class DepositWay(StrEnum):
    """What becomes of a deposit. SETTLED: the old party gets it back, the new one pays one. MOVES: the two agree among
    themselves; what the old party would get back is booked as paid by the new one."""

    SETTLED = "settled"
    MOVES = "moves"


class TransferStatus(StrEnum):
    AGREED = "agreed"
    DONE = "done"
    CALLED_OFF = "called_off"


class TransferStep(StrEnum):
    CARRY_OUT = "carry_out"
    CALL_OFF = "call_off"


class Hindrance(StrEnum):
    """What is under way and would tear when the contract changes hands."""

    SWAP = "swap"
    RETURN = "return"
    REFUND = "refund"
    BUYOUT = "buyout"
    PARCEL = "parcel"
    LOSS = "loss"
    REPAIR = "repair"
    LOAN = "loan"


@dataclass(frozen=True, slots=True)
class Hindered:
    """`what`: the number people know it by; a swap's is that of the contract. `order`: of a parcel, the order's."""

    by: Hindrance
    what: str
    order: str = ""


class IllegalTransferStep(RuleViolation):
    """The transfer is not in a state from which this is possible."""

    code = "illegal_transfer_step"


class UnknownTransfer(NotFound):
    """No transfer of this id, or this role may not see it."""

    code = "unknown_transfer"


class TransferHindered(RuleViolation):
    """Something is under way that has to be brought to its end, or called off, first."""

    code = "transfer_hindered"


class TransferUnderWay(Conflict):
    """A transfer of this contract is agreed already."""

    code = "transfer_under_way"


class TransferToSamePerson(InvalidInput):
    """The contract is theirs."""

    code = "transfer_to_same_person"


class TransferDayWrong(InvalidInput):
    """Not before the first paid day, not in a free start, not after the end, a year ahead at most."""

    code = "transfer_day_wrong"


class ContractDoesNotRun(RuleViolation):
    """Only a contract that runs goes on with somebody else."""

    code = "contract_does_not_run"


class DepositCannotMove(RuleViolation):
    """The deposit is not credited and asked for again yet, or nothing of it is left to be moved."""

    code = "deposit_cannot_move"


TRANSITIONS: Final[Mapping[tuple[TransferStatus, TransferStep], TransferStatus]] = {
    (TransferStatus.AGREED, TransferStep.CARRY_OUT): TransferStatus.DONE,
    (TransferStatus.AGREED, TransferStep.CALL_OFF): TransferStatus.CALLED_OFF,
}


def after(status: TransferStatus, step: TransferStep) -> TransferStatus:
    """The state that follows. Raises IllegalTransferStep when the table has no such way."""
    if (status, step) not in TRANSITIONS:
        raise IllegalTransferStep(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`from_on`: the new party's first day. `keeps_discounts`: vouchers and discounts go on with what is left of them;
    else they end with the old party. `keeps_loyalty` the same for steps of loyalty."""

    to_customer_id: CustomerId
    from_on: date
    cause: TransferCause
    deposit: DepositWay = DepositWay.SETTLED
    keeps_discounts: bool = True
    keeps_loyalty: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """`number` is an own code (TF-…). `successor_id`: the new party's contract, there when it is done."""

    id: TransferId
    number: str
    contract_id: ContractId
    successor_id: ContractId
    from_customer_id: CustomerId
    agreed: Agreement
    agreed_on: date
    reason: str = ""
    status: TransferStatus = TransferStatus.AGREED

    def stepped(self, step: TransferStep) -> "Transfer":
        """Raises IllegalTransferStep."""
        return replace(self, status=after(self.status, step))
