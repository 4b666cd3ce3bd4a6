"""What a customer is told at once about an end: notice and withdrawal are confirmed, an end by us is declared."""

from datetime import date, datetime

from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import refund_until
from domain.messages.contract_letter import LetterKind, Told


def ending_letter(contract: Contract, declared_on: date, declared_at: datetime | None) -> Told | None:
    """With the time of receipt where the house knows it; None: the contract does not end.

    Source: RULES.md 3.2, 3.3; section 312k (4) BGB.
    """
    if contract.status is Status.WITHDRAWN:
        received_on = contract.notice_on or declared_on
        days = {"received_on": received_on, "refund_until": refund_until(received_on)}
        return Told(LetterKind.WITHDRAWAL_RECEIVED, days)
    ending = contract.ending
    if ending is None:
        return None
    days = {"received_on": ending.received_on, "last_day": ending.last_day, "goods_back_on": ending.goods_back_on}
    if ending.kind is EndKind.TERMINATION:
        return Told(LetterKind.ENDED_BY_US, days)
    if declared_at is None or ending.received_on != legal_day(declared_at):
        return Told(LetterKind.CANCELLATION_RECEIVED, days)
    return Told(LetterKind.CANCELLATION_RECEIVED_AT, days, times={"received_at": declared_at})
