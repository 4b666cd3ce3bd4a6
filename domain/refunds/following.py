"""What the worker does after a step of a refund: the credit note at once, letters when money goes or comes back.

Who has cash in hand gets no letter.
"""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.billing.bill_contract import BillContract
from domain.billing.pay_out_balance import BalancePaidOut, PayOutBalance
from domain.messages.contract_letter import LetterKind
from domain.refunds.approve_refund import ApproveRefund, RefundApproved
from domain.refunds.ask_refund import AskRefund, RefundAsked
from domain.refunds.fail_refund import RefundFailed
from domain.refunds.send_refund import RefundSent, SendRefund
from domain.refunds.tell_refund import TellRefund
from domain.refunds.way_back import AT_ONCE

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_refund(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact is about a refund."""
    if isinstance(command, AskRefund) and isinstance(event, RefundAsked):
        if event.is_approved and event.contract_id is not None:
            run("refund_credit", BillContract(event.contract_id, day))
    elif isinstance(command, ApproveRefund) and isinstance(event, RefundApproved):
        if event.contract_id is not None:
            run("refund_credit", BillContract(event.contract_id, day))
    elif isinstance(command, SendRefund) and isinstance(event, RefundSent):
        if command.by not in AT_ONCE:
            run("refund_letter", TellRefund(event.refund_id, LetterKind.REFUND_SENT, event.amount, command.sent_on))
    elif isinstance(command, PayOutBalance) and isinstance(event, BalancePaidOut):
        if event.is_sent and command.by not in AT_ONCE:
            run("refund_letter", TellRefund(event.refund_id, LetterKind.REFUND_SENT, event.amount, command.paid_on))
    elif isinstance(event, RefundFailed):
        run("refund_letter", TellRefund(event.refund_id, LetterKind.REFUND_FAILED, event.amount, day))
    else:
        return False
    return True
