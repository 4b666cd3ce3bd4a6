"""A receipt is to be sent by mail: to the customer whose it is, or to an address that was said at the till."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.clock import Clock
from domain.customers.model import LanguageUnknown, MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.ports import Unit
from domain.till.model import Receipt, ReceiptId
from domain.till.receipt_mail import LANGUAGES, ReceiptAddressMissing, ReceiptMail, ReceiptMailId


@dataclass(frozen=True, slots=True)
class MailReceipt(Command):
    """`address` "": that of the receipt's customer. `language` of a letter to an address that was said."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    receipt_id: ReceiptId
    language: str = "de"
    address: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class ReceiptMailWanted(Event):
    mail_id: ReceiptMailId
    number: str

    def touched(self) -> Iterable[str]:
        return ("letters",)


def mail_receipt(command: MailReceipt, unit: Unit, _clock: Clock) -> ReceiptMailWanted:
    """Raises UnknownReceipt, LanguageUnknown, MailAddressWrong, ReceiptAddressMissing."""
    receipt, address = unit.till.receipt(command.receipt_id), command.address.strip()
    if command.language not in LANGUAGES:
        raise LanguageUnknown(value=command.language)
    if address and not is_mail_address(address):
        raise MailAddressWrong(value=address)
    if not address and not _has_address(receipt, unit):
        raise ReceiptAddressMissing(receipt=receipt.number)
    wanted = ReceiptMail(ReceiptMailId(unit.new_id()), receipt.id, address, command.language)
    unit.till.want_mail(wanted)
    return ReceiptMailWanted(wanted.id, receipt.number)


def _has_address(receipt: Receipt, unit: Unit) -> bool:
    return receipt.customer_id is not None and bool(unit.customers.get(receipt.customer_id).personal.email)
