"""Somebody wants money to go back: for days and lines that were charged, or what an end has credited.

What its asker may let go is approved at once; all else waits for somebody who may.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import AmountNotPositive
from domain.clock import Clock
from domain.contracts.giving_back import given_back
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import refund_until
from domain.errors import InvalidInput, RuleViolation
from domain.ids import ContractId
from domain.money import Money, total
from domain.ports import Unit
from domain.refunds.approve_refund import approve
from domain.refunds.model import (
    PREFIX,
    REASON_LENGTH,
    GiftAsked,
    Refund,
    RefundBelowGift,
    RefundCause,
    RefundId,
    RefundReasonMissing,
    RefundUnderWay,
)
from domain.refunds.touching import touched_by


class NotWithdrawn(RuleViolation):
    """Only a contract from which the customer withdrew has money to go back for that cause."""

    code = "not_withdrawn"


class NotFromBalance(InvalidInput):
    """A refund of a contract is asked for with another cause: a balance is paid out by `PayOutBalance`."""

    code = "not_from_balance"


@dataclass(frozen=True, slots=True)
class AskRefund(Command):
    """`amount`: with VAT, the most that goes back. `account`: where to, as the customer says it.

    `gift` None: nothing more is credited; what notice, withdrawal or an earlier credit left to the customer goes back.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    refund_id: RefundId
    contract_id: ContractId
    cause: RefundCause
    amount: Money
    reason: str
    gift: GiftAsked | None = None
    account: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class RefundAsked(Event):
    """`is_approved`: whoever asked could let it go."""

    refund_id: RefundId
    number: str
    contract_id: ContractId | None
    is_approved: bool

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def ask_refund(command: AskRefund, unit: Unit, _clock: Clock) -> RefundAsked:
    """Raises UnknownContract, RefundReasonMissing, AmountNotPositive, NotWithdrawn, RefundUnderWay, RefundBelowGift,
    and what `given_back` does."""
    contract, today = unit.contracts.get(command.contract_id), unit.today()
    _check(command, contract)
    if unit.refunds.live(contract.id):
        raise RefundUnderWay(contract=contract.number)
    refund = Refund(
        id=command.refund_id,
        number=unit.numbers.next_code(PREFIX),
        contract_id=contract.id,
        customer_id=contract.customer_id,
        cause=command.cause,
        amount=command.amount,
        asked_on=today,
        reason=command.reason.strip()[:REASON_LENGTH],
        gift=command.gift,
        due_on=_due_on(command.cause, contract, today),
        asked_by=unit.context.actor_id,
    )
    return entered(refund, contract, command.account, unit)


def entered(refund: Refund, contract: Contract | None, account: str, unit: Unit) -> RefundAsked:
    """Kept, and let go at once where whoever asks may do that. Raises what `given_back` does."""
    let_go, who = unit.refunds.let_go(refund), unit.refunds.approver()
    unit.refunds.add(refund, account)
    is_approved = unit.settings.refunds().value.may_approve(refund, who, let_go)
    if is_approved:
        approve(refund, contract, unit)
    return RefundAsked(refund.id, refund.number, refund.contract_id, is_approved)


def _check(command: AskRefund, contract: Contract) -> None:
    if not command.reason.strip():
        raise RefundReasonMissing(contract=contract.number)
    if command.cause is RefundCause.BALANCE:
        raise NotFromBalance(contract=contract.number)
    if command.amount.minor <= 0 or command.amount.currency != contract.terms.currency:
        raise AmountNotPositive(amount=command.amount)
    if command.cause is RefundCause.WITHDRAWAL and contract.status is not Status.WITHDRAWN:
        raise NotWithdrawn(contract=contract.number)
    if command.gift is None:
        return
    changed = given_back(contract, command.gift.as_gift(str(command.refund_id), command.cause))
    more = changed.given_back[len(contract.given_back) :]
    given = total((each.amount for each in more if each.amount is not None), command.amount.currency)
    if command.amount < given:
        raise RefundBelowGift(amount=command.amount, given=given)


def _due_on(cause: RefundCause, contract: Contract, today: date) -> date | None:
    """From the declaration on. Source: section 357 (1) BGB."""
    return refund_until(contract.notice_on or today) if cause is RefundCause.WITHDRAWAL else None
