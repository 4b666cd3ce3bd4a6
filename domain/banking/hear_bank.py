"""What a bank's file says of orders that we sent: the state of their files, and news for the attempts behind them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.banking.book import Said
from domain.banking.debit_files import STEPS, DebitFileId, FileStep
from domain.banking.model import BankFileId, Nature
from domain.clock import Clock
from domain.money import Money
from domain.payments.provider import Answer, AttemptId, News, Outcome, ProviderName
from domain.payments.reasons import sepa_reason
from domain.ports import Unit

TWICE: Final = frozenset({"DUPL", "AM05", "DU01", "DU02", "DU03", "DU04", "DU05"})
"""The bank has it already: the first one counts, and nothing failed. Source: ISO 20022 external status reasons."""
_OUTCOMES: Final = {
    Nature.COLLECTED: Outcome.SETTLED,
    Nature.RETURNED: Outcome.RETURNED,
    Nature.REFUSED: Outcome.FAILED,
}


@dataclass(frozen=True, slots=True)
class HearBank(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    file_id: BankFileId


@dataclass(frozen=True, slots=True)
class BankHeard(Event):
    """`news`: what is to be told to the payments, one by one."""

    file_id: BankFileId
    news: tuple[News, ...]

    def touched(self) -> Iterable[str]:
        return ("bank", "payments")


def hear_bank(command: HearBank, unit: Unit, clock: Clock) -> BankHeard:
    """Heard twice it says the same again, and the payments take each of it once."""
    said = unit.bank.said_of_orders(command.file_id)
    by_file: dict[DebitFileId, list[Said]] = defaultdict(list)
    for each in said:
        if each.entry.nature in (Nature.TAKEN, Nature.REFUSED):
            by_file[each.file_id].append(each)
    for file_id, answers in by_file.items():
        _move_file(file_id, answers, unit)
    return BankHeard(command.file_id, tuple(filter(None, (news_of(each, clock.now()) for each in said))))


def _move_file(file_id: DebitFileId, answers: Sequence[Said], unit: Unit) -> None:
    """What does not fit the state that it has is told by its orders alone."""
    refused = [each for each in answers if each.entry.nature is Nature.REFUSED and each.entry.reason not in TWICE]
    if any(each.entry.reason in TWICE for each in answers) and not refused:
        return
    size, status = unit.bank.debits_size(file_id), unit.bank.debits(file_id)[0]
    step = FileStep.ACCEPT if not refused else FileStep.REJECT if len(refused) == size else FileStep.PART
    if (status, step) in STEPS:
        unit.bank.step_debits(file_id, step)


def news_of(said: Said, now: datetime) -> News | None:
    """None: it changes nothing for the attempt. A return of more than was collected has the banks' fees in it."""
    entry = said.entry
    if entry.nature not in _OUTCOMES or (entry.nature is Nature.REFUSED and entry.reason in TWICE):
        return None
    outcome = _OUTCOMES[entry.nature]
    at = datetime.combine(entry.booked_on, time(12), UTC)
    reason = None if outcome is Outcome.SETTLED else sepa_reason(entry.reason, entry.reason_text)
    if outcome is Outcome.FAILED:
        answer = Answer(outcome, entry.end_to_end, reason, entry.booked_on)
        at = now
    elif outcome is Outcome.RETURNED:
        amount = min(entry.original or entry.amount, said.amount, key=lambda each: each.minor)
        answer = Answer(outcome, entry.end_to_end, reason, entry.booked_on, amount, _fee(said, amount))
    else:
        answer = Answer(outcome, entry.end_to_end, None, entry.booked_on, said.amount)
    event_id = f"{entry.nature}:{entry.end_to_end}"
    return News(ProviderName.SEPA_FILES, event_id, at, answer, AttemptId(said.attempt_id), entry.end_to_end)


def _fee(said: Said, amount: Money) -> Money | None:
    """What banks say that they kept, else what went back beyond the order."""
    if said.entry.fee is not None:
        return said.entry.fee
    beyond = said.entry.amount - amount
    return beyond if beyond.minor > 0 else None
