"""A rented thing came back: its contract line ends by the plan's rule. The worker's consequence of the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.day_facts import thing_back
from domain.contracts.model import Contract, LineKind
from domain.contracts.status import Action, Status, open_actions
from domain.errors import Unavailable
from domain.ids import ContractId, ContractLineId
from domain.messages.contract_letter import LetterKind, Told
from domain.period import ONE_DAY
from domain.ports import Unit


class ContractNotStarted(Unavailable):
    """The fact that starts the contract is not followed yet; this one comes after it and is tried again."""

    code = "contract_not_started"


@dataclass(frozen=True, slots=True)
class EndReturnedLine(Command):
    """`received_on` is the day of the receipt scan."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    contract_line_id: ContractLineId
    received_on: date


@dataclass(frozen=True, slots=True)
class ReturnedLineEnded(Event):
    """`last_day` is the last day that is charged for the line."""

    contract_id: ContractId
    contract_line_id: ContractLineId
    last_day: date
    status: Status

    def touched(self) -> Iterable[str]:
        return ("contracts", f"contract:{self.contract_id}")


def end_returned_line(command: EndReturnedLine, unit: Unit, _clock: Clock) -> ReturnedLineEnded:
    """The day of receipt is the last one charged, unless the line ended earlier (stop at request).

    A line of several things goes on while one of them is still out. With its last rented line the contract ends, and
    with it insurance and service. Source: BILLING.md, "Last day of service"; RULES.md 1.3.

    Raises:
        ContractNotStarted: the goods' leaving is not followed yet (several workers); tried again later.
    """
    contract = unit.contracts.get(command.contract_id)
    if contract.start_on is None:
        raise ContractNotStarted(contract=contract.number)
    line = contract.line(command.contract_line_id)
    last_day = command.received_on
    others = unit.assignments.assets_of(contract.id)
    before, contract = contract, thing_back(contract, line.id, command.received_on)
    if not any(line_id == line.id for _, line_id in others):
        ends = [day - ONE_DAY for day in (line.end_on, contract.end_on) if day is not None]
        last_day = min([last_day, *ends])
        first = line.start_on or contract.start_on
        if first is not None:
            last_day = max(last_day, first - ONE_DAY)
        contract = _with_end(contract.line_ended(line.id, last_day), last_day, others=len(others))
    if contract != before:
        unit.contracts.save(contract)
    if contract.status is Status.ENDED and before.status is not Status.ENDED:
        unit.letters.promise(contract.id, Told(LetterKind.CONTRACT_ENDED, {"last_day": last_day}))
    return ReturnedLineEnded(contract.id, line.id, last_day, contract.status)


def _with_end(contract: Contract, last_day: date, others: int) -> Contract:
    rented = [line for line in contract.lines if line.kind is LineKind.RENTAL]
    if others or any(line.end_on is None for line in rented):
        return contract
    contract = _without_recurring(contract, last_day)
    if Action.END in open_actions(contract.status):
        contract = contract.acted(Action.END)
    return contract


def _without_recurring(contract: Contract, last_day: date) -> Contract:
    """Ended; what was bought stays bought, also when the rented thing came back before its first paid day."""
    first = contract.start_on
    if first is None or last_day >= first or all(line.is_recurring for line in contract.lines):
        return contract.ended(last_day)
    for line in contract.lines:
        if line.is_recurring:
            contract = contract.line_ended(line.id, max(last_day, (line.start_on or first) - ONE_DAY))
    return contract.ended(first)
