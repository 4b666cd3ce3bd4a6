"""What the worker does after money was taken at a till for what is owed, and after a counter charged something."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event, Seat
from domain.billing.bill_contract import BillContract
from domain.buyout.following import settle_and_credit
from domain.buyout.settle_buyouts import SettleBuyouts
from domain.contracts.add_line import AddLine
from domain.serving.book_counter_payment import BookCounterPayment
from domain.serving.pay_at_counter import PaidAtCounter, PayAtCounter

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_serving(command: Command, event: Event, day: date, seat: Seat, run: Run) -> bool:
    """Whether it was about a customer at the counter. What is charged there is billed at once, so that it can be paid;
    what is paid may settle a purchase."""
    if isinstance(command, PayAtCounter) and isinstance(event, PaidAtCounter):
        run("book", BookCounterPayment(event.receipt_id, command.customer_id, command.parts))
        settle_and_credit(run("buyout_settle", SettleBuyouts(customer_id=command.customer_id)), day, run)
    elif isinstance(command, AddLine) and seat is Seat.POS:
        run("bill", BillContract(command.contract_id, day))
    else:
        return False
    return True
