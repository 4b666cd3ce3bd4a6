"""The letter that a receipt goes with. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.ports import Unit
from domain.till.receipt_mail import ReceiptMailId


@dataclass(frozen=True, slots=True)
class TellReceipt(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    mail_id: ReceiptMailId


@dataclass(frozen=True, slots=True)
class ReceiptTold(Event):
    mail_id: ReceiptMailId
    number: str

    def touched(self) -> Iterable[str]:
        return ("letters",)


def tell_receipt(command: TellReceipt, unit: Unit, _clock: Clock) -> ReceiptTold:
    """One letter for each time that it is wanted; an address that was said is kept with the letter alone from then on.

    Raises UnknownReceipt.
    """
    wanted = unit.till.wanted_mail(command.mail_id)
    receipt = unit.till.receipt(wanted.receipt_id)
    told = Told(
        LetterKind.TILL_RECEIPT,
        amounts={"amount": receipt.sum},
        times={"written_at": receipt.at},
        texts={"receipt": receipt.number},
    )
    if wanted.address:
        to = MailAddress(wanted.address, "", wanted.language, receipt.number)
        unit.letters.write(to, told, wanted.id)
    elif receipt.customer_id is not None:
        unit.letters.tell(receipt.customer_id, told, wanted.id)
    unit.till.forget_mail(wanted.id)
    return ReceiptTold(wanted.id, receipt.number)
