"""A contract is to go on with another person from a day on; on that day or after, it is done at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.changing import BackdatingNeedsReason, ContractChangedMeanwhile
from domain.ids import ContractId
from domain.ports import Unit
from domain.transfers.carrying_out import carry_out
from domain.transfers.hindered import check_nothing_pending
from domain.transfers.model import (
    LONGEST_REASON,
    PREFIX,
    Agreement,
    Transfer,
    TransferId,
    TransferStatus,
    TransferStep,
    TransferUnderWay,
)
from domain.transfers.receiving import check_receiver
from domain.transfers.successor import check_day
from domain.transfers.touching import touched_by


@dataclass(frozen=True, slots=True)
class AgreeTransfer(Command):
    """`version` is that of the contract the person saw. `successor_id` is made where the command is born."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    transfer_id: TransferId
    contract_id: ContractId
    successor_id: ContractId
    version: int
    agreed: Agreement
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TransferMoved(Event):
    """`transfer` as it stands now. `successor`: the number of the new party's contract, "" before the day."""

    transfer: Transfer
    successor: str = ""

    def touched(self) -> Iterable[str]:
        return touched_by(self.transfer)

    @property
    def is_done(self) -> bool:
        return self.transfer.status is TransferStatus.DONE


def agree_transfer(command: AgreeTransfer, unit: Unit, clock: Clock) -> TransferMoved:
    """Raises:
    UnknownContract, UnknownCustomer, ContractChangedMeanwhile: what was named.
    ContractDoesNotRun, TransferToSamePerson, TransferDayWrong: what was agreed makes no sense.
    BackdatingNeedsReason: the day is over, and nobody says why.
    CustomerWithoutAddress, CustomerBlocked: the new party cannot take it.
    TransferUnderWay, TransferHindered: something else comes first.
    """
    contract, agreed = unit.contracts.get(command.contract_id), command.agreed
    if contract.version != command.version:
        raise ContractChangedMeanwhile(contract=contract.number)
    if unit.transfers.live(contract.id) is not None:
        raise TransferUnderWay(contract=contract.number)
    check_day(contract, agreed, unit.today())
    if agreed.from_on < unit.today() and not command.reason.strip():
        raise BackdatingNeedsReason(day=agreed.from_on)
    check_receiver(agreed.to_customer_id, unit)
    check_nothing_pending(contract, unit)
    transfer = Transfer(
        command.transfer_id,
        unit.numbers.next_code(PREFIX),
        contract.id,
        command.successor_id,
        contract.customer_id,
        agreed,
        unit.today(),
        command.reason.strip()[:LONGEST_REASON],
    )
    unit.transfers.add(transfer)
    if agreed.from_on > unit.today():
        return TransferMoved(transfer)
    done = carry_out(transfer, unit, clock)
    return TransferMoved(transfer.stepped(TransferStep.CARRY_OUT), done.new.number)
