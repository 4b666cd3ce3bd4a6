"""Somebody decides about a letter that did not simply go out: again, it arrived, on paper, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.messages.delivery import DECISIONS, AddressBlocked, Mail, MailCannot, MailId, MailStep, NoMailAddress
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DecideMail(Command):
    """`address`: another one for AGAIN; "": where letters to this customer go today, else where this one went."""

    has_consequences: ClassVar[bool] = True

    mail_id: MailId
    step: MailStep
    why: str = ""
    address: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class MailDecided(Event):
    """`sends`: the worker has something to send."""

    mail_id: MailId
    sends: bool

    def touched(self) -> Iterable[str]:
        return ("letters",)


def decide_mail(command: DecideMail, unit: Unit, _clock: Clock) -> MailDecided:
    """Raises UnknownMail, MailCannot, MailAddressWrong, NoMailAddress, AddressBlocked."""
    mail = unit.mails.get(command.mail_id)
    if command.step not in DECISIONS:
        raise MailCannot(state=mail.state, step=command.step)
    mail.after(command.step)
    if command.step is MailStep.AGAIN:
        address = address_for(mail, command.address, unit)
        if address != mail.address:
            unit.mails.readdress(mail, address)
    unit.mails.take(mail, command.step, command.why.strip()[:200])
    return MailDecided(mail.id, command.step is MailStep.AGAIN)


def address_for(mail: Mail, wanted: str, unit: Unit) -> str:
    """Raises MailAddressWrong, NoMailAddress, AddressBlocked."""
    address = wanted.strip()
    if address and not is_mail_address(address):
        raise MailAddressWrong(value=address)
    if not address and mail.customer_id is not None:
        address = unit.mails.address_of(mail.customer_id)
    address = address or mail.address
    if not address:
        raise NoMailAddress
    if unit.mails.is_blocked(address):
        raise AddressBlocked(value=address)
    return address
