"""A letter that went out is sent once more, as it was; it is a letter of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.messages.decide_mail import address_for
from domain.messages.delivery import RESENDABLE, MailCannot, MailId, MailState, MailStep
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ResendMail(Command):
    """`address` as in `DecideMail`."""

    has_consequences: ClassVar[bool] = True

    mail_id: MailId
    address: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class MailResent(Event):
    mail_id: MailId
    again_id: MailId

    def touched(self) -> Iterable[str]:
        return ("letters",)


def resend_mail(command: ResendMail, unit: Unit, _clock: Clock) -> MailResent:
    """One that came back is done with by this.

    Raises UnknownMail, MailCannot, MailAddressWrong, NoMailAddress, AddressBlocked.
    """
    mail = unit.mails.get(command.mail_id)
    if mail.state not in RESENDABLE:
        raise MailCannot(state=mail.state, step=MailStep.AGAIN)
    again = unit.mails.again(mail, address_for(mail, command.address, unit))
    if mail.state is MailState.BOUNCED:
        unit.mails.take(mail, MailStep.DROP)
    return MailResent(mail.id, again)
