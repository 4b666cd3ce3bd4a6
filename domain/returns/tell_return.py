"""The customer hears what became of a return. The worker's consequence of the fact."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ids import ReturnId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.telling import asked_back, claimed, promise, receipt, told_of


class News(StrEnum):
    """What there is to tell."""

    ASKED = "asked"
    ASKED_BACK = "asked_back"
    REFUSED = "refused"
    LABEL = "label"
    EXTENDED = "extended"
    RECEIPT = "receipt"
    PARCEL_AGAIN = "parcel_again"
    PARCEL_ENDS = "parcel_ends"
    CLAIMED = "claimed"
    DROPPED = "dropped"
    REMINDED = "reminded"


_PLAIN = {
    News.ASKED: LetterKind.RETURN_ASKED_FOR,
    News.REFUSED: LetterKind.RETURN_REFUSED,
    News.LABEL: LetterKind.RETURN_LABEL,
    News.EXTENDED: LetterKind.RETURN_EXTENDED,
    News.PARCEL_AGAIN: LetterKind.PARCEL_SENT_AGAIN,
    News.PARCEL_ENDS: LetterKind.PARCEL_CAME_BACK,
    News.DROPPED: LetterKind.DAMAGE_DROPPED,
}


@dataclass(frozen=True, slots=True)
class TellReturn(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    return_id: ReturnId
    news: News


def tell_return(command: TellReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Promises the letter. Raises UnknownReturnCase."""
    case = known(command.return_id, unit)
    if command.news is News.ASKED_BACK:
        promise(case, asked_back(case, unit), unit)
    elif command.news is News.RECEIPT:
        promise(case, receipt(case, unit), unit)
    elif command.news is News.CLAIMED:
        claim = unit.returns.claims(case.id)[-1]
        unit.letters.promise(claim.contract_id, claimed(case, claim))
    elif command.news is News.REMINDED:
        is_late = case.return_until is not None and unit.today() > case.return_until
        kind = LetterKind.RETURN_OVERDUE if is_late else LetterKind.RETURN_REMINDER
        promise(case, told_of(case, kind, unit), unit)
    else:
        promise(case, told_of(case, _PLAIN[command.news], unit), unit)
    return moved(case)
