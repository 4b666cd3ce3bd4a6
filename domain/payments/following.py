"""What the worker draws from an answer beside what the answer itself has drawn."""

from collections.abc import Callable
from typing import Final

from domain.application import Command, Event
from domain.messages.contract_letter import LetterKind
from domain.payments.ask_method import MethodAsked
from domain.payments.attempt import AttemptStep
from domain.payments.charge_return_fee import ChargeReturnFee
from domain.payments.match_news import MatchNews
from domain.payments.plan_payments import PaymentsPlanned
from domain.payments.record_answer import AttemptMoved
from domain.payments.record_pay_back import PayBackTold, RecordPayBack
from domain.payments.take_news import NewsTaken, TakeNews
from domain.payments.tell_method import TellMethod
from domain.payments.tell_payment import TellPayment
from domain.refunds.tell_refund import TellRefund

Run = Callable[[str, Command], Event]
_TOLD: Final = frozenset({AttemptStep.SETTLE, AttemptStep.FAIL, AttemptStep.RETURN, AttemptStep.ASK_CUSTOMER})


def follow_payment(command: Command, event: Event, run: Run) -> bool:
    """Whether it was about a payment that is collected."""
    if isinstance(event, PaymentsPlanned):
        if event.invoice_id is not None:
            run("tell", TellPayment(event.attempt_ids[0]))
        return True
    if isinstance(event, MethodAsked):
        run("tell", TellMethod(event.customer_id, event.contract_id))
        return True
    if isinstance(event, PayBackTold):
        if event.failed is not None:
            failed = event.failed
            told = TellRefund(failed.refund_id, LetterKind.REFUND_FAILED, failed.amount, event.on)
            run("refund_letter", told)
        return True
    if isinstance(command, TakeNews) and command.pay_back_key is not None and command.answer is not None:
        run("pay_back", RecordPayBack(command.pay_back_key, command.answer))
        return True
    moved = event.moved if isinstance(event, NewsTaken) else event
    if not isinstance(moved, AttemptMoved):
        return isinstance(event, NewsTaken)
    _moved(moved, run)
    return True


def _moved(moved: AttemptMoved, run: Run) -> None:
    if moved.step in _TOLD:
        run("tell", TellPayment(moved.attempt_id, moved.step, moved.on, moved.next_id, moved.link))
    if moved.step is AttemptStep.RETURN and moved.fee is not None:
        run("fee", ChargeReturnFee(moved.attempt_id, moved.fee))
    for event_id in moved.waiting:
        run(f"news {event_id}", MatchNews(moved.provider, event_id))
