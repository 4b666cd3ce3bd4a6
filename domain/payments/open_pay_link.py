"""A till shows a link by which its customer leaves a payment method at once, with a telephone of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import CustomerId
from domain.payments.ask_method import NobodyCollects
from domain.payments.telling import shown_link
from domain.ports import Unit
from domain.serving.book_counter_payment import ReceiptOfAnother
from domain.till.model import ReceiptId

DIGEST_HEX: Final = 64


class LinkDigestWrong(InvalidInput):
    """What is kept of a link is the SHA-256 of its secret."""

    code = "link_digest_wrong"


@dataclass(frozen=True, slots=True)
class OpenPayLink(Command):
    """For what the customer was to pay by link, by this receipt. The till has drawn the secret; `digest` is what is
    kept of it, in hexadecimal digits.

    Wished for at a counter (`domain/serving/wishes.py`); nothing is written to the customer.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_id: CustomerId
    receipt_id: ReceiptId
    digest: str


@dataclass(frozen=True, slots=True)
class PayLinkOpened(Event):
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}",)


def open_pay_link(command: OpenPayLink, unit: Unit, _clock: Clock) -> PayLinkOpened:
    """Raises UnknownReceipt, ReceiptOfAnother, NobodyCollects, LinkDigestWrong."""
    receipt = unit.till.receipt(command.receipt_id)
    if receipt.customer_id != command.customer_id:
        raise ReceiptOfAnother(number=receipt.number)
    settings = unit.settings.payments().value
    if not settings.collectors:
        raise NobodyCollects
    try:
        digest = bytes.fromhex(command.digest)
    except ValueError:
        raise LinkDigestWrong from None
    if len(command.digest) != DIGEST_HEX or len(digest) * 2 != DIGEST_HEX:
        raise LinkDigestWrong
    shown_link(unit, (command.customer_id, None), settings, digest, receipt.id)
    return PayLinkOpened(command.customer_id)
