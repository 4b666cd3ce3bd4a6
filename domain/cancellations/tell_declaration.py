"""The sender hears at once that, when and with what words a declaration arrived; the customer, when it ends.

Source: section 312k (4) BGB: content, date, time, and the day on which the contract ends. The end is told to the
address that we know of the customer alone: whoever writes a foreign number in a letter learns nothing about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.cancellations.deed import ENDS
from domain.cancellations.model import Declaration, DeclarationId, Declared, DeclaredKind
from domain.clock import Clock
from domain.contracts.end_dates import EarlyEndNotAgreed, Notice, end_dates
from domain.contracts.model import Contract
from domain.contracts.status import OVER
from domain.customers.model import CustomerKind
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


class News(StrEnum):
    """What there is to tell."""

    RECEIVED = "received"
    MATCHED = "matched"
    TAKEN_BACK = "taken_back"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class TellDeclaration(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    declaration_id: DeclarationId
    news: News


@dataclass(frozen=True, slots=True)
class DeclarationTold(Event):
    declaration_id: DeclarationId
    contract_id: ContractId | None = None

    def touched(self) -> Iterable[str]:
        return (f"declaration:{self.declaration_id}",)


_TO_SENDER: Final = {
    News.RECEIVED: LetterKind.DECLARATION_RECEIVED,
    News.NOT_OURS: LetterKind.DECLARATION_NOT_OURS,
}


def tell_declaration(command: TellDeclaration, unit: Unit, _clock: Clock) -> DeclarationTold:
    """Promises the letter. Raises UnknownDeclaration."""
    declaration = unit.declarations.get(command.declaration_id)
    times = {"received_at": declaration.received_at}
    if command.news in _TO_SENDER:
        if unit.declarations.sender(declaration.id).email:
            unit.declarations.promise(declaration.id, Told(_TO_SENDER[command.news], times=times))
        return DeclarationTold(declaration.id)
    if declaration.contract_id is None or declaration.declared is None:
        return DeclarationTold(declaration.id)
    contract = unit.contracts.get(declaration.contract_id)
    if command.news is News.TAKEN_BACK:
        texts = {"declaration": declaration.number}
        unit.letters.promise(contract.id, Told(LetterKind.DECLARATION_TAKEN_BACK, times=times, texts=texts))
    else:
        kind = unit.customers.get(contract.customer_id).kind
        unit.letters.promise(contract.id, matched_letter(declaration, declaration.declared, contract, kind))
    return DeclarationTold(declaration.id, contract.id)


def matched_letter(declaration: Declaration, declared: Declared, contract: Contract, kind: CustomerKind) -> Told:
    """With the end where it follows from the contract alone; what has to be examined first says that instead."""
    times, texts = {"received_at": declaration.received_at}, {"declaration": declaration.number}
    looks_plain = declared.kind in (DeclaredKind.ORDINARY, DeclaredKind.EARLY)
    if not looks_plain or contract.start_on is None or contract.status in OVER or contract.ending is not None:
        return Told(LetterKind.DECLARATION_EXAMINED, times=times, texts=texts)
    notice = Notice(ENDS[declared.kind], declaration.received_on, declared.wanted_on, kind is CustomerKind.CONSUMER)
    try:
        dates = end_dates(contract, notice)
    except EarlyEndNotAgreed:
        return Told(LetterKind.DECLARATION_EXAMINED, times=times, texts=texts)
    days = {"last_day": dates.legal_end}
    return Told(LetterKind.DECLARATION_MATCHED, days, times=times, texts=texts)
