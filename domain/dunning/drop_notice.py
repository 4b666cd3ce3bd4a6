"""A letter that was written and not sent is not sent after all: its items stand where they stood before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.dunning.book import WrittenNotice
from domain.dunning.model import LONGEST_REASON, DunningReasonMissing, NoticeId
from domain.dunning.note_notice_sent import check_waits
from domain.dunning.touching import touched_by
from domain.ids import ContractId, CustomerId
from domain.period import ONE_DAY
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DropNotice(Command):
    """What the letter claimed goes with it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    notice_id: NoticeId
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimsGone(Event):
    """`contract_id` None: nothing was claimed, so nothing is credited."""

    customer_id: CustomerId
    number: str
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


def drop_notice(command: DropNotice, unit: Unit, _clock: Clock) -> ClaimsGone:
    """Raises UnknownNotice, NoticeSent, DunningReasonMissing."""
    notice, why = unit.dunning.notice(command.notice_id), command.reason.strip()[:LONGEST_REASON]
    check_waits(notice)
    if not why:
        raise DunningReasonMissing(number=notice.number)
    unit.dunning.mark(notice.id, "dropped", unit.today(), why)
    unit.dunning.step_items(notice, unit.today(), is_sent=False)
    return ClaimsGone(notice.customer_id, notice.number, claims_given_back(notice, unit))


def claims_given_back(notice: WrittenNotice, unit: Unit) -> ContractId | None:
    """The lines end before their first day, as if they had never been; the difference credits them."""
    if notice.contract_id is None or notice.is_waived:
        return None
    contract = unit.contracts.get(notice.contract_id)
    for line_id in notice.line_ids:
        line = contract.line(line_id)
        if line.start_on is not None:
            contract = contract.line_ended(line.id, line.start_on - ONE_DAY)
    unit.contracts.save(contract)
    return contract.id
