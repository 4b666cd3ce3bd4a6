"""A letter that is tried out: to oneself, with the words as they would be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.messages.book import TriedLetter
from domain.messages.delivery import MailId, UnknownMail
from domain.messages.templates import TEMPLATES, template_named
from domain.messages.wording import LONGEST_FILLED, Fault, FaultKind, WordingWrong
from domain.ports import Unit

_LONGEST_SUBJECT: Final = 900


@dataclass(frozen=True, slots=True)
class SendTestMail(Command):
    """`template`: the name of the letter."""

    has_consequences: ClassVar[bool] = True

    template: str
    language: str
    address: str = field(default="", metadata=PERSONAL)
    subject: str = field(default="", metadata=PERSONAL)
    body: str = field(default="", metadata=PERSONAL)
    html: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class MailTried(Event):
    mail_id: MailId

    def touched(self) -> Iterable[str]:
        return ("letters",)


def send_test_mail(command: SendTestMail, unit: Unit, _clock: Clock) -> MailTried:
    """Raises MailAddressWrong, WordingWrong, UnknownMail."""
    try:
        name = template_named(command.template)
    except ValueError:
        raise UnknownMail(name=command.template) from None
    if not is_mail_address(command.address.strip()):
        raise MailAddressWrong(value=command.address)
    if len(command.subject) > _LONGEST_SUBJECT or len(command.body) + len(command.html) > LONGEST_FILLED:
        raise WordingWrong.of([Fault(1, FaultKind.TOO_LONG, str(LONGEST_FILLED))])
    letter = TriedLetter(
        TEMPLATES[name].event,
        command.template,
        command.language,
        command.address.strip(),
        " ".join(command.subject.split()),
        command.body,
        command.html,
    )
    return MailTried(unit.mails.try_out(letter))
