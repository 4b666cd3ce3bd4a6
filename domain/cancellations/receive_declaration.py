"""Somebody declares that a contract is to end, by whatever way: it is kept as it came, before anything is decided."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from domain.application import BESIDE, OFFICE, PERSONAL, Command, Event, Seat
from domain.cancellations.model import (
    LONGEST_NAME,
    LONGEST_WORDS,
    Channel,
    DeclarationEmpty,
    DeclarationId,
    DeclarationTooLong,
    ReceivedInFuture,
    Sender,
    received,
)
from domain.cancellations.waiting import keep_task
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, KeptFile, checked_file, digest_of
from domain.customers.model import LanguageUnknown, MailAddressWrong
from domain.customers.register_customer import LANGUAGES, is_mail_address
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReceiveDeclaration(Command):
    """`received_at` to the minute. `digest` (SHA-256, hex) stands in the log for the file, "" for none.

    `words` are the sender's own; of a call, what was said. The letter that confirms the receipt goes to `email`.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS, Seat.PORTAL}
    has_consequences: ClassVar[bool] = True

    declaration_id: DeclarationId
    channel: Channel
    received_at: datetime
    language: str = "de"
    words: str = field(default="", metadata=PERSONAL)
    name: str = field(default="", metadata=PERSONAL)
    contract: str = field(default="", metadata=PERSONAL)
    email: str = field(default="", metadata=PERSONAL)
    digest: str = ""
    file_name: str = field(default="", metadata=PERSONAL)
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)


@dataclass(frozen=True, slots=True)
class DeclarationReceived(Event):
    declaration_id: DeclarationId
    number: str

    def touched(self) -> Iterable[str]:
        return ("declarations", f"declaration:{self.declaration_id}")


def receive_declaration(command: ReceiveDeclaration, unit: Unit, clock: Clock) -> DeclarationReceived:
    """Keeps it; the worker confirms the receipt at once.

    Raises:
        ReceivedInFuture: the instant is still to come.
        DeclarationEmpty, DeclarationTooLong: nothing was declared, or more than is kept.
        MailAddressWrong, LanguageUnknown: the confirmation could not be sent or written.
        FileDamaged, FileTooLarge, FileKindRefused, FileNameRefused: the file cannot be kept.
    """
    now = clock.now()
    if command.received_at > now:
        raise ReceivedInFuture(at=command.received_at.isoformat())
    if command.language not in LANGUAGES:
        raise LanguageUnknown(value=command.language)
    sender, file = _sender(command), _file(command)
    if not sender.words.strip() and file is None:
        raise DeclarationEmpty
    to_the_minute = command.received_at.astimezone(UTC).replace(second=0, microsecond=0)
    number = unit.numbers.next_code("DC")
    declaration = received(
        command.declaration_id, number, command.channel, received_at=to_the_minute, language=command.language,
        at=unit.context.effective_at,
    )  # fmt: skip
    unit.declarations.add(declaration, sender, file)
    keep_task(declaration, unit)
    return DeclarationReceived(declaration.id, number)


def _sender(command: ReceiveDeclaration) -> Sender:
    """The words stay as they came; names and address are cut free of blanks around them."""
    name, contract, email = (each.strip() for each in (command.name, command.contract, command.email))
    if len(command.words) > LONGEST_WORDS or any(len(each) > LONGEST_NAME for each in (name, contract)):
        raise DeclarationTooLong(longest=LONGEST_WORDS)
    if email and not is_mail_address(email):
        raise MailAddressWrong(value=email)
    return Sender(command.words, name, contract, email)


def _file(command: ReceiveDeclaration) -> KeptFile | None:
    if not command.digest:
        return None
    file = checked_file(command.file_name, command.content)
    if digest_of(command.content) != command.digest:
        raise FileDamaged
    return file
