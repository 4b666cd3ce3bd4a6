"""A code to sign in, or to prove a new mail address, is made and written to that address alone.

Whoever asked learns nothing: for an address that nobody has, no letter is written, and the answer was the same.
"""

from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.portal.book import Purpose
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SendCode(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    request_id: UUID


@dataclass(frozen=True, slots=True)
class CodeSent(Event):
    """Whether anybody has the address is not said: the log is read by many."""

    request_id: UUID


_LETTERS: Final = {Purpose.SIGN_IN: LetterKind.LOGIN_CODE, Purpose.NEW_ADDRESS: LetterKind.NEW_ADDRESS_CODE}


def send_code(command: SendCode, unit: Unit, _clock: Clock) -> CodeSent:
    """Nothing is written for a request that is unknown, was answered or names nobody."""
    asked = unit.portal.code_request(command.request_id)
    if asked is not None and asked.customers:
        secrets = unit.portal.give_code(asked.id, asked.customers)
        address = unit.settings.portal().value.address.rstrip("/")
        link = f"{address}/sign-in/{asked.id}/{secrets.link}" if address and asked.purpose is Purpose.SIGN_IN else ""
        texts = {"login_code": f"{secrets.code[:3]} {secrets.code[3:]}", "link": link}
        told = Told(_LETTERS[asked.purpose], texts=texts)
        unit.letters.write(MailAddress(asked.address, asked.name or asked.address, asked.language), told, asked.id)
    return CodeSent(command.request_id)
