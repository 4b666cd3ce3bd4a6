"""The commands of serving a customer at the counter with their handlers; part of `domain/handlers.py`."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.serving.book_counter_payment import BookCounterPayment, book_counter_payment
from domain.serving.note_mail_address import NoteMailAddress, note_mail_address
from domain.serving.pay_at_counter import PayAtCounter, pay_at_counter

SERVING_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    BookCounterPayment: book_counter_payment,
    NoteMailAddress: note_mail_address,
    PayAtCounter: pay_at_counter,
}
