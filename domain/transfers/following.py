"""What the worker does after a step of a transfer: both bills at once, both letters."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.billing.bill_contract import BillContract
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.tell_transfer import TellTransfer

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_transfer(event: Event, day: date, run: Run) -> bool:
    """Whether the fact is about a transfer."""
    if not isinstance(event, TransferMoved):
        return False
    transfer = event.transfer
    if event.is_done:
        run("old_bill", BillContract(transfer.contract_id, day))
        run("new_bill", BillContract(transfer.successor_id, day))
    run("transfer_letters", TellTransfer(transfer.id))
    return True
