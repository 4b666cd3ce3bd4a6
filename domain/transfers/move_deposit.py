"""The deposit goes from the old party to the new one without a transfer of money: out of one balance, onto one invoice.

Both are entries of the settlement ledger as they would be if the money had gone out and come in again; together they
move nothing. What the old party still owed was set off before, so less may be left than the deposit was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.settlement import Entry, EntryId, EntryKind, PaidBy, Source, balance_of, taken
from domain.clock import Clock
from domain.money import Money
from domain.ports import Unit
from domain.transfers.model import DepositCannotMove, DepositWay, Transfer, TransferId, TransferStatus
from domain.transfers.touching import touched_by


@dataclass(frozen=True, slots=True)
class MoveDeposit(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    transfer_id: TransferId


@dataclass(frozen=True, slots=True)
class DepositMoved(Event):
    """`amount` was moved, `left` of the new party's deposit is still to be paid."""

    transfer: Transfer
    amount: Money
    left: Money

    def touched(self) -> Iterable[str]:
        return (*touched_by(self.transfer), "invoices")


def move_deposit(command: MoveDeposit, unit: Unit, _clock: Clock) -> DepositMoved:
    """Raises UnknownTransfer, DepositCannotMove."""
    transfer = unit.transfers.get(command.transfer_id)
    back, invoice_id = unit.transfers.deposit_back(transfer), unit.transfers.deposit_invoice(transfer)
    moves = transfer.status is TransferStatus.DONE and transfer.agreed.deposit is DepositWay.MOVES
    if not moves or back is None or invoice_id is None or unit.transfers.is_deposit_moved(transfer.id):
        raise DepositCannotMove(transfer=transfer.number)
    ledger, nothing = unit.billing.settlements, Money(0, back.currency)
    document = ledger.document(invoice_id)
    sources = [each for each in ledger.sources(transfer.from_customer_id, back.currency) if each.is_payable]
    amount = min(back, balance_of(sources, back.currency), document.open, key=lambda each: each.minor)
    if amount <= nothing:
        raise DepositCannotMove(transfer=transfer.number)
    payment = Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=document.customer_id,
        booked_on=unit.today(),
        settled=amount,
        credited=nothing,
        balance=nothing,
        money=amount,
        invoice_id=document.id,
        by=PaidBy.TRANSFER,
    )
    ledger.book([*_out(transfer, sources, amount, unit), payment], transfer.number)
    unit.transfers.note_deposit_moved(transfer, amount)
    return DepositMoved(transfer, amount, document.open - amount)


def _out(transfer: Transfer, sources: list[Source], amount: Money, unit: Unit) -> list[Entry]:
    nothing = Money(0, amount.currency)
    return [
        Entry(
            id=EntryId(unit.new_id()),
            kind=EntryKind.PAY_OUT,
            customer_id=transfer.from_customer_id,
            booked_on=unit.today(),
            settled=nothing,
            credited=nothing,
            balance=-part,
            money=-part,
            source_id=source_id,
            by=PaidBy.TRANSFER,
        )
        for source_id, part in taken(sources, amount)
    ]
