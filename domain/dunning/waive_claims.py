"""Costs and interest that a letter claimed are not wanted any more; the letter itself stays sent."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.dunning.drop_notice import ClaimsGone, claims_given_back
from domain.dunning.model import LONGEST_REASON, DunningReasonMissing, NoticeId
from domain.errors import RuleViolation
from domain.ports import Unit


class NoticeClaimsNothing(RuleViolation):
    """The letter claimed nothing, or that was waived before."""

    code = "notice_claims_nothing"


@dataclass(frozen=True, slots=True)
class WaiveClaims(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    notice_id: NoticeId
    reason: str


def waive_claims(command: WaiveClaims, unit: Unit, _clock: Clock) -> ClaimsGone:
    """Raises UnknownNotice, NoticeClaimsNothing, DunningReasonMissing."""
    notice, why = unit.dunning.notice(command.notice_id), command.reason.strip()[:LONGEST_REASON]
    if notice.contract_id is None or notice.is_waived or notice.is_dropped:
        raise NoticeClaimsNothing(number=notice.number)
    if not why:
        raise DunningReasonMissing(number=notice.number)
    contract_id = claims_given_back(notice, unit)
    unit.dunning.mark(notice.id, "waived", unit.today(), why)
    return ClaimsGone(notice.customer_id, notice.number, contract_id)
