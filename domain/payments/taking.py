"""What an answer does to an attempt and to the books, in one transaction: the one way in which collected money enters
the ledger or leaves it again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from domain.billing.reverse_payment import taken_back
from domain.billing.settlement import Entry, EntryId, EntryKind, PaidBy, RestWasPaidOut
from domain.clock import legal_day
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.attempt import Attempt, AttemptStatus, AttemptStep, StepTaken
from domain.payments.folding import is_doubtful, judged
from domain.payments.provider import Answer
from domain.ports import Unit

PAID_BY: Final = {
    PaymentMethod.DIRECT_DEBIT: PaidBy.DIRECT_DEBIT,
    PaymentMethod.CARD: PaidBy.CARD,
    PaymentMethod.WALLET: PaidBy.WALLET,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """`attempt` as it is afterwards, `step` what the answer was (NOTE: nothing changed). `open` of its invoice, where
    money moved. `is_doubtful`, `is_unbooked`: a person has to look; the latter: money went back that cannot be booked
    because the customer has got it already."""

    attempt: Attempt
    step: AttemptStep
    taken: StepTaken
    open: Money | None = None
    is_doubtful: bool = False
    is_unbooked: bool = False


def take_answer(attempt: Attempt, answer: Answer, at: datetime, unit: Unit) -> Taken:
    """`at`: when it happened at the provider."""
    step = judged(attempt, answer, at)
    on = min(answer.on or legal_day(at), unit.today())
    taken = StepTaken(
        step,
        on,
        answer.outcome,
        at,
        answer.amount or (attempt.amount if step in (AttemptStep.SETTLE, AttemptStep.RETURN) else None),
        answer.fee,
        answer.reason,
        answer.ref,
        answer.link,
    )
    if step is AttemptStep.SETTLE:
        return _settled(attempt, taken, unit)
    if step is AttemptStep.RETURN:
        return _returned(attempt, taken, unit)
    unit.payments.take([(attempt, taken)])
    return Taken(_moved(attempt, taken), step, taken, is_doubtful=is_doubtful(attempt, answer, at))


def _settled(attempt: Attempt, taken: StepTaken, unit: Unit) -> Taken:
    document = unit.billing.settlements.document(attempt.invoice_id)
    amount = taken.amount or attempt.amount
    entry = _payment(attempt, document.open, amount, taken.on, unit)
    unit.billing.settlements.book([entry])
    taken = replace(taken, entry_id=entry.id)
    unit.payments.take([(attempt, taken)])
    return Taken(_moved(attempt, taken), AttemptStep.SETTLE, taken, document.open - entry.settled)


def _returned(attempt: Attempt, taken: StepTaken, unit: Unit) -> Taken:
    """The very payment is taken back; of a part that stays, a payment is booked anew. One that never settled here, or
    that a person took back before, has nothing to take back."""
    ledger = unit.billing.settlements
    document = ledger.document(attempt.invoice_id)
    if attempt.entry_id is None or ledger.is_reversed(attempt.entry_id):
        unit.payments.take([(attempt, taken)])
        return Taken(_moved(attempt, taken), AttemptStep.RETURN, taken, document.open)
    payment = ledger.entry(attempt.entry_id)
    try:
        back = _dated(taken_back(payment, ledger), taken.on, unit)
    except RestWasPaidOut:
        note = replace(taken, step=AttemptStep.NOTE)
        unit.payments.take([(attempt, note)])
        return Taken(_moved(attempt, note), AttemptStep.NOTE, note, document.open, is_unbooked=True)
    open_again = document.open + payment.settled + _others(back, payment, attempt)
    stays = payment.money - (taken.amount or payment.money)
    entries = list(back)
    if stays.minor > 0:
        rest = _payment(attempt, open_again, stays, taken.on, unit)
        entries.append(rest)
        taken = replace(taken, entry_id=rest.id)
        open_again -= rest.settled
    ledger.book(entries)
    unit.payments.take([(attempt, taken)])
    return Taken(_moved(attempt, taken), AttemptStep.RETURN, taken, open_again)


def _others(back: Sequence[Entry], payment: Entry, attempt: Attempt) -> Money:
    """What of the same invoice opens again beside: its rest had paid it."""
    again = [each for each in back if each.reverses_id != payment.id and each.invoice_id == attempt.invoice_id]
    return Money(-sum(each.settled.minor for each in again), payment.currency)


def _dated(entries: Sequence[Entry], on: date, unit: Unit) -> list[Entry]:
    return [replace(each, id=EntryId(unit.new_id()), booked_on=on) for each in entries]


def _payment(attempt: Attempt, open_now: Money, amount: Money, on: date, unit: Unit) -> Entry:
    """What is more than the invoice asks for becomes balance."""
    settled = min(max(open_now.minor, 0), amount.minor)
    return Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=attempt.customer_id,
        booked_on=on,
        settled=Money(settled, amount.currency),
        credited=Money(0, amount.currency),
        balance=Money(amount.minor - settled, amount.currency),
        money=amount,
        invoice_id=attempt.invoice_id,
        by=PAID_BY[attempt.kind],
    )


def _moved(attempt: Attempt, taken: StepTaken) -> Attempt:
    """As the database has it after that step."""
    moved = replace(attempt.stepped(taken.step), ref=taken.ref or attempt.ref)
    if taken.step is AttemptStep.NOTE:
        return moved
    has_money = moved.status in (AttemptStatus.SETTLED, AttemptStatus.RETURNED)
    return replace(moved, reason=taken.reason, entry_id=taken.entry_id if has_money else moved.entry_id)
