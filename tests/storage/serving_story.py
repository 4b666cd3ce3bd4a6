"""The commands of serving a customer at the counter, each given once."""

from collections.abc import Callable
from typing import Any

from domain.ids import CustomerId
from domain.money import Money
from domain.serving.book_counter_payment import BookCounterPayment
from domain.serving.note_mail_address import NoteMailAddress
from domain.serving.pay_at_counter import PaidPart, PayAtCounter
from domain.till.model import Tendered, Way
from tests.storage.business import Business
from tests.storage.till_story import open_till


def tell_serving(do: Callable[[Any], Any], business: Business, customer_id: CustomerId) -> None:
    """Money on account, taken at a till and booked."""
    amount = Money.of("12.00")
    parts = (PaidPart(None, "Auf Rechnung", amount),)
    paid = do(PayAtCounter(open_till(business, "K7"), customer_id, parts, (Tendered(Way.CASH, amount, amount),)))
    do(BookCounterPayment(paid.receipt_id, customer_id, parts))
    do(NoteMailAddress(customer_id, "neu@example.org"))
